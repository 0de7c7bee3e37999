import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { ErrorCode } from "../../../kernel/errors/error-code.ts";
import { toGlobalId } from "../global-id.ts";
import type { RecordModel, TableModel } from "../models.ts";
import { toRecord } from "../reading/to-record.ts";
import type { RecordWrite } from "./record-write.ts";
import { fieldAtFault, namedBy } from "./suspects.ts";
import type { WriteOutcome } from "./write-outcome.ts";

/** What a mutation tells of one of its records. */
export interface WriteResult {
  readonly outcome: WriteOutcome["outcome"];
  /** Global; null when it was to be created and was not. */
  readonly id: string | null;
  readonly record: RecordModel | null;
  readonly error: WriteError | null;
}

export interface WriteError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly field: string | null;
  readonly airtableType: string | null;
  readonly airtableMessage: string | null;
  readonly retryAfterMs: number | null;
}

export function toResult(table: TableModel, write: RecordWrite, written: WriteOutcome): WriteResult {
  const { id } = write;
  const globalId = id === undefined ? null : toGlobalId({ baseId: table.baseId, tableId: table.id, recordId: id });
  switch (written.outcome) {
    case "CREATED":
    case "UPDATED": {
      const record = toRecord(table, written.record);
      return { outcome: written.outcome, id: record.id, record, error: null };
    }
    case "DELETED":
      return { outcome: written.outcome, id: globalId, record: null, error: null };
    case "FAILED":
    case "UNKNOWN": {
      const { error } = written;
      const named = namedBy(table, error);
      if (named.recordId !== undefined && named.recordId === id)
        return failed(written.outcome, globalId, noRecord(error, globalId));
      return failed(written.outcome, globalId, error, fieldAtFault(table, write, named)?.name);
    }
  }
}

/** A record that was not sent to Airtable. @param id as it was given; null for one that was to be created */
export function refused(id: string | null, error: AirgraphError): WriteResult {
  return failed("FAILED", id, error);
}

function failed(
  outcome: "FAILED" | "UNKNOWN",
  id: string | null,
  { code, message, extensions }: AirgraphError,
  field?: string,
): WriteResult {
  return {
    outcome,
    id,
    record: null,
    error: {
      code,
      message,
      field: field ?? textOrNull(extensions.field),
      airtableType: textOrNull(extensions.airtableType),
      airtableMessage: textOrNull(extensions.airtableMessage),
      retryAfterMs: typeof extensions.retryAfterMs === "number" ? Math.ceil(extensions.retryAfterMs) : null,
    },
  };
}

/** Airtable says in the same words that a record is missing, and that a record that it links to is. */
function noRecord(cause: AirgraphError, id: string | null): AirgraphError {
  const { code: _code, ...details } = cause.extensions;
  return new AirgraphError("NOT_FOUND", `There is no record ${JSON.stringify(id)} among the tenant's bases.`, details, {
    cause,
  });
}

function textOrNull(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
