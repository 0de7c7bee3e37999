import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes, randomUUID } from "node:crypto";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import { type SQL, sql } from "drizzle-orm";
import { createAuditLog } from "../kernel/audit-log/audit-log.ts";
import { systemClock } from "../kernel/clock.ts";
import { type Database, type OpenDatabase, openDatabase } from "../kernel/database/database.ts";
import { migrate } from "../kernel/database/migrate.ts";
import { migrateEventLog } from "../kernel/event-log/event-log.ts";
import type { TenantId } from "../kernel/identity/ids.ts";
import { createSeal, type Seal } from "../kernel/secrets/seal.ts";
import { createTestDatabase } from "../tests/support/database.ts";
import { until } from "../tests/support/eventually.ts";
import { newTenant } from "../tests/support/subgraph.ts";
import { registry, subgraphNames } from "./registry.ts";

const [former, current, auditKey] = [randomBytes(32), randomBytes(32), randomBytes(32)];
/** Auth has columns for secrets, but nothing seals anything into them yet. */
const rotated = subgraphNames.filter((name) => name !== "auth");
/** In which a program has started, also on a machine that is busy with others. */
const startMs = 90_000;
const asText = (key: Buffer) => key.toString("base64");

let testDatabase: Awaited<ReturnType<typeof createTestDatabase>>;
let database: OpenDatabase;
let db: Database;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  const { url } = testDatabase;
  await migrateEventLog(url);
  for (const schema of subgraphNames) {
    const folder = fileURLToPath(new URL(`${schema}/store/migrations`, import.meta.url));
    await migrate({ url, schema, folder });
  }
  database = openDatabase({ url, applicationName: "test", maxConnections: 3 });
  db = database.db;
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

/** The program as it runs in production, given these settings and no others. */
function start(args: string[], env: Record<string, string>): ChildProcess {
  const child = spawn(process.execPath, ["--import", "tsx", "subgraphs/operate-main.ts", ...args], {
    cwd: fileURLToPath(new URL("..", import.meta.url)),
    env: { PATH: process.env["PATH"], DATABASE_URL: testDatabase.url, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  started.push(child);
  return child;
}

/** Ended after each test, also where it failed: one that still runs would change what the next test stores. */
const started: ChildProcess[] = [];
async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}
afterEach(async () => {
  for (const child of started.splice(0)) await kill(child);
});

async function run(args: string[], env: Record<string, string>) {
  const child = start(args, env);
  const said = { out: "", err: "" };
  child.stdout?.on("data", (chunk: Buffer) => (said.out += chunk.toString()));
  child.stderr?.on("data", (chunk: Buffer) => (said.err += chunk.toString()));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, lines: said.out.trimEnd().split("\n"), err: said.err };
}

describe("rotate-keys", () => {
  it.each(rotated)("knows every column of %s that holds secrets", async (name) => {
    const rows = await db.execute<{ column: string }>(
      sql`select concat_ws('.', table_schema, table_name, column_name) as column from information_schema.columns
        where table_schema = ${name} and column_name like 'sealed%' order by 1`,
    );
    const { sealedColumns = [] } = await registry[name].load();
    expect(sealedColumns.map((column) => column.name).toSorted()).toEqual(rows.map(({ column }) => column));
  });

  const keys = { ENCRYPTION_KEY: asText(current), ENCRYPTION_KEYS_FORMER: asText(former) };
  const column = "airtable.oauth_state.sealed_verifier";

  async function storeStates(seal: Seal, count: number): Promise<void> {
    const rows = Array.from({ length: count }, (_, index) => {
      const owner = { tenantId: newTenant(), holder: `${randomUUID()} ${index}` };
      const sealed = seal.close(owner, `verifier ${owner.holder}`);
      return sql`(${owner.holder}, ${owner.tenantId}::uuid, ${randomUUID()}::uuid, ${sealed}, now())`;
    });
    await db.execute(sql`insert into airtable.oauth_state values ${sql.join(rows, sql`, `)}`);
  }

  async function states() {
    return db.execute<{ holder: string; tenantId: TenantId; sealed: string }>(
      sql`select state_hash as holder, tenant_id as "tenantId", sealed_verifier as sealed from airtable.oauth_state`,
    );
  }
  /** Whether the program waits for a lock, and whether it, or what it left behind when it died, is connected at all. */
  const isWaiting = async () => (await connections(sql`and wait_event_type = 'Lock'`)) > 0;
  const isConnected = async () => (await connections(sql``)) > 0;
  async function connections(which: SQL): Promise<number> {
    const rows = await db.execute(
      sql`select 1 from pg_stat_activity
        where datname = current_database() and application_name = 'airgraph-rotate-keys' ${which}`,
    );
    return rows.length;
  }
  const countOf = async (seal: Seal) => (await states()).filter(({ sealed }) => seal.isCurrent(sealed)).length;

  it("killed in the middle leaves every secret readable, and goes on when it is run again", async () => {
    const total = 1_200;
    await storeStates(createSeal(former), total);
    const alone = createSeal(current);
    // It gets as far as a row in the middle, which is locked until it has been killed.
    await db.transaction(async (transaction) => {
      await transaction.execute(
        sql`select 1 from airtable.oauth_state where state_hash =
          (select state_hash from airtable.oauth_state order by state_hash limit 1 offset ${total / 2}) for update`,
      );
      const killed = start(["rotate-keys"], keys);
      await until(isWaiting, startMs);
      await kill(killed);
    });
    await until(async () => !(await isConnected()));
    const done = await countOf(alone);
    expect(done).toBeGreaterThan(0);
    expect(done).toBeLessThan(total);
    const either = createSeal(current, [former]);
    for (const state of await states()) expect(either.open(state, state.sealed)).toBe(`verifier ${state.holder}`);

    const { code, lines } = await run(["rotate-keys"], keys);
    expect(code).toBe(0);
    expect(lines.filter((line) => line.startsWith("airtable."))).toEqual([
      "airtable.connection.sealed_credentials: 0 secrets, 0 open with ENCRYPTION_KEY alone, 0 anew",
      `${column}: ${total} secrets, ${total} open with ENCRYPTION_KEY alone, ${total - done} anew`,
      "airtable.watch.sealed_secret: 0 secrets, 0 open with ENCRYPTION_KEY alone, 0 anew",
    ]);
    expect(lines.at(-1)).toBe("Every secret opens with ENCRYPTION_KEY alone: ENCRYPTION_KEYS_FORMER can go.");
    for (const state of await states()) expect(alone.open(state, state.sealed)).toBe(`verifier ${state.holder}`);
  });

  it("with a wrong former key changes nothing of what it can't open, names each such row and fails", async () => {
    await db.execute(sql`truncate airtable.oauth_state`);
    await storeStates(createSeal(former), 2);
    await storeStates(createSeal(current), 1);
    const before = await states();
    const { code, lines } = await run(["rotate-keys"], { ...keys, ENCRYPTION_KEYS_FORMER: asText(randomBytes(32)) });
    expect(code).toBe(1);
    expect(lines).toContain(`${column}: 3 secrets, 1 open with ENCRYPTION_KEY alone, 0 anew`);
    expect(lines.at(-1)).toBe("2 of the secrets do not open with ENCRYPTION_KEY alone: keep ENCRYPTION_KEYS_FORMER.");
    const left = lines.filter((line) => line.startsWith("  left: ")).toSorted();
    const alone = createSeal(current);
    const lost = [...before].filter(({ sealed }) => !alone.isCurrent(sealed));
    expect(left.map((line) => line.split(": sealed with the key")[0])).toEqual(
      lost.map(({ holder, tenantId }) => `  left: ${holder} of tenant ${tenantId}`).toSorted(),
    );
    expect([...(await states())].map(({ sealed }) => sealed).toSorted()).toEqual(
      [...before].map(({ sealed }) => sealed).toSorted(),
    );
    for (const key of [former, current]) expect(lines.join()).not.toContain(asText(key));
  });

  it("says in a sentence what it lacks", async () => {
    const without = await run(["rotate-keys"], {});
    expect([without.code, without.err]).toEqual([1, expect.stringMatching(/- ENCRYPTION_KEY is required/)]);
    const empty = await createTestDatabase();
    const { code, err } = await run(["rotate-keys"], { ...keys, DATABASE_URL: empty.url });
    expect([code, err]).toEqual([1, expect.stringMatching(/^The database lacks a table .*\n$/)]);
    await empty.drop();
    expect(await run(["make-coffee"], {})).toMatchObject({ code: 1, err: "Say what to do: rotate-keys, audit-log.\n" });
  });
});

describe("audit-log", () => {
  const env = { AUDIT_KEY: asText(auditKey) };
  const log = createAuditLog({ keys: { current: auditKey, former: [] }, clock: systemClock });

  async function append(tenant: TenantId, count: number): Promise<void> {
    for (let index = 0; index < count; index += 1)
      await db.transaction(async (transaction) =>
        log.append(transaction, tenant, {
          action: "base.created",
          actor: { kind: "service", name: "router" },
          result: "SUCCEEDED",
          requestId: `request ${index}`,
        }),
      );
  }

  it("prints a tenant's entries and the head, and later only what came since that head", async () => {
    const tenant = newTenant();
    await append(tenant, 3);
    await append(newTenant(), 1);
    const { code, lines } = await run(["audit-log", "--tenant", tenant], env);
    expect(code).toBe(0);
    const objects = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(objects).toMatchObject([
      { sequence: 1, data: { action: "base.created", requestId: "request 0" } },
      { sequence: 2 },
      { sequence: 3 },
      { tenantId: tenant, intact: true, entries: 3, head: expect.stringMatching(/^3\./) },
    ]);
    await append(tenant, 1);
    const since = await run(["audit-log", "--tenant", tenant, "--since", String(objects[3]?.["head"])], env);
    expect(since.lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([{ sequence: 4 }, { entries: 4 }]);
    const verified = await run(["audit-log", "--tenant", tenant, "--verify"], env);
    expect(verified.lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([{ intact: true, entries: 4 }]);

    // The tail, and every trace of it.
    await db.execute(sql`delete from events.event where tenant_id = ${tenant} and sequence > 2`);
    await db.execute(sql`update events.stream set last_sequence = 2 where tenant_id = ${tenant}`);
    expect((await run(["audit-log", "--tenant", tenant, "--verify"], env)).code).toBe(0);
    const cut = await run(["audit-log", "--tenant", tenant, "--verify", "--since", String(objects[3]?.["head"])], env);
    expect(cut).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^Tampered with: entry 3: the log ends before it/),
    });
  });

  it("prints a log that was tampered with as it is, says where, and fails", async () => {
    const tenant = newTenant();
    await append(tenant, 3);
    await db.execute(
      sql`update events.event set data = jsonb_set(data, '{action}', '"base.deleted"') where tenant_id = ${tenant} and sequence = 2`,
    );
    const { code, lines, err } = await run(["audit-log", "--tenant", tenant], env);
    expect([code, lines.length, err]).toEqual([1, 4, expect.stringMatching(/^Tampered with: entry 2: it was changed/)]);
    expect(JSON.parse(lines[3] ?? "")).toMatchObject({ intact: false, firstBroken: 2 });
  });

  it.each([
    [[], /--tenant must be the id of a tenant[^]*Usage/],
    [["--tenant", "me"], /--tenant must be the id of a tenant/],
    [["--tenant", randomUUID(), "--since", "yesterday"], /head is none/],
    [["--everything"], /Unknown option/],
  ])("refuses the arguments %j with a sentence", async (args, message) => {
    const { code, err } = await run(["audit-log", ...args], env);
    expect([code, err]).toEqual([1, expect.stringMatching(message)]);
    expect(err).not.toMatch(/\n\s+at /);
  });
});
