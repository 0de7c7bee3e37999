import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { recordId } from "../ids.ts";
import type { FieldModel, TableModel } from "../models.ts";
import { isWritable } from "../writing/check-cell.ts";
import type { Operation } from "./data-policy.ts";
import { fieldDenied, tableDenied } from "./denials.ts";
import { isLimited } from "./table-rights.ts";

/** What a record is written by. */
export type WriteOperation = Exclude<Operation, "READ" | "DELETE">;

/**
 * @param typecast Airtable makes links of names: it finds linked records by them, or creates some
 * @throws AirgraphError FORBIDDEN naming the field, when the caller may not write this into it
 */
export function checkWritten(
  { rights }: TableModel,
  field: FieldModel,
  value: unknown,
  { operations, typecast }: { operations: readonly WriteOperation[]; typecast: boolean },
): void {
  if (rights === undefined) return;
  for (const operation of operations) {
    if (rights.on[operation].denied.has(field.id)) throw fieldDenied(field, operation);
  }
  if (!typecast || !rights.guardedLinks.has(field.id) || isOfIds(value)) return;
  throw new AirgraphError(
    "FORBIDDEN",
    `Data policies keep some of the table that the field ${JSON.stringify(field.name)} links to from you: name linked records by id.`,
    { field: field.name },
  );
}

function isOfIds(value: unknown): boolean {
  return value === null || (Array.isArray(value) && value.every((item: unknown) => recordId.safeParse(item).success));
}

/**
 * Replacing clears every cell that is not named.
 * @throws AirgraphError FORBIDDEN when that would clear one that the caller may not write, or not even see
 */
export function checkReplace({ rights }: TableModel): void {
  if (rights === undefined) return;
  const { READ: read, UPDATE: update } = rights.on;
  for (const field of rights.whole.fields.values()) {
    if (!isWritable(field) || !(read.denied.has(field.id) || update.denied.has(field.id))) continue;
    throw new AirgraphError(
      "FORBIDDEN",
      "Replacing a record clears every cell that is not named, also those that a data policy keeps from you: update it instead.",
    );
  }
}

/**
 * Airtable decides which records an upsert meets, among all that there are.
 * @throws AirgraphError FORBIDDEN unless the caller may read and change all of them
 */
export function checkUpsert(table: TableModel): void {
  const { rights } = table;
  if (rights === undefined) return;
  for (const operation of ["READ", "UPDATE"] as const) {
    const { kind } = rights.on[operation].rows;
    if (kind === "none") throw tableDenied(table, operation);
    if (kind === "all") continue;
    throw new AirgraphError(
      "FORBIDDEN",
      `A data policy keeps some records of the table ${JSON.stringify(table.name)} from you, and an upsert may meet them: create and update records instead.`,
    );
  }
}

/**
 * A CSV file replaces what is in a table, whatever it is.
 * @throws AirgraphError FORBIDDEN unless the caller may do everything with the table
 */
export function checkSync({ name, rights }: TableModel): void {
  if (rights === undefined || !Object.values(rights.on).some(isLimited)) return;
  throw new AirgraphError(
    "FORBIDDEN",
    `A data policy keeps some of the table ${JSON.stringify(name)} from you, and a CSV file would replace all of it.`,
  );
}
