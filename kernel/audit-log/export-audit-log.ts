import { parseArgs } from "node:util";
import { systemClock } from "../clock.ts";
import { type Env, readConfig } from "../config/settings.ts";
import { type Database, openDatabase } from "../database/database.ts";
import { databaseSettings } from "../database/settings.ts";
import { AirgraphError } from "../errors/airgraph-error.ts";
import { type TenantId, tenantId } from "../identity/ids.ts";
import { SayableError } from "../process/sayable-error.ts";
import { type AuditHead, formatAuditHead, parseAuditHead } from "./audit-head.ts";
import { type AuditLog, createAuditLog, type Verification } from "./audit-log.ts";
import { auditSettings } from "./settings.ts";

const settings = { databaseUrl: databaseSettings.databaseUrl, ...auditSettings };

const usage = `Usage: npm run --silent audit-log -- --tenant <id> [--since <head>] [--verify]
  --tenant   whose log
  --since    a head that was told before: prints only what came after it, and proves that what came before is still there
  --verify   prints no entry, only the head`;

/**
 * Prints a tenant's audit log as lines of JSON, oldest first, and at the end its head; verifies all of it.
 * @param print takes one line of the export; `say` what is for a person
 * @returns whether the log is intact
 * @throws SayableError for arguments that can't be
 */
export async function exportAuditLog(
  env: Env,
  args: readonly string[],
  { print, say }: { print: (line: string) => Promise<void>; say: (line: string) => void },
): Promise<boolean> {
  const { tenant, since, entries } = parseArguments(args);
  const { databaseUrl, auditKey, formerAuditKeys } = readConfig(settings, env);
  const log = createAuditLog({ keys: { current: auditKey, former: formerAuditKeys }, clock: systemClock });
  const database = openDatabase({ url: databaseUrl, applicationName: "airgraph-audit", maxConnections: 1 });
  try {
    // First: what is appended while the entries are printed is printed too, but not vouched for.
    const verified = await log.verify(database.db, tenant, { expectedHead: since });
    if (entries) await printEntries(log, database.db, tenant, since, print);
    await print(JSON.stringify({ tenantId: tenant, ...told(verified) }));
    say(sentence(verified));
    return verified.intact;
  } finally {
    await database.close();
  }
}

async function printEntries(
  log: AuditLog,
  db: Database,
  tenant: TenantId,
  since: AuditHead | undefined,
  print: (line: string) => Promise<void>,
): Promise<void> {
  for await (const rows of log.readRaw(db, tenant, since?.sequence ?? 0)) {
    for (const row of rows) await print(JSON.stringify(row));
  }
}

function parseArguments(args: readonly string[]): {
  tenant: TenantId;
  since: AuditHead | undefined;
  entries: boolean;
} {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { tenant: { type: "string" }, since: { type: "string" }, verify: { type: "boolean" } },
    });
    const tenant = tenantId.safeParse(values.tenant);
    if (!tenant.success) throw new SayableError("--tenant must be the id of a tenant.");
    return {
      tenant: tenant.data,
      since: values.since === undefined ? undefined : parseAuditHead(values.since),
      entries: values.verify !== true,
    };
  } catch (error) {
    const isKnown = error instanceof SayableError || error instanceof AirgraphError || error instanceof TypeError;
    if (!isKnown) throw error;
    throw new SayableError(`${error.message}\n\n${usage}`, { cause: error });
  }
}

/** The export's last line. */
function told(verified: Verification): Record<string, unknown> {
  return verified.intact ? { intact: true, entries: verified.entries, head: formatAuditHead(verified.head) } : verified;
}

function sentence(verified: Verification): string {
  return verified.intact
    ? `Intact: ${verified.entries} entries. Keep the head elsewhere: ${formatAuditHead(verified.head)}`
    : `Tampered with: entry ${verified.firstBroken}: ${verified.reason}.`;
}
