import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type OpenDatabase, openDatabase } from "../../../../kernel/database/database.ts";
import { migrate } from "../../../../kernel/database/migrate.ts";
import { migrateEventLog } from "../../../../kernel/event-log/event-log.ts";
import { indexDefinitions } from "../../../../kernel/schema-extension/open-extension.ts";
import { packSdl } from "../../../../kernel/schema-extension/packed-sdl.ts";
import { createTestDatabase } from "../../../../tests/support/database.ts";
import { newTenant, statementsOf } from "../../../../tests/support/subgraph.ts";
import { serveVersion, storeVersion } from "../../store/typed-graphs.ts";
import type { TypedGraph } from "../typed-graph.ts";
import type { GraphWork } from "./graph-work.ts";
import { serveGraphs } from "./serve-graphs.ts";

let testDatabase: Awaited<ReturnType<typeof createTestDatabase>>;
let database: OpenDatabase;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  await migrateEventLog(testDatabase.url);
  const folder = fileURLToPath(new URL("../../store/migrations", import.meta.url));
  await migrate({ url: testDatabase.url, schema: "airtable", folder });
  database = openDatabase({ url: testDatabase.url, applicationName: "test", maxConnections: 4 });
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

const noWork = (): never => {
  throw new Error("there is nothing to do");
};
const index = indexDefinitions([]);
const work: GraphWork = {
  pin: noWork,
  print: async () => ({ sdl: "the SDL", packed: packSdl("the SDL"), index }),
  findBreaks: noWork,
  stop: async () => {},
};
const graph: TypedGraph = {
  bases: [{ id: "appX", label: "X", name: "x", typeName: "X", tables: [] }],
} as unknown as TypedGraph;

describe("a graph that nobody has looked at yet", () => {
  it("is waited for without asking the database again and again", async () => {
    const { db } = database;
    const tenantId = newTenant();
    const statements = await statementsOf(async () => {
      const policiesOf = async () => ({ policies: [], deniedData: "TELL" as const });
      const view = async (_tenantId: unknown, _viewer: unknown, whole: TypedGraph) => whole;
      const waiting = serveGraphs({ db, work, isConnected: async () => true, policyBook: { policiesOf }, view }).served(
        tenantId,
        undefined,
      );
      await delay(3_000);
      await storeVersion(db, tenantId, "first", graph);
      await serveVersion(db, tenantId, null, "first");
      expect(await waiting).toEqual({ version: "first", packedSdl: packSdl("the SDL"), isShared: true });
    });
    expect(statements.filter((sql) => sql.startsWith("select")).length).toBeLessThan(15);
  });
});
