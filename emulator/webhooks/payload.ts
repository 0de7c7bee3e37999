import { formatIsoInstant } from "../dates/iso-date.ts";
import type { JsonObject } from "../json.ts";
import { type Author, actionMetadata } from "./author.ts";
import type { CellContext } from "./cell-value.ts";
import type { RecordChange } from "./record-changes.ts";
import type { SchemaChange } from "./schema-change.ts";
import type { Filters, Specification } from "./specification.ts";
import { tellRecord } from "./tell-records.ts";
import { tellSchema } from "./tell-schema.ts";
import { ToldBase } from "./told-changes.ts";

/** One write, as far as one payload tells it. */
export interface Transaction {
  readonly author: Author;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly time: number;
  readonly number: number;
  readonly records: readonly RecordChange[];
  readonly schema: readonly SchemaChange[];
}

/**
 * The payload of a write for a webhook, as reference 7 prints it.
 *
 * @param context reads the cells as they are after the write
 * @returns null when nothing of it is watched
 */
export function payloadOf(specification: Specification, write: Transaction, context: CellContext): JsonObject | null {
  const { filters } = specification.options;
  if (!watchesAuthor(filters, write.author)) return null;
  const told = new ToldBase();
  for (const change of write.schema) tellSchema(specification, change, told);
  if (filters.dataTypes.includes("tableData")) {
    for (const change of write.records) tellRecord(specification, change, context, told);
  }
  if (told.isEmpty()) return null;
  return { ...head(write.time, write.number), actionMetadata: actionMetadata(write.author), ...told.toJson() };
}

export type ErrorCode = "INVALID_FILTERS" | "INVALID_HOOK" | "INTERNAL_ERROR";

/** The last payload of a webhook that cannot go on. @param time ms */
export function errorPayload(code: ErrorCode, time: number, transaction: number): JsonObject {
  return { ...head(time, transaction), error: true, code };
}

function head(time: number, transaction: number): JsonObject {
  return { timestamp: formatIsoInstant(time), baseTransactionNumber: transaction, payloadFormat: "v0" };
}

function watchesAuthor(filters: Filters, author: Author): boolean {
  if (filters.fromSources !== undefined && !filters.fromSources.includes(author.source)) return false;
  const { formSubmission, formPageSubmission } = filters.sourceOptions ?? {};
  if (author.source === "formSubmission")
    return formSubmission === undefined || formSubmission.viewId === author.viewId;
  if (author.source !== "formPageSubmission") return true;
  return formPageSubmission === undefined || formPageSubmission.pageId === author.pageId;
}
