import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { sql } from "drizzle-orm";
import { pgSchema, text, uuid } from "drizzle-orm/pg-core";
import { eventually } from "../../tests/support/eventually.ts";
import { openTestEventLog, type TestEventLog } from "../event-log/fixtures/open-event-log.ts";
import { tenantId } from "../identity/ids.ts";
import { silentLogger } from "../logger.ts";
import { forgetDeletedTenants, tellTenantDeleted } from "./deleted-tenants.ts";

const things = pgSchema("forgetting").table("thing", { tenantId: uuid("tenant_id").notNull(), name: text("name") });

let log: TestEventLog;
beforeAll(async () => {
  log = await openTestEventLog();
  await log.db.execute(sql`create schema forgetting`);
  await log.db.execute(sql`create table forgetting.thing (tenant_id uuid not null, name text)`);
});
afterAll(() => log.close());

describe("forgetDeletedTenants", () => {
  it("deletes what a part keeps of a tenant that was deleted, also before it looked, and nothing of others", async () => {
    const [gone, other] = [tenantId.parse(randomUUID()), tenantId.parse(randomUUID())];
    await log.db.insert(things).values([gone, other, gone].map((id) => ({ tenantId: id, name: "a" })));
    await log.db.transaction((transaction) => tellTenantDeleted(transaction, gone));
    const consumer = forgetDeletedTenants({ ...log, part: "test", logger: silentLogger, tables: [things] });
    const left = await eventually(async () => {
      const rows = await log.db.select().from(things);
      return rows.length === 1 ? rows : undefined;
    });
    await consumer.stop();
    expect(left).toEqual([{ tenantId: other, name: "a" }]);
  });
});
