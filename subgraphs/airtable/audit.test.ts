import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { sql } from "drizzle-orm";
import { salesCrmBaseId } from "../../emulator/emulator.ts";
import type { AuditEntry, LoggedEntry } from "../../kernel/audit-log/audit-entry.ts";
import { createAuditLog } from "../../kernel/audit-log/audit-log.ts";
import { systemClock } from "../../kernel/clock.ts";
import type { Actor } from "../../kernel/identity/caller.ts";
import { apiKeyId } from "../../kernel/identity/ids.ts";
import { newPerson, newRunId, newTenant } from "../../tests/support/subgraph.ts";
import { consent, type OpenConnections, openConnections, tokens } from "./fixtures/open-connections.ts";

const key = randomBytes(32);
const auditLog = createAuditLog({ keys: { current: key, former: [] }, clock: systemClock });

let airtable: OpenConnections;
beforeAll(async () => {
  airtable = await openConnections({ AUDIT_KEY: key.toString("base64") });
});
afterAll(async () => airtable.close());

const admin = () => newPerson({ role: "owner" });
const connect = "mutation ($token: String!) { connectAirtable(input: { token: $token }) { id } }";

async function mutate<T>(as: Actor, mutation: string, variables?: Record<string, unknown>): Promise<T> {
  const query = mutation.startsWith("mutation") ? mutation : `mutation { ${mutation} }`;
  const { data, errors } = await airtable.subgraph.ask(as, query, variables);
  expect(errors).toBeUndefined();
  return data as T;
}

/** @returns the code of its error */
async function fail(as: Actor, mutation: string, variables?: Record<string, unknown>): Promise<unknown> {
  const query = mutation.startsWith("mutation") ? mutation : `mutation { ${mutation} }`;
  return (await airtable.subgraph.ask(as, query, variables)).errors?.[0]?.extensions?.code;
}

/** A tenant's log, oldest first, which is sound. */
async function logOf({ tenantId }: Actor): Promise<LoggedEntry[]> {
  const { nodes } = await auditLog.read(airtable.subgraph.db, tenantId, { first: 100, after: undefined });
  expect(await auditLog.verify(airtable.subgraph.db, tenantId)).toMatchObject({ intact: true, entries: nodes.length });
  return nodes.toReversed();
}

const acts = (entries: LoggedEntry[]) =>
  entries.map(({ action, target, result, details }) => ({ action, target, result, details }));

describe("the audit log", () => {
  it("tells of every change of a connection who made it, to what, in which request", async () => {
    const as = admin();
    const { id } = (await mutate<{ connectAirtable: { id: string } }>(as, connect, { token: tokens.crm }))
      .connectAirtable;
    await mutate(as, `connectAirtable(input: { token: "${tokens.planningToRead}", connectionId: "${id}" }) { id }`);
    await mutate(as, `renameAirtableConnection(input: { id: "${id}", name: "CRM" }) { id }`);
    await mutate(as, `disconnectAirtable(id: "${id}") { id }`);
    const entries = await logOf(as);
    const target = { kind: "airtable_connection", id };
    expect(acts(entries)).toMatchObject([
      { action: "airtable_connection.created", target, result: "SUCCEEDED" },
      { action: "airtable_connection.credentials_replaced", target, details: { method: "PERSONAL_ACCESS_TOKEN" } },
      { action: "airtable_connection.renamed", target, details: { from: expect.any(String), to: "CRM" } },
      { action: "airtable_connection.deleted", target, details: { name: "CRM" } },
    ]);
    for (const { actor, requestId } of entries)
      expect({ actor, requestId }).toEqual({
        actor: { kind: "person", userId: as.userId },
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      });
    expect(new Set(entries.map(({ requestId }) => requestId)).size).toBe(entries.length);
  });

  it("tells of a connection by OAuth that was begun, and of what came of it", async () => {
    const as = admin();
    const { startAirtableOAuth: begun } = await mutate<{ startAirtableOAuth: { authorizationUrl: string } }>(
      as,
      "startAirtableOAuth(input: {}) { authorizationUrl }",
    );
    const finish = "mutation ($input: FinishAirtableOAuthInput!) { finishAirtableOAuth(input: $input) { id } }";
    const input = await consent(begun.authorizationUrl);
    expect(await fail(as, finish, { input: { ...input, state: "wrong" } })).toBe("BAD_USER_INPUT");
    await mutate(as, finish, { input });
    const entries = await logOf(as);
    expect(acts(entries)).toMatchObject([
      { action: "airtable_connection.authorization_started", result: "SUCCEEDED" },
      { action: "airtable_connection.created", result: "FAILED", details: { code: "BAD_USER_INPUT" } },
      { action: "airtable_connection.created", result: "SUCCEEDED", details: { method: "OAUTH" } },
    ]);
    expect(JSON.stringify(entries)).not.toContain(input.code);
  });

  it("tells of every change of a schema, and of those that came to nothing or may have", async () => {
    const as = { ...admin(), runId: newRunId() };
    await mutate(as, connect, { token: tokens.everything });
    const base = `baseId: "${salesCrmBaseId}"`;
    const { createTable: table } = await mutate<{ createTable: { id: string } }>(
      as,
      `createTable(input: { ${base}, name: "T", fields: [{ name: "Name", type: "singleLineText" }] }) { id }`,
    );
    await mutate(as, `updateTable(input: { ${base}, table: "T", name: "U" }) { id }`);
    const { createField: field } = await mutate<{ createField: { id: string } }>(
      as,
      `createField(input: { ${base}, table: "U", name: "F", type: "singleLineText" }) { id }`,
    );
    await mutate(as, `updateField(input: { ${base}, table: "U", field: "F", name: "G" }) { id }`);
    expect(await fail(as, `updateField(input: { ${base}, table: "patSECRET", field: "F", name: "G" }) { id }`)).toBe(
      "NOT_FOUND",
    );
    airtable.emulator.faults.add({ fault: { kind: "cut" }, match: { method: "DELETE" } });
    expect(await fail(as, `deleteBase(id: "${salesCrmBaseId}") { id }`)).toBe("UPSTREAM_UNAVAILABLE");
    airtable.emulator.faults.clear();

    const entries = (await logOf(as)).slice(1);
    const target = (kind: string, ...path: string[]) => ({ kind, id: [salesCrmBaseId, ...path].join("/") });
    expect(acts(entries)).toMatchObject([
      { action: "table.created", target: target("table", table.id), result: "SUCCEEDED" },
      { action: "table.updated", target: target("table", table.id), result: "SUCCEEDED" },
      { action: "field.created", target: target("field", table.id, field.id), result: "SUCCEEDED" },
      { action: "field.updated", target: target("field", table.id, field.id), result: "SUCCEEDED" },
      // What the client called a table was no id, and could have been anything.
      { action: "field.updated", target: target("base"), result: "FAILED", details: { code: "NOT_FOUND" } },
      { action: "base.deleted", target: target("base"), result: "FAILED", details: { outcome: "unknown" } },
    ]);
    expect(new Set(entries.map(({ runId }) => runId))).toEqual(new Set([as.runId]));
  });

  it("tells of bases that were created and deleted, and names a machine by its key", async () => {
    const as = {
      kind: "machine",
      apiKeyId: apiKeyId.parse(crypto.randomUUID()),
      tenantId: newTenant(),
      scopes: admin().scopes,
    } as const;
    await mutate(newPerson({ role: "owner", tenantId: as.tenantId }), connect, { token: tokens.everything });
    const { createBase: base } = await mutate<{ createBase: { id: string } }>(
      as,
      `createBase(input: { workspaceId: "wspSample00000000", name: "B", tables: [{ name: "T", fields: [{ name: "N", type: "singleLineText" }] }] }) { id }`,
    );
    await mutate(as, `deleteBase(id: "${base.id}") { id }`);
    const entries = (await logOf(as)).slice(1);
    const target = { kind: "base", id: base.id };
    expect(acts(entries)).toMatchObject([
      { action: "base.created", target },
      { action: "base.deleted", target },
    ]);
    const actor: AuditEntry["actor"] = { kind: "machine", apiKeyId: as.apiKeyId };
    expect(entries.map((entry) => entry.actor)).toEqual([actor, actor]);
  });

  it("holds no token, and nothing of what is read and written in records", async () => {
    const as = admin();
    expect(await fail(as, connect, { token: "patWRONG.wrong" })).toBe("UPSTREAM_REJECTED");
    await mutate(as, connect, { token: tokens.crm });
    await mutate(
      as,
      `createRecord(input: { baseId: "${salesCrmBaseId}", table: "Deals", cells: { Name: "Big" } }) { record { id } }`,
    );
    const entries = await logOf(as);
    expect(acts(entries)).toMatchObject([
      { action: "airtable_connection.created", result: "FAILED", details: { code: "UPSTREAM_REJECTED" } },
      { action: "airtable_connection.created", result: "SUCCEEDED" },
    ]);
    expect(JSON.stringify(entries)).not.toMatch(/pat[A-Z]/);
  });

  it("can't be written: then the change is not made either", async () => {
    const { db } = airtable.subgraph;
    const as = admin();
    await db.execute(sql`create function events.refuse() returns trigger language plpgsql as
      $$ begin raise 'no'; end $$`);
    await db.execute(
      sql.raw(`create trigger refuse before insert on events.event for each row
        when (new.stream = 'audit' and new.tenant_id = '${as.tenantId}') execute function events.refuse()`),
    );
    expect(await fail(as, connect, { token: tokens.crm })).toBe("INTERNAL");
    await db.execute(sql`drop trigger refuse on events.event`);
    const { data } = await airtable.subgraph.ask(as, "{ airtableConnections { id } }");
    expect(data).toEqual({ airtableConnections: [] });
    expect(await logOf(as)).toEqual([]);
  });
});
