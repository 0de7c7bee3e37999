import { AirgraphError } from "../errors/airgraph-error.ts";
import { parsePageSize } from "../pagination/page.ts";
import type { AuditActor, AuditResult } from "./audit-entry.ts";

/** One page of the log, newest first. */
export interface AuditPage {
  readonly first: number;
  /** The page starts behind this entry; undefined for the first page. */
  readonly after: number | undefined;
}

/** Which entries; all of what is named must hold. */
export interface AuditFilter {
  readonly actions?: readonly string[] | undefined;
  readonly actor?: AuditActor | undefined;
  readonly result?: AuditResult | undefined;
  /** At this moment or later. */
  readonly from?: Date | undefined;
  /** Before this moment. */
  readonly until?: Date | undefined;
}

/**
 * Reads the arguments of a connection field over the log.
 * @throws AirgraphError BAD_USER_INPUT for a `first` outside 1–100, and for an `after` that no page ended with
 */
export function parseAuditPage({ first, after }: { first: number; after?: string | null | undefined }): AuditPage {
  return { first: parsePageSize(first, 100), after: after == null ? undefined : parseCursor(after) };
}

/** Opaque to clients, who could otherwise come to rely on what is in it. */
export function auditCursor(sequence: number): string {
  return Buffer.from(`audit ${sequence}`).toString("base64url");
}

function parseCursor(cursor: string): number {
  const [, sequence] = /^audit ([1-9]\d{0,14})$/.exec(Buffer.from(cursor, "base64url").toString("utf8")) ?? [];
  // Node decodes base64url leniently: one entry has one cursor.
  if (sequence !== undefined && auditCursor(Number(sequence)) === cursor) return Number(sequence);
  throw new AirgraphError(
    "BAD_USER_INPUT",
    "after is not a cursor of this list: pass the endCursor of the page before.",
    { field: "after" },
  );
}
