import { randomBytes } from "node:crypto";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { createFirstUseCheck } from "./first-use.ts";

const start = Date.UTC(2026, 4, 1, 12) / 1000;
const windowSeconds = 65;

/** A clock on the wall, which somebody may set, and one that runs. */
function open() {
  const time = { ahead: 0, passed: 0 };
  const now = () => start + time.passed + time.ahead;
  const isFirstUse = createFirstUseCheck({
    clock: { now: () => now() * 1000 },
    windowSeconds,
    steadyMs: () => time.passed * 1000,
  });
  return { time, now, isFirstUse };
}

const nonce = () => randomBytes(16).toString("base64url");

/** What a router whose clock differs sends, what an attacker who has seen it sends again, and what time does. */
type Move =
  | { readonly kind: "request"; readonly skew: number }
  | { readonly kind: "replay"; readonly which: number }
  | { readonly kind: "wait"; readonly seconds: number }
  | { readonly kind: "set the clock"; readonly ahead: number };

const request = fc.record({ kind: fc.constant("request" as const), skew: fc.integer({ min: -60, max: 60 }) });
const replay = fc.record({ kind: fc.constant("replay" as const), which: fc.nat() });
const wait = fc.record({ kind: fc.constant("wait" as const), seconds: fc.integer({ min: 0, max: 200 }) });
/** Ahead of the right time: whatever was used before then is remembered when it is set right. */
const setClock = fc.record({ kind: fc.constant("set the clock" as const), ahead: fc.nat(100_000) });

function play(moves: readonly Move[]): void {
  const { time, now, isFirstUse } = open();
  const used: { nonce: string; seconds: number }[] = [];
  for (const move of moves) {
    switch (move.kind) {
      case "wait":
        time.passed += move.seconds;
        break;
      case "set the clock":
        time.ahead = move.ahead;
        break;
      case "request": {
        const sent = { nonce: nonce(), seconds: now() + move.skew };
        expect(isFirstUse(sent.nonce, sent.seconds)).toBe(true);
        // What was sent while the clock was wrong has a time that will be good again.
        if (time.ahead === 0) used.push(sent);
        break;
      }
      case "replay": {
        const seen = used[move.which % Math.max(1, used.length)];
        if (seen !== undefined) expect(isFirstUse(seen.nonce, seen.seconds)).toBe(false);
        break;
      }
    }
  }
}

describe("a nonce", () => {
  it("passes once and never again, whenever it comes", () => {
    fc.assert(fc.property(fc.array(fc.oneof(request, replay, wait), { maxLength: 60 }), play), { numRuns: 500 });
  });

  it("passes once and never again, also when the clock is ahead for a while", () => {
    fc.assert(fc.property(fc.array(fc.oneof(request, replay, wait, setClock), { maxLength: 60 }), play), {
      numRuns: 500,
    });
  });

  it("of a time that is not good does not pass", () => {
    const { isFirstUse } = open();
    const bad = [-66, 66, 100_000, -start, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const off of bad) expect(isFirstUse(nonce(), start + off)).toBe(false);
    for (const off of [-65, 65]) expect(isFirstUse(nonce(), start + off)).toBe(true);
  });

  it("passes when the clock was wrong all the time and is set back, however far", () => {
    for (const back of [60, 200, 3_600, 100_000_000]) {
      const { time, now, isFirstUse } = open();
      for (let times = 0; times < 20; times++) {
        expect(isFirstUse(nonce(), now())).toBe(true);
        time.passed += 30;
      }
      time.ahead -= back;
      expect(isFirstUse(nonce(), now())).toBe(true);
    }
  });
});

it("remembers no more of a request than its nonce, and that for less than three minutes", () => {
  setFlagsFromString("--expose_gc");
  const collect = runInNewContext("gc") as () => void;
  const used = () => {
    collect();
    return process.memoryUsage().heapUsed;
  };
  const { time, now, isFirstUse } = open();
  const identity = "x".repeat(2_000);
  /** As a verifier has it: a piece of a longer text that came over the wire. */
  const pieceOfAnIdentity = () =>
    Buffer.from(identity + nonce())
      .toString("latin1")
      .slice(2_000);
  const before = used();
  for (let second = 0; second < 600; second++) {
    for (let times = 0; times < 100; times++) isFirstUse(pieceOfAnIdentity(), now());
    time.passed += 1;
  }
  // 100 a second for 130 seconds and a slot more are some 16,000; with their texts they would be 32 MB.
  expect(used() - before).toBeLessThan(6_000_000);
  expect(isFirstUse(nonce(), now())).toBe(true);
});
