import { z } from "zod";
import type { LoggedEntry } from "../../../kernel/audit-log/audit-entry.ts";
import type { AuditLog } from "../../../kernel/audit-log/audit-log.ts";
import { type AuditFilter, parseAuditPage } from "../../../kernel/audit-log/audit-page.ts";
import type { Database } from "../../../kernel/database/database.ts";
import { parseInput, plainText } from "../../../kernel/errors/parse-input.ts";
import type { Actor } from "../../../kernel/identity/caller.ts";
import { apiKeyId, userId } from "../../../kernel/identity/ids.ts";
import { type Connection, emptyPage } from "../../../kernel/pagination/page.ts";

const filterInput = z.object({
  actions: z.array(plainText.max(100)).max(100, "must have at most 100 entries").nullish(),
  userId: z.string().nullish(),
  apiKeyId: z.string().nullish(),
  from: z.date().nullish(),
  to: z.date().nullish(),
});

/** Which entries a client asks for. */
export type GivenFilter = z.input<typeof filterInput>;

/**
 * A page of the tenant's audit log, newest first.
 * @throws AirgraphError BAD_USER_INPUT for arguments that no page has
 */
export async function readAuditLog(
  { db, auditLog }: { db: Database; auditLog: AuditLog },
  { tenantId }: Actor,
  given: { first: number; after?: string | null | undefined; filter?: GivenFilter | null | undefined },
): Promise<Connection<LoggedEntry>> {
  const page = parseAuditPage(given);
  const filter = toFilter(parseInput(filterInput, given.filter ?? {}));
  if (filter === undefined) return { nodes: [], pageInfo: emptyPage(page.after) };
  return auditLog.read(db, tenantId, page, filter);
}

/** @returns undefined for what no entry can be */
function toFilter(given: z.output<typeof filterInput>): AuditFilter | undefined {
  const person = userId.safeParse(given.userId);
  const machine = apiKeyId.safeParse(given.apiKeyId);
  const [asksPerson, asksMachine] = [given.userId != null, given.apiKeyId != null];
  if ((asksPerson && asksMachine) || (asksPerson && !person.success) || (asksMachine && !machine.success))
    return undefined;
  return {
    actions: given.actions ?? undefined,
    actor: person.success
      ? { kind: "person", userId: person.data }
      : machine.success
        ? { kind: "machine", apiKeyId: machine.data }
        : undefined,
    from: given.from ?? undefined,
    until: given.to ?? undefined,
  };
}
