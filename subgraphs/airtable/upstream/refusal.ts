import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { AirtableProblem } from "./error-envelope.ts";

/** Types of 422 that the caller can mend by sending something else (emulator/airtable-api.md 3.2). */
const faultsOfInput: ReadonlySet<string> = new Set([
  "FAILED_STATE_CHECK",
  "INVALID_ATTACHMENT_OBJECT",
  "INVALID_FIELD_TYPE_OPTIONS_FOR_CREATE",
  "INVALID_FILTER_BY_FORMULA",
  "INVALID_MULTIPLE_CHOICE_OPTIONS",
  "INVALID_OFFSET_VALUE",
  "INVALID_RECORDS",
  "INVALID_VALUE_FOR_COLUMN",
  "ROW_DOES_NOT_EXIST",
  "ROW_TABLE_DOES_NOT_MATCH_LINKED_TABLE",
  "UNKNOWN_FIELD_NAME",
  "UNSUPPORTED_FIELD_TYPE_FOR_CREATE",
  "VIEW_ID_NOT_FOUND",
  "VIEW_NAME_NOT_FOUND",
]);

const takenNames: ReadonlySet<string> = new Set(["DUPLICATE_OR_EMPTY_FIELD_NAME", "DUPLICATE_TABLE_NAME"]);

/** More of Airtable's words, which may quote a cell, is not kept. */
export const longestMessage = 500;

/** Whether a 429 means that the plan's calls are used up, which waiting does not mend. */
export function isBillingLimit(type: string | undefined): boolean {
  return type === "PUBLIC_API_BILLING_LIMIT_EXCEEDED";
}

/**
 * A call that Airtable refused (4xx) as what our clients are told. Airtable's message may quote a cell value, so it goes
 * to the client in `extensions` and nowhere else.
 */
export function toRefusal(status: number, { type, message }: AirtableProblem): AirgraphError {
  const details = {
    ...(type === undefined ? {} : { airtableType: type }),
    ...(message === undefined ? {} : { airtableMessage: message.slice(0, longestMessage) }),
  };
  const named = type ?? `HTTP ${status}`;

  if (status === 401) {
    return new AirgraphError(
      "UPSTREAM_REJECTED",
      "Airtable refused the token: it is wrong, revoked or expired. An admin can connect a new one with connectAirtable.",
      details,
    );
  }
  if (status === 403 && type === "INVALID_PERMISSIONS") {
    return new AirgraphError("FORBIDDEN", "The tenant's Airtable token does not permit this.", details);
  }
  if (status === 403 || status === 404) {
    return new AirgraphError(
      "NOT_FOUND",
      "Airtable knows no such thing, or the tenant's token was not granted it.",
      details,
    );
  }
  if (status === 429 && isBillingLimit(type)) {
    return new AirgraphError(
      "QUOTA_EXCEEDED",
      "The Airtable workspace has used up its API calls for this month.",
      details,
    );
  }
  if (type === "LIST_RECORDS_ITERATOR_NOT_AVAILABLE") {
    return new AirgraphError(
      "CONFLICT",
      "Airtable no longer knows this cursor; start again from the first page.",
      details,
    );
  }
  if (type !== undefined && takenNames.has(type)) {
    return new AirgraphError("CONFLICT", `Airtable has something of that name already: ${named}.`, details);
  }
  if (status === 422 && type !== undefined && faultsOfInput.has(type)) {
    return new AirgraphError("BAD_USER_INPUT", `Airtable does not accept a value of this call: ${named}.`, details);
  }
  return new AirgraphError("UPSTREAM_REJECTED", `Airtable refused the call: ${named}.`, details);
}
