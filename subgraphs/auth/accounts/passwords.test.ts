import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { silentLogger } from "../../../kernel/logger.ts";
import { createBreachList, noList } from "./breached-passwords.ts";
import { checkPassword } from "./check-password.ts";
import { commonPasswords } from "./common-passwords.ts";
import { hashPassword, newPassword, passwordMatches, prepare } from "./passwords.ts";
import { createTurns } from "./turns.ts";

describe("a password", () => {
  it("is the same however its characters are composed and its blanks are made", async () => {
    const hash = await hashPassword("Zoë's\u00a0pässword 12");
    expect(await passwordMatches(hash, "Zoe\u0308's pa\u0308ssword\u300012")).toBe(true);
    expect(await passwordMatches(hash, "zoë's pässword 12")).toBe(false);
  });

  it("keeps characters apart that only look alike", () => {
    expect(prepare("ｆｕｌｌ ﬁ ²")).toBe("ｆｕｌｌ ﬁ ²");
  });

  it("is prepared once and for all", () => {
    fc.assert(fc.property(fc.string({ unit: "grapheme" }), (text) => prepare(prepare(text)) === prepare(text)));
  });

  it.each([
    ["12 characters", "a".repeat(12), true],
    ["11 characters", "a".repeat(11), false],
    ["12 characters outside of the basic plane", "🥐".repeat(12), true],
    ["11 characters outside of the basic plane", "🥐".repeat(11), false],
    ["200 characters outside of the basic plane", "🥐".repeat(200), true],
    ["201 characters", "a".repeat(201), false],
    ["1 MB", "a".repeat(1_000_000), false],
    ["a NUL", "abcdefghijkl\u0000", false],
    ["half a character", "abcdefghijkl\ud800", false],
    ["a line feed", "abcdefghijkl\n", false],
  ])("of %s: %#", (_what, text, isGood) => {
    expect(newPassword.safeParse(text).success).toBe(isGood);
  });
});

describe("checkPassword", () => {
  const about = { username: "zoe.miller", email: "Zoe.Work@example.com", isBreached: noList, field: "newPassword" };

  it.each([
    ["the username", "zoe.miller-2026"],
    ["the username in other letters", "my ZOE.MILLER!"],
    ["the mailbox", "zoe.work forever"],
    ["common passwords only", "password1234"],
    ["common passwords only, in capitals", "QwertyPassword!"],
    ["digits that follow each other", "123456789012"],
    ["one letter", "aaaaaaaaaaaa"],
    ["a few letters again and again", "abcabcabcabcab"],
  ])("refuses what is made of %s", async (_what, password) => {
    const refused = checkPassword(password, about);
    await expect(refused).rejects.toMatchObject({ code: "BAD_USER_INPUT", extensions: { field: "newPassword" } });
    await expect(refused).rejects.not.toMatchObject({ message: expect.stringContaining(password) });
  });

  it.each(["correct horse battery", "my password is long", "Zoe likes summer rain", "🥐🥖🥨🥯🍞🥞🧇🧀🍖🍗🥩🥓"])(
    "takes %s",
    async (password) => {
      await checkPassword(password, about);
    },
  );

  it("knows the hundred commonest passwords", () => {
    expect(new Set(commonPasswords).size).toBeGreaterThanOrEqual(100);
  });
});

describe("a list of breached passwords", () => {
  async function withList(listener: RequestListener, work: (url: string) => Promise<void>): Promise<void> {
    const server = createServer(listener).listen(0, "127.0.0.1");
    await once(server, "listening");
    try {
      await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  }
  const sha1 = (text: string) => createHash("sha1").update(text).digest("hex").toUpperCase();
  const breached = "correct horse battery staple";

  it("is asked with five characters of the hash, and nothing else", async () => {
    const asked: string[] = [];
    const listener: RequestListener = ({ method, url, headers }, response) => {
      asked.push([method, url, headers["add-padding"]].join(" "));
      response.end(`0123456789ABCDEF0123456789ABCDEF012:3\r\n${sha1(breached).slice(5)}:42\r\n`);
    };
    await withList(listener, async (url) => {
      const isBreached = createBreachList({ url, logger: silentLogger });
      expect(await isBreached(breached)).toBe(true);
      expect(await isBreached("something else entirely")).toBe(false);
      const about = { username: "zoe", email: "zoe@example.com", isBreached, field: "password" };
      await expect(checkPassword(breached, about)).rejects.toMatchObject({ code: "BAD_USER_INPUT" });
    });
    expect(asked.slice(0, 2)).toEqual([
      `GET /api/range/${sha1(breached).slice(0, 5)} true`,
      `GET /api/range/${sha1("something else entirely").slice(0, 5)} true`,
    ]);
  });

  it("means nothing by lines that only pad", async () => {
    await withList(
      (_request, response) => response.end(`${sha1(breached).slice(5)}:0\r\n`),
      async (url) => expect(await createBreachList({ url, logger: silentLogger })(breached)).toBe(false),
    );
  });

  it.each<[string, RequestListener]>([
    ["answers 503", (_request, response) => response.writeHead(503).end(`${sha1(breached).slice(5)}:42`)],
    ["sends elsewhere", (_request, response) => response.writeHead(302, { location: "/elsewhere" }).end()],
    ["breaks off", (_request, response) => response.destroy()],
    [
      "never ends",
      (_request, response) => {
        const more = () => response.destroyed || response.write("A".repeat(1_000_000), more);
        more();
      },
    ],
    ["hangs", () => {}],
  ])("lets a password pass when it %s", async (_what, listener) => {
    await withList(listener, async (url) => {
      const startedAt = performance.now();
      expect(await createBreachList({ url, logger: silentLogger })(breached)).toBe(false);
      expect(performance.now() - startedAt).toBeLessThan(30_000);
    });
  });

  it("lets a password pass when nobody is there", async () => {
    expect(await createBreachList({ url: "http://127.0.0.1:1", logger: silentLogger })(breached)).toBe(false);
  });
});

describe("turns", () => {
  it("let so much be done at once, in the order asked for, and refuse whom they can't take", async () => {
    const turns = createTurns({ atOnce: 2, mostWaiting: 3, expectedMs: 10 });
    const order: number[] = [];
    let running = 0;
    let most = 0;
    const work = (n: number) => async () => {
      running += 1;
      most = Math.max(most, running);
      await delay(5);
      running -= 1;
      order.push(n);
    };
    const settled = await Promise.allSettled([0, 1, 2, 3, 4, 5, 6].map(async (n) => turns.take(work(n))));
    expect(order).toEqual([0, 1, 2, 3, 4]);
    expect(most).toBe(2);
    expect(settled.slice(5)).toMatchObject([
      { status: "rejected", reason: { code: "RATE_LIMITED", extensions: { retryAfterMs: 15 } } },
      { status: "rejected" },
    ]);
    await turns.take(work(7));
    expect(turns.begun()).toBe(6);
  });

  it("go on after work that failed", async () => {
    const turns = createTurns({ atOnce: 1, mostWaiting: 10, expectedMs: 10 });
    const failing = Array.from({ length: 3 }, async () => turns.take(async () => Promise.reject(new Error("no"))));
    expect((await Promise.allSettled(failing)).map(({ status }) => status)).toEqual(Array(3).fill("rejected"));
    expect(await turns.take(async () => "done")).toBe("done");
  });
});
