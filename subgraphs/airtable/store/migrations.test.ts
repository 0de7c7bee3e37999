import { randomUUID } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type OpenDatabase, openDatabase } from "../../../kernel/database/database.ts";
import { migrate } from "../../../kernel/database/migrate.ts";
import { tenantId } from "../../../kernel/identity/ids.ts";
import { createTestDatabase } from "../../../tests/support/database.ts";
import { listConnections } from "./connections.ts";

const folder = fileURLToPath(new URL("migrations", import.meta.url));
const schema = "airtable";

let testDatabase: Awaited<ReturnType<typeof createTestDatabase>>;
let database: OpenDatabase;
let earlier: string;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = openDatabase({ url: testDatabase.url, applicationName: "test", maxConnections: 1 });
  earlier = migrationsBefore("many-connections");
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
  rmSync(earlier, { recursive: true });
});

/** A folder with the migrations that came before one. */
function migrationsBefore(name: string): string {
  const copy = mkdtempSync(join(tmpdir(), "migrations-"));
  cpSync(folder, copy, { recursive: true });
  const journalFile = join(copy, "meta/_journal.json");
  const journal = JSON.parse(readFileSync(journalFile, "utf8")) as { entries: { tag: string }[] };
  const index = journal.entries.findIndex(({ tag }) => tag.endsWith(name));
  writeFileSync(journalFile, JSON.stringify({ ...journal, entries: journal.entries.slice(0, index) }));
  return copy;
}

describe("the migration to many connections of a tenant", () => {
  it("keeps each tenant's only connection, under the id that it was shown by", async () => {
    const { url } = testDatabase;
    const { db } = database;
    const tenant = tenantId.parse(randomUUID());
    await migrate({ url, schema, folder: earlier });
    await db.execute(`
      insert into airtable.connection (tenant_id, sealed_token, airtable_user_id, connected_at)
      values ('${tenant}', 'sealed', 'usrAAAAAAAAAAAAAA', '2026-01-05T09:00:00.123Z'),
             ('${randomUUID()}', 'sealed too', 'usrBBBBBBBBBBBBBB', '2026-01-05T09:00:00.123Z')`);

    await migrate({ url, schema, folder });
    const connectedAt = new Date("2026-01-05T09:00:00.123Z");
    expect(await listConnections(db, tenant)).toEqual([
      {
        id: tenant,
        tenantId: tenant,
        name: "usrAAAAAAAAAAAAAA",
        method: "PERSONAL_ACCESS_TOKEN",
        status: "ACTIVE",
        sealedCredentials: "sealed",
        generation: 1,
        airtableUserId: "usrAAAAAAAAAAAAAA",
        email: null,
        scopes: [],
        connectedAt,
        checkedAt: connectedAt,
      },
    ]);
  });
});
