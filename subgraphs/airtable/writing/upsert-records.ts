import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { findTable } from "../find-table.ts";
import type { FieldModel, TableModel } from "../models.ts";
import { checkReplace, checkUpsert } from "../policies/check-written.ts";
import { findReadableField } from "../policies/denials.ts";
import { reachBase } from "../reach-base.ts";
import type { TenantAirtable } from "../tenant-airtable.ts";
import { problemOfCell } from "./check-cell.ts";
import { checkCells } from "./check-cells.ts";
import { checkCount } from "./check-count.ts";
import type { NewRecord } from "./create-records.ts";
import type { RecordWrite } from "./record-write.ts";
import { checked, writeInTable } from "./write-in-table.ts";
import type { WriteOutcome } from "./write-outcome.ts";
import type { WriteResult } from "./write-result.ts";

const maximumKeyFields = 3;

/** Types of fields that a record can be found by (emulator/airtable-api.md 4.5). */
export const keyTypes: ReadonlySet<string> = new Set([
  "date",
  "email",
  "multilineText",
  "multipleSelects",
  "number",
  "phoneNumber",
  "singleLineText",
  "singleSelect",
  "url",
]);

/**
 * Updates the records that match by the fields `mergeOn` and creates those that don't, up to 1000, each with a result of
 * its own, in the order given. Several with the same key are written one after the other.
 * @throws AirgraphError as `createRecords` does; BAD_USER_INPUT for `mergeOn`; FORBIDDEN for a field of it that the caller may
 * not read, and when policies keep records from the caller that may be met
 */
export async function upsertRecords(
  airtable: TenantAirtable,
  given: {
    baseId: string;
    table: string;
    mergeOn: readonly string[];
    records: readonly NewRecord[];
    replace: boolean;
    typecast: boolean;
  },
): Promise<WriteResult[]> {
  const { records, typecast, replace } = given;
  checkCount("records", records);
  const table = await findTable(airtable, given.baseId, given.table);
  const mergeOn = upsertKey(table, given);
  const { access } = await reachBase(airtable, table.baseId);
  const { writer } = airtable;

  const how = { typecast, operations: ["CREATE", "UPDATE"] } as const;
  async function send(writes: readonly RecordWrite[]): Promise<WriteOutcome[]> {
    const options = { typecast, mode: replace ? "replace" : "update", mergeOn: mergeOn.map(({ id }) => id) } as const;
    const keys = new Map(writes.map((write) => [write, keyOf(write, mergeOn, typecast)]));
    const ofKind = (kind: Key) => writes.filter((write) => keys.get(write) === kind);
    const [whole, doubtful, missing] = await Promise.all([
      writer.upsert(access, table, { ...options, repeatable: true }, ofKind("whole")),
      writer.upsert(access, table, { ...options, repeatable: false }, ofKind("doubtful")),
      writer.create(access, table, { typecast }, ofKind("missing")),
    ]);
    const next = { whole: whole.values(), doubtful: doubtful.values(), missing: missing.values() };
    return writes.flatMap((write) => next[keys.get(write) ?? "missing"].next().value ?? []);
  }
  return writeInTable(
    airtable,
    table,
    records.map(({ cells }) => checked(null, (): RecordWrite => ({ fields: checkCells(table, cells, how) }))),
    { operation: "CREATE", send },
  );
}

/**
 * Whether the key that Airtable stores will be there to match. One without a whole key matches nothing: Airtable creates
 * it, and would do so again if the call were repeated. What typecast makes of a text only Airtable knows; it may be nothing.
 */
type Key = "whole" | "doubtful" | "missing";

function keyOf({ fields }: RecordWrite, mergeOn: readonly FieldModel[], typecast: boolean): Key {
  const values = mergeOn.map((field) => ({ field, value: fields[field.id] ?? null }));
  if (values.some(({ value }) => isEmpty(value))) return "missing";
  if (!typecast) return "whole";
  const isCertain = values.every(
    ({ field, value }) => !isBlank(value) && problemOfCell(field, value, false) === undefined,
  );
  return isCertain ? "whole" : "doubtful";
}

function isEmpty(value: unknown): boolean {
  return value === null || value === "" || (Array.isArray(value) && value.length === 0);
}

function isBlank(value: unknown): boolean {
  return Array.isArray(value) ? value.every(isBlank) : typeof value === "string" && value.trim() === "";
}

/**
 * The fields by which records are found.
 * @throws AirgraphError BAD_USER_INPUT or FORBIDDEN, when such an upsert is not possible, whatever its records
 */
export function upsertKey(
  table: TableModel,
  { mergeOn: keys, replace }: { mergeOn: readonly string[]; replace: boolean },
): FieldModel[] {
  const refuse = (problem: string) => new AirgraphError("BAD_USER_INPUT", `mergeOn ${problem}.`, { field: "mergeOn" });
  if (keys.length < 1 || keys.length > maximumKeyFields) {
    throw refuse(`must name 1 to ${maximumKeyFields} fields, got ${keys.length}`);
  }
  const fields = keys.map((key) => findReadableField(table, key));
  for (const { name, type } of fields) {
    if (!keyTypes.has(type)) {
      throw refuse(`can't name the field ${JSON.stringify(name)}: records are not found by fields of the type ${type}`);
    }
  }
  if (new Set(fields).size < fields.length) throw refuse("names a field twice");
  checkUpsert(table);
  if (replace) checkReplace(table);
  return fields;
}
