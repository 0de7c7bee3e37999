import type { Database } from "../database/database.ts";
import { AirgraphError } from "../errors/airgraph-error.ts";
import type { Logger } from "../logger.ts";
import type { AuditEntry } from "./audit-entry.ts";

/** What is done, without who asks for it. */
export type Act = Pick<AuditEntry, "action" | "target" | "details" | "result">;

/** Tells the tenant's audit log what this request does, as the last thing in the transaction that does it. */
export type Audit = (transaction: Database, act: Act) => Promise<void>;

/**
 * Does something that the audit log is to tell of when it comes to nothing, too. That it came to pass, the use case tells
 * in its own transaction.
 */
export async function auditFailure<T>(
  { db, audit, logger }: { db: Database; audit: Audit; logger: Logger },
  tried: Pick<Act, "action" | "target">,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const act: Act = { ...tried, ...failureOf(error) };
    try {
      await db.transaction(async (transaction) => audit(transaction, act));
    } catch (err) {
      logger.error({ err, act }, "could not tell the audit log of a failure");
    }
    throw error;
  }
}

function failureOf(error: unknown): Pick<Act, "result" | "details"> {
  if (!(error instanceof AirgraphError)) return { result: "FAILED", details: { code: "INTERNAL" } };
  const { code, outcome } = error.extensions;
  return {
    result: code === "FORBIDDEN" ? "DENIED" : "FAILED",
    // "unknown": Airtable did not say, so that it may have come to pass after all.
    details: { code, ...(typeof outcome === "string" ? { outcome } : {}) },
  };
}
