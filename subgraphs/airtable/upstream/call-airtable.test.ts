import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { z } from "zod";
import { systemClock } from "../../../kernel/clock.ts";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { tenantId } from "../../../kernel/identity/ids.ts";
import { type ScriptedAirtable, startScriptedAirtable } from "../fixtures/scripted-airtable.ts";
import { baseId, connectionId } from "../ids.ts";
import { airtableLimits, laneOfCall } from "../scheduler/lane.ts";
import type { AirtableAccess } from "./airtable-access.ts";
import { type AirtableCall, type CallerParts, callAirtable, type FinishedCall } from "./call-airtable.ts";
import { createTransport, type Transport } from "./transport.ts";

let server: ScriptedAirtable;
let transport: Transport;
/** For what never answers. */
let impatient: Transport;
let penalised: string[];
let turns: number;
let finished: FinishedCall[];

beforeAll(async () => {
  server = await startScriptedAirtable();
  const urls = { api: `${server.url}/proxy/`, content: server.url };
  transport = createTransport({ urls, timeoutMs: 60_000 });
  impatient = createTransport({ urls, timeoutMs: 300 });
});
beforeEach(() => {
  penalised = [];
  turns = 0;
  finished = [];
});
afterAll(async () => {
  await transport.close();
  await impatient.close();
  await server.stop();
});

const access: AirtableAccess = {
  tenantId: tenantId.parse(randomUUID()),
  connectionId: connectionId.parse(randomUUID()),
  cacheKey: "connection",
  airtableUserId: "usrAAAAAAAAAAAAAA",
  token: async () => "patSECRET",
  tokenRefused: async () => false,
  requestId: "request",
  runId: null,
  priority: "interactive",
  signal: undefined,
  onTurn: () => {},
};
const base = baseId.parse("appAAAAAAAAAAAAAA");
const read: AirtableCall<{ ok: true }> = {
  operation: "read",
  method: "GET",
  path: "/v0/thing",
  effect: "read",
  answer: z.object({ ok: z.literal(true) }),
};
const write = {
  ...read,
  operation: "write",
  method: "POST",
  body: { kind: "json", value: { a: 1 } },
  effect: "write",
} as const;
const good = { status: 200, body: { ok: true } };
const unauthorized = {
  status: 401,
  body: { error: { type: "AUTHENTICATION_REQUIRED", message: "Authentication required" } },
};
const bad = (status: number, body: unknown = {}) => ({ status, body });

function parts(changes: Partial<CallerParts> = {}): CallerParts {
  return {
    transport,
    clock: systemClock,
    random: () => 0,
    limits: airtableLimits,
    stopping: new AbortController().signal,
    space: async (_key, send) => send(),
    scheduler: {
      takeTurn: async () => {
        turns += 1;
        return { waitedMs: 0 };
      },
      penalise: async (target) => {
        penalised.push(laneOfCall(target, airtableLimits).key);
      },
    },
    onFinished: (_access, call) => {
      finished.push(call);
    },
    ...changes,
  };
}

async function failure(call: typeof read | typeof write, changes?: Partial<CallerParts>): Promise<AirgraphError> {
  try {
    await callAirtable(parts(changes), access, base, call);
  } catch (error) {
    if (error instanceof AirgraphError) return error;
    throw error;
  }
  throw new Error("the call succeeded");
}

describe("callAirtable", () => {
  it.each([
    ["502", bad(502, "<html>Bad gateway</html>")],
    ["503", bad(503, { error: { type: "RETRIABLE_ERROR" } })],
    ["a broken connection", "cut" as const],
  ])("reads again after %s, each time in its turn", async (_name, reply) => {
    server.play(reply, reply, good);
    await expect(callAirtable(parts(), access, base, read)).resolves.toEqual({ ok: true });
    expect(server.calls()).toBe(3);
    expect(turns).toBe(3);
  });

  it("gives up reading after three attempts", async () => {
    server.play(bad(503));
    expect((await failure(read)).code).toBe("UPSTREAM_UNAVAILABLE");
    expect(server.calls()).toBe(3);
  });

  it("waits as long as Retry-After says, and gives up at once when that is too long", async () => {
    server.play({ ...bad(503), headers: { "retry-after": "1" } }, good);
    const startedAt = performance.now();
    await callAirtable(parts(), access, base, read);
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(990);

    server.play({ ...bad(503), headers: { "retry-after": "3600" } });
    expect((await failure(read)).code).toBe("UPSTREAM_UNAVAILABLE");
    expect(server.calls()).toBe(1);
  });

  it.each([
    ["a broken connection", "cut" as const],
    ["no answer in time", "silence" as const],
    ["500", bad(500)],
    ["502", bad(502)],
    ["503", bad(503)],
    ["an answer it can't read", bad(200, "<html>")],
  ])("never writes again after %s, and says that the outcome is unknown", async (_name, reply) => {
    server.play(reply, good);
    const error = await failure(write, reply === "silence" ? { transport: impatient } : {});
    expect(error.code).toBe("UPSTREAM_UNAVAILABLE");
    expect(error.extensions.outcome).toBe("unknown");
    expect(error.message).toContain("unknown");
    expect(server.calls()).toBe(1);
  });

  it("tells a read that got no answer in time as TIMEOUT, once", async () => {
    server.play("silence");
    expect((await failure(read, { transport: impatient })).code).toBe("TIMEOUT");
    expect(server.calls()).toBe(1);
  });

  it.each([
    ["a read", read],
    ["a write", write],
  ])("stops the base after a burst's 429, then sends %s again", async (_name, call) => {
    server.play(bad(429, { errors: [{ error: "RATE_LIMIT_REACHED", message: "Rate limit exceeded." }] }), good);
    await expect(callAirtable(parts(), access, base, call)).resolves.toEqual({ ok: true });
    expect(penalised).toEqual(["base:appAAAAAAAAAAAAAA"]);
  });

  it("stops the token's owner after a 429 of a call to no base", async () => {
    server.play(bad(429), good);
    await callAirtable(parts(), access, null, read);
    expect(penalised).toEqual(["owner:usrAAAAAAAAAAAAAA"]);
  });

  it.each([
    ["a read", read],
    ["a write", write],
  ])("sends %s again when Airtable refused its token and there is another one", async (_name, call) => {
    server.play(unauthorized, good);
    let token = "patOLD";
    const renewing: AirtableAccess = {
      ...access,
      token: async () => token,
      async tokenRefused(refused) {
        expect(refused).toBe("patOLD");
        token = "patNEW";
        return true;
      },
    };
    await expect(callAirtable(parts(), renewing, base, call)).resolves.toEqual({ ok: true });
    expect(server.calls()).toBe(2);
    expect(turns).toBe(2);
  });

  it("does not send again when there is no other token, and no more than three times when there always is", async () => {
    server.play(unauthorized);
    expect((await failure(write)).code).toBe("UPSTREAM_REJECTED");
    expect(server.calls()).toBe(1);
    const tireless = callAirtable(parts(), { ...access, tokenRefused: async () => true }, base, read);
    await expect(tireless).rejects.toMatchObject({ code: "UPSTREAM_REJECTED" });
    expect(server.calls()).toBe(4);
  });

  it("fails at once when the plan's calls are used up", async () => {
    server.play(
      bad(429, { error: { type: "PUBLIC_API_BILLING_LIMIT_EXCEEDED", message: "API billing plan limit exceeded" } }),
    );
    expect((await failure(read)).code).toBe("QUOTA_EXCEEDED");
    expect(server.calls()).toBe(1);
    expect(penalised).toEqual([]);
  });

  it("tries a write again when nothing was sent", async () => {
    const nowhere = createTransport({
      urls: { api: "http://127.0.0.1:1", content: "http://127.0.0.1:1" },
      timeoutMs: 60_000,
    });
    const error = await failure(write, { transport: nowhere });
    expect(error.code).toBe("UPSTREAM_UNAVAILABLE");
    expect(error.extensions.outcome).toBeUndefined();
    expect(finished).toHaveLength(3);
    await nowhere.close();
  });

  it("says that a repeatable write may have been done when there is no turn for another attempt", async () => {
    server.play("cut", good);
    const scheduler = {
      ...parts().scheduler,
      takeTurn: async () => {
        turns += 1;
        if (turns > 1) throw new AirgraphError("RATE_LIMITED", "No more.");
        return { waitedMs: 0 };
      },
    };
    const error = await failure({ ...read, effect: "repeatable write" }, { scheduler });
    expect(error.extensions).toEqual({ code: "RATE_LIMITED", outcome: "unknown" });
    expect(server.calls()).toBe(1);
  });

  it("tells of every attempt", async () => {
    server.play("cut", bad(503), good);
    await callAirtable(parts(), access, base, read);
    expect(finished.map(({ status }) => status)).toEqual([null, 503, 200]);
    expect(finished[2]).toMatchObject({ operation: "read", method: "GET", baseId: "appAAAAAAAAAAAAAA" });
  });

  it("puts neither the token nor the address into errors", async () => {
    server.play("cut");
    const { message, extensions } = await failure(read);
    expect(JSON.stringify({ message, extensions })).not.toMatch(/patSECRET|127\.0\.0\.1/);
  });

  it("stops waiting when Airgraph stops", async () => {
    server.play(bad(503));
    const stopping = new AbortController();
    const failed = failure(read, { stopping: stopping.signal, random: () => 1 });
    setTimeout(() => stopping.abort(), 50);
    expect((await failed).message).toContain("stopping");
    expect(server.calls()).toBe(1);
  });
});
