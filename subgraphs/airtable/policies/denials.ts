import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { findField } from "../find-field.ts";
import type { FieldModel, TableModel } from "../models.ts";
import type { Operation } from "./data-policy.ts";
import { isLimited } from "./table-rights.ts";

const verbs = { READ: "read", CREATE: "create", UPDATE: "change", DELETE: "delete" } as const;

export function fieldDenied({ name }: FieldModel, operation: Operation): AirgraphError {
  const done = { READ: "read", CREATE: "written", UPDATE: "written", DELETE: "deleted" }[operation];
  return new AirgraphError(
    "FORBIDDEN",
    `A data policy denies that you have the field ${JSON.stringify(name)} ${done}.`,
    {
      field: name,
    },
  );
}

export function tableDenied({ name }: TableModel, operation: Operation): AirgraphError {
  return new AirgraphError(
    "FORBIDDEN",
    `A data policy denies that you ${verbs[operation]} records of the table ${JSON.stringify(name)}.`,
  );
}

export function recordDenied(id: string | null, operation: Operation): AirgraphError {
  return new AirgraphError(
    "FORBIDDEN",
    `A data policy denies that you ${verbs[operation]} ${id === null ? "this record" : `the record ${JSON.stringify(id)}`}.`,
  );
}

/** The same for a record that does not exist and one that may not be read. */
export function noRecord(id: string): AirgraphError {
  return new AirgraphError("NOT_FOUND", `There is no record ${JSON.stringify(id)} among the tenant's bases.`);
}

/**
 * A field by id or name, whose cells the caller may read.
 * @throws AirgraphError BAD_USER_INPUT when it is unknown; FORBIDDEN
 */
export function findReadableField(table: TableModel, key: string): FieldModel {
  const field = findField(table, key);
  if (mayReadField(table, field)) return field;
  throw fieldDenied(field, "READ");
}

export function mayReadField({ rights }: TableModel, { id }: Pick<FieldModel, "id">): boolean {
  return rights === undefined || !rights.on.READ.denied.has(id);
}

/** Whether every cell of a table may be read. */
export function readsAll({ rights }: TableModel): boolean {
  return rights === undefined || rights.on.READ.denied.size === 0;
}

/**
 * The same for a field that is looked at as formulas see it: in a filter, a search or an order.
 * @throws AirgraphError FORBIDDEN
 */
export function checkReadAsText(table: TableModel, field: FieldModel): void {
  if (mayReadAsText(table, field)) return;
  throw fieldDenied(field, "READ");
}

export function mayReadAsText(table: TableModel, field: FieldModel): boolean {
  return mayReadField(table, field) && table.rights?.namesDenied.has(field.id) !== true;
}

/**
 * A formula of the caller's own sees every field of a table, so only who may read all of it may write one.
 * @throws AirgraphError FORBIDDEN
 */
export function checkFormula({ name, rights }: TableModel): void {
  if (rights === undefined || (!isLimited(rights.on.READ) && rights.namesDenied.size === 0)) return;
  throw new AirgraphError(
    "FORBIDDEN",
    `A data policy keeps some of the table ${JSON.stringify(name)} from you, so you can't ask for its records by a formula: use filter.`,
    { field: "formula" },
  );
}
