import { randomBytes, randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { eq } from "drizzle-orm";
import { pgSchema, text, uuid } from "drizzle-orm/pg-core";
import { createTestDatabase } from "../../tests/support/database.ts";
import { newTenant } from "../../tests/support/subgraph.ts";
import { type OpenDatabase, openDatabase } from "../database/database.ts";
import { type TenantId, type UserId, userId } from "../identity/ids.ts";
import { sealAsBefore, sealAsVersion2 } from "./fixtures/seal-as-before.ts";
import { rotateSecrets } from "./rotate-secrets.ts";
import { createSeal, type Seal, type SealedSecret } from "./seal.ts";
import { type SealedColumn, sealedColumn } from "./sealed-column.ts";

const schema = pgSchema("vault");
const tokens = schema.table("token", {
  id: uuid("id").primaryKey(),
  tenantId: uuid("tenant_id").$type<TenantId>().notNull(),
  sealed: text("sealed_token"),
});
const factors = schema.table("factor", {
  id: text("id").primaryKey(),
  userId: uuid("user_id").$type<UserId>().notNull(),
  sealed: text("sealed_factor").notNull(),
});
const ofTokens = sealedColumn({
  table: tokens,
  holder: tokens.id,
  owner: { tenantId: tokens.tenantId },
  sealed: tokens.sealed,
});
const ofFactors = sealedColumn({
  table: factors,
  holder: factors.id,
  owner: { userId: factors.userId },
  sealed: factors.sealed,
});

const keys = schema.table("key", { id: text("id").primaryKey(), sealed: text("sealed_key").notNull() });
const ofKeys = sealedColumn({ table: keys, holder: keys.id, owner: { service: "auth" }, sealed: keys.sealed });

let testDatabase: Awaited<ReturnType<typeof createTestDatabase>>;
let database: OpenDatabase;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = openDatabase({ url: testDatabase.url, applicationName: "test", maxConnections: 2 });
  await database.db.execute("create schema vault");
  await database.db.execute(
    "create table vault.token (id uuid primary key, tenant_id uuid not null, sealed_token text)",
  );
  await database.db.execute("create table vault.key (id text primary key, sealed_key text not null)");
  await database.db.execute(
    "create table vault.factor (id text primary key, user_id uuid not null, sealed_factor text not null)",
  );
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});
beforeEach(async () => {
  await database.db.delete(tokens);
  await database.db.delete(factors);
});

const [former, current] = [randomBytes(32), randomBytes(32)];
const [sealedBefore, sealedNow] = [createSeal(former), createSeal(current)];
const both = { current, former: [former] };

async function storeToken(seal: (owner: { tenantId: TenantId; holder: string }) => string): Promise<string> {
  const [id, tenantId] = [randomUUID(), newTenant()];
  await database.db.insert(tokens).values({ id, tenantId, sealed: seal({ tenantId, holder: id }) });
  return id;
}
const bySeal = (seal: Seal, secret: string) => (owner: SealedSecret | { tenantId: TenantId; holder: string }) =>
  seal.close(owner, secret);

async function openTokens(seal: Seal): Promise<string[]> {
  const rows = await database.db.select().from(tokens);
  return rows.map(({ id, tenantId, sealed }) => seal.open({ tenantId, holder: id }, sealed ?? "")).sort();
}

describe("rotateSecrets", () => {
  it("seals secrets of every form and owner anew, and then needs the former key no more", async () => {
    await storeToken(({ tenantId }) => sealAsBefore(former, tenantId, "one"));
    await storeToken((owner) => sealAsVersion2(former, owner, "two"));
    await storeToken((owner) => sealAsVersion2(current, owner, "three"));
    await storeToken(bySeal(sealedBefore, "four"));
    await storeToken(bySeal(sealedNow, "five"));
    await database.db.insert(tokens).values({ id: randomUUID(), tenantId: newTenant(), sealed: null });
    const person = userId.parse(randomUUID());
    await database.db
      .insert(factors)
      .values({ id: "f", userId: person, sealed: sealedBefore.close({ userId: person, holder: "f" }, "six") });

    const ofService = { service: "auth", holder: "kid" };
    await database.db.insert(keys).values({ id: "kid", sealed: sealedBefore.close(ofService, "seven") });

    expect(await rotateSecrets(database.db, [ofTokens, ofFactors, ofKeys], both)).toEqual([
      { name: "vault.token.sealed_token", secrets: 5, resealed: 4, left: [] },
      { name: "vault.factor.sealed_factor", secrets: 1, resealed: 1, left: [] },
      { name: "vault.key.sealed_key", secrets: 1, resealed: 1, left: [] },
    ]);
    await database.db.delete(tokens).where(eq(tokens.id, await idOfEmpty()));
    expect(await openTokens(sealedNow)).toEqual(["five", "four", "one", "three", "two"]);
    const [factor] = await database.db.select().from(factors);
    expect(sealedNow.open({ userId: person, holder: "f" }, factor?.sealed ?? "")).toBe("six");
    const [signing] = await database.db.select().from(keys);
    expect(sealedNow.open(ofService, signing?.sealed ?? "")).toBe("seven");

    const again = await rotateSecrets(database.db, [ofTokens, ofFactors], { current, former: [] });
    expect(again.map(({ resealed, left }) => [resealed, left])).toEqual([
      [0, []],
      [0, []],
    ]);
  });

  it("goes through more secrets than fit into one batch", async () => {
    const rows = Array.from({ length: 1_001 }, () => ({ id: randomUUID(), tenantId: newTenant() }));
    await database.db
      .insert(tokens)
      .values(rows.map((row) => ({ ...row, sealed: sealedBefore.close({ ...row, holder: row.id }, "s") })));
    const [rotated] = await rotateSecrets(database.db, [ofTokens], both);
    expect(rotated).toMatchObject({ secrets: 1_001, resealed: 1_001, left: [] });
  });

  it("tells each secret that no known key opens, or that was copied from elsewhere, and seals the others", async () => {
    const lost = await storeToken(bySeal(createSeal(randomBytes(32)), "lost"));
    const copied = await storeToken(() => sealedBefore.close({ tenantId: newTenant(), holder: "else" }, "copied"));
    await storeToken(bySeal(sealedBefore, "kept"));
    const [rotated] = await rotateSecrets(database.db, [ofTokens], both);
    expect(rotated).toMatchObject({ secrets: 3, resealed: 1 });
    const reasons = new Map(rotated?.left.map(({ secret, reason }) => [secret.holder, reason]));
    expect(reasons.get(lost)).toMatch(/^sealed with the key \S+, but ENCRYPTION_KEY and/);
    expect(reasons.get(copied)).toMatch(/sealed for another owner/);
    expect(reasons.size).toBe(2);
  });

  it("leaves a secret as somebody changed it meanwhile, with whichever key", async () => {
    const mine = await storeToken(bySeal(sealedBefore, "before"));
    const theirs = await storeToken(bySeal(sealedBefore, "before"));
    const column = changing(async () => {
      await change(mine, sealedNow, "renewed");
      await change(theirs, sealedBefore, "renewed too");
    });
    const [rotated] = await rotateSecrets(database.db, [column], both);
    expect(rotated).toMatchObject({ secrets: 2, resealed: 1, left: [] });
    expect(await openTokens(sealedNow)).toEqual(["renewed", "renewed too"]);
  });

  it("tells of what a process goes on sealing with a former key", async () => {
    const busy = await storeToken(bySeal(sealedBefore, "before"));
    let times = 0;
    const always: SealedColumn = {
      ...ofTokens,
      async *list(db) {
        for await (const secrets of ofTokens.list(db)) {
          await change(busy, sealedBefore, `renewed ${(times += 1)}`);
          yield secrets;
        }
      },
    };
    const [rotated] = await rotateSecrets(database.db, [always], both);
    expect(rotated?.left).toMatchObject([{ secret: { holder: busy }, reason: expect.stringMatching(/meanwhile/) }]);
    expect(await openTokens(sealedBefore)).toEqual([`renewed ${times}`]);
  });

  it("leaves two runs at once with the right secrets", async () => {
    for (let index = 0; index < 50; index += 1) await storeToken(bySeal(sealedBefore, `s${index}`));
    const runs = await Promise.all([1, 2].map(async () => rotateSecrets(database.db, [ofTokens], both)));
    expect(runs.flat().map(({ left }) => left)).toEqual([[], []]);
    expect(runs.flat().reduce((sum, { resealed }) => sum + resealed, 0)).toBe(50);
    expect(await openTokens(sealedNow)).toEqual(Array.from({ length: 50 }, (_, index) => `s${index}`).sort());
  });
});

async function idOfEmpty(): Promise<string> {
  const rows = await database.db.select().from(tokens);
  return rows.find(({ sealed }) => sealed === null)?.id ?? "";
}

async function change(id: string, seal: Seal, secret: string): Promise<void> {
  const [row] = await database.db.select().from(tokens).where(eq(tokens.id, id));
  if (row === undefined) throw new Error("no such token");
  const sealed = seal.close({ tenantId: row.tenantId, holder: id }, secret);
  await database.db.update(tokens).set({ sealed }).where(eq(tokens.id, id));
}

/** The column of tokens; the first time it was listed, `meanwhile` happens before anything is replaced. */
function changing(meanwhile: () => Promise<void>): SealedColumn {
  let first = true;
  return {
    ...ofTokens,
    async *list(db) {
      for await (const secrets of ofTokens.list(db)) {
        if (first) await meanwhile();
        first = false;
        yield secrets;
      }
    },
  };
}
