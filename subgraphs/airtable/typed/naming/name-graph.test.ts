import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { sampleSeed } from "../../../../emulator/emulator.ts";
import { type OpenDatabase, openDatabase } from "../../../../kernel/database/database.ts";
import { migrate } from "../../../../kernel/database/migrate.ts";
import { createTestDatabase } from "../../../../tests/support/database.ts";
import { newTenant } from "../../../../tests/support/subgraph.ts";
import { readReservedNames } from "../../resolvers/reserved-names.ts";
import { describedBase } from "./fixtures/described-base.ts";
import { nameGraph } from "./name-graph.ts";

let testDatabase: Awaited<ReturnType<typeof createTestDatabase>>;
let database: OpenDatabase;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  const folder = fileURLToPath(new URL("../../store/migrations", import.meta.url));
  await migrate({ url: testDatabase.url, schema: "airtable", folder });
  database = openDatabase({ url: testDatabase.url, applicationName: "test", maxConnections: 4 });
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

const reserved = readReservedNames();
const clock = { now: () => Date.UTC(2026, 0, 5) };
const sample = sampleSeed().bases.map((base) => describedBase(base));

describe("the typed graph of a tenant", () => {
  it("is the same when it is asked for again", async () => {
    const parts = { db: database.db, clock, reserved };
    const tenant = newTenant();
    const first = await nameGraph(parts, tenant, sample);
    expect(first.bases.map(({ name }) => name)).toEqual(["salesCrm", "productPlanning"]);
    expect(await nameGraph(parts, tenant, sample)).toEqual(first);
  });
});
