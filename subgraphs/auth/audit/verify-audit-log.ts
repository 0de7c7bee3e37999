import { z } from "zod";
import type { AuditHead } from "../../../kernel/audit-log/audit-head.ts";
import type { AuditLog, Verification } from "../../../kernel/audit-log/audit-log.ts";
import type { Database } from "../../../kernel/database/database.ts";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { parseInput } from "../../../kernel/errors/parse-input.ts";
import type { Actor } from "../../../kernel/identity/caller.ts";
import type { TenantId } from "../../../kernel/identity/ids.ts";

const input = z.object({
  expectedHead: z
    .object({
      sequence: z.int().min(1, "must be 1 or more"),
      hash: z.string().regex(/^[\w-]{43}$/, "must be as the log told it"),
    })
    .nullish(),
});

export interface VerifyParts {
  readonly db: Database;
  readonly auditLog: AuditLog;
  /** Tenants whose logs are being verified in this process. */
  readonly verifying: Set<TenantId>;
}

/**
 * Whether the tenant's audit log is as it was written. Reads all of it, so that one is enough at a time.
 * @throws AirgraphError BAD_USER_INPUT; RATE_LIMITED while another verification of the tenant's log is under way
 */
export async function verifyAuditLog(
  { db, auditLog, verifying }: VerifyParts,
  { tenantId }: Actor,
  given: { expectedHead?: AuditHead | null | undefined },
): Promise<Verification> {
  const { expectedHead } = parseInput(input, given);
  if (verifying.has(tenantId))
    throw new AirgraphError("RATE_LIMITED", "The audit log is being verified already; try again in a moment.", {
      retryAfterMs: 2_000,
    });
  verifying.add(tenantId);
  try {
    return await auditLog.verify(db, tenantId, { expectedHead: expectedHead ?? undefined });
  } finally {
    verifying.delete(tenantId);
  }
}
