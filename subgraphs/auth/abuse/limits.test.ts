import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { type OpenDatabase, openDatabase } from "../../../kernel/database/database.ts";
import { networkOf } from "../../../kernel/identity/network-of.ts";
import { silentLogger } from "../../../kernel/logger.ts";
import { openStore } from "../../../kernel/subgraph/open-store.ts";
import { createTestDatabase, type TestDatabase } from "../../../tests/support/database.ts";
import { redisIsInstalled, startRedis } from "../../../tests/support/redis.ts";
import { rateLimits } from "../store/tables.ts";
import type { Limits } from "./limits.ts";
import { type OpenLimits, openLimits } from "./open-limits.ts";

let database: TestDatabase;
let store: OpenDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  store = await openStore(
    "auth",
    { databaseUrl: database.url, databasePool: 5 },
    new URL("../subgraph.ts", import.meta.url).href,
  );
});
afterAll(async () => {
  await store.close();
  await database.drop();
});

let addresses = 0;
/** One that no other test has. */
function someAddress() {
  addresses += 1;
  return { address: `10.${addresses >> 16}.${(addresses >> 8) & 255}.${addresses & 255}` };
}

const limited = { code: "RATE_LIMITED", extensions: { retryAfterMs: expect.any(Number) } };

async function outcomes(limits: Limits, times: number, attempt: () => Parameters<Limits["take"]>[1]) {
  const settled = await Promise.allSettled(Array.from({ length: times }, async () => limits.take("signIn", attempt())));
  return { taken: settled.filter(({ status }) => status === "fulfilled").length, settled };
}

function defineLimitsSuite(open: () => Promise<OpenLimits>) {
  let opened: OpenLimits;
  let other: OpenLimits;
  let limits: Limits;
  beforeAll(async () => {
    [opened, other] = [await open(), await open()];
    limits = opened.limits;
  });
  afterAll(async () => {
    await opened.close();
    await other.close();
  });

  it("refuses the eleventh attempt at an account from one address, and says when to come back", async () => {
    const attempt = { source: someAddress(), account: randomUUID() };
    const { taken, settled } = await outcomes(limits, 12, () => attempt);
    expect(taken).toBe(10);
    const refused = settled.find(({ status }) => status === "rejected");
    expect(refused).toMatchObject({ reason: limited });
    await expect(limits.take("signIn", attempt)).rejects.toMatchObject(limited);
  });

  it("counts an account whatever the case of its name and the blanks around it, in all processes together", async () => {
    const source = someAddress();
    const account = `Zoe-${randomUUID()}`;
    for (let n = 0; n < 5; n += 1) await limits.take("signIn", { source, account: ` ${account.toUpperCase()} ` });
    for (let n = 0; n < 5; n += 1) await other.limits.take("signIn", { source, account });
    await expect(other.limits.take("signIn", { source, account: account.toLowerCase() })).rejects.toMatchObject(
      limited,
    );
  });

  it("refuses an address that tries many accounts, and nobody else", async () => {
    const source = someAddress();
    const { taken } = await outcomes(limits, 105, () => ({ source, account: randomUUID() }));
    expect(taken).toBe(100);
    await limits.take("signIn", { source: someAddress(), account: randomUUID() });
  });

  it("counts success for nothing: a hundred people behind one address sign in", async () => {
    const source = someAddress();
    for (let n = 0; n < 120; n += 1) {
      const attempt = { source, account: randomUUID() };
      await limits.take("signIn", attempt);
      await limits.giveBack("signIn", attempt);
    }
  });

  it("forgets failures of an account once it succeeded", async () => {
    const attempt = { source: someAddress(), account: randomUUID() };
    for (let round = 0; round < 3; round += 1) {
      for (let n = 0; n < 9; n += 1) await limits.take("signIn", attempt);
      await limits.giveBack("signIn", attempt);
    }
  });

  it("buys no guesses at others by signing in to an account of one's own", async () => {
    const source = someAddress();
    const own = { source, account: randomUUID() };
    const victim = { source, account: randomUUID() };
    let guesses = 0;
    const attack = async () => {
      for (let n = 0; n < 30; n += 1) {
        await limits.take("signIn", victim);
        guesses += 1;
        await limits.take("signIn", own);
        await limits.giveBack("signIn", own);
      }
    };
    await expect(attack()).rejects.toMatchObject(limited);
    expect(guesses).toBe(10);
  });

  it("slows attempts from many addresses down, but not where the account has signed in before", async () => {
    const account = randomUUID();
    const home = { source: someAddress(), account };
    await limits.take("signIn", home);
    await limits.giveBack("signIn", home);
    const { taken } = await outcomes(limits, 60, () => ({ source: someAddress(), account }));
    expect(taken).toBe(50);
    await limits.take("signIn", home);
    await expect(limits.take("signIn", { source: someAddress(), account })).rejects.toMatchObject(limited);
    const proved = { source: someAddress(), account };
    await limits.trust("signIn", proved);
    await limits.take("signIn", proved);
  });

  it("counts one /64 as one address", async () => {
    const network = `2001:db8:${((addresses += 1)).toString(16)}:${process.pid.toString(16)}`;
    const { taken } = await outcomes(limits, 110, () => ({
      source: { address: `${network}::${Math.floor(Math.random() * 65_536).toString(16)}` },
      account: randomUUID(),
    }));
    expect(taken).toBe(100);
  });

  it("takes names of any length and kind", async () => {
    const source = someAddress();
    for (const account of ["", "\u0000", "\ud800", "x".repeat(1_000_000), "'; drop table rate_limit; --"])
      await limits.take("signIn", { source, account });
  });
}

describe("limits on Postgres", () => {
  defineLimitsSuite(async () => openLimits({ on: true, db: store.db, redisUrl: undefined, logger: silentLogger }));

  it("store neither names nor addresses", async () => {
    const { limits } = await openLimits({ on: true, db: store.db, redisUrl: undefined, logger: silentLogger });
    const account = `visible-${randomUUID()}`;
    await limits.take("signIn", { source: { address: "192.0.2.77" }, account });
    const keys = (await store.db.select({ key: rateLimits.key }).from(rateLimits)).map(({ key }) => key).join("\n");
    expect(keys).toContain("signIn");
    expect(keys).not.toContain(account);
    expect(keys).not.toContain("192.0.2.77");
  });

  it("go on in each process while the database answers with errors", async () => {
    const empty = await createTestDatabase();
    const broken = openDatabase({ url: empty.url, applicationName: "test", maxConnections: 1 });
    const { limits } = await openLimits({ on: true, db: broken.db, redisUrl: undefined, logger: silentLogger });
    const attempt = { source: someAddress(), account: randomUUID() };
    expect((await outcomes(limits, 12, () => attempt)).taken).toBe(10);
    await broken.close();
    await empty.drop();
  });
});

describe("limits on Redis", () => {
  const suite = redisIsInstalled() ? describe : describe.skip;
  suite("(needs redis-server on the PATH)", () => {
    let redis: Awaited<ReturnType<typeof startRedis>>;
    beforeAll(async () => {
      redis = await startRedis();
    });
    afterAll(async () => redis.kill());
    const open = async () => openLimits({ on: true, db: store.db, redisUrl: redis.url, logger: silentLogger });

    defineLimitsSuite(async () => {
      const opened = await open();
      // Until it is connected each process counts for itself.
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      return opened;
    });
  });

  suite("that is away (needs redis-server on the PATH)", () => {
    it("go on in each process", async () => {
      const redis = await startRedis();
      const opened = await openLimits({ on: true, db: store.db, redisUrl: redis.url, logger: silentLogger });
      await redis.kill();
      const attempt = { source: someAddress(), account: randomUUID() };
      expect((await outcomes(opened.limits, 12, () => attempt)).taken).toBe(10);
      await opened.close();
    });
  });
});

describe("limits switched off", () => {
  it("let everything through", async () => {
    const { limits } = await openLimits({ on: false, db: store.db, redisUrl: undefined, logger: silentLogger });
    const attempt = { source: someAddress(), account: randomUUID() };
    expect((await outcomes(limits, 200, () => attempt)).taken).toBe(200);
  });
});

describe("networkOf", () => {
  it.each([
    ["192.0.2.1", "192.0.2.1"],
    ["::ffff:192.0.2.1", "192.0.2.1"],
    ["::FFFF:c000:201", "192.0.2.1"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:0DB8:0001:0002::1", "2001:db8:1:2::/64"],
    ["2001:db8::", "2001:db8:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
    ["no address", "no address"],
    ["", ""],
  ])("of %s is %s", (address, network) => {
    expect(networkOf(address)).toBe(network);
  });

  it("of two IPv6 addresses is the same exactly when their first 64 bits are", () => {
    const word = fc.integer({ min: 0, max: 65_535 });
    const words = fc.array(word, { minLength: 4, maxLength: 4 });
    const text = (all: number[]) => all.map((one) => one.toString(16)).join(":");
    fc.assert(
      fc.property(words, words, words, words, (high, low, otherHigh, otherLow) => {
        fc.pre(high.some((one) => one !== 0) && otherHigh.some((one) => one !== 0));
        const [one, same] = [text([...high, ...low]), text([...high, ...otherLow])];
        const other = text([...otherHigh, ...low]);
        expect(networkOf(one)).toBe(networkOf(same));
        expect(networkOf(one) === networkOf(other)).toBe(text(high) === text(otherHigh));
      }),
    );
  });
});
