import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { findField } from "../find-field.ts";
import { findTable } from "../find-table.ts";
import type { FieldId } from "../ids.ts";
import type { TableModel } from "../models.ts";
import { reachBase } from "../reach-base.ts";
import type { TenantAirtable } from "../tenant-airtable.ts";
import type { WrittenCells } from "../upstream/calls/records.ts";
import { checkCells } from "./check-cells.ts";
import { checkCount } from "./check-count.ts";
import type { NewRecord } from "./create-records.ts";
import type { RecordWrite } from "./record-write.ts";
import { checked, writeInTable } from "./write-in-table.ts";
import type { WriteResult } from "./write-result.ts";

const maximumKeyFields = 3;

/** Types of fields that a record can be found by (emulator/airtable-api.md 4.5). */
const keyTypes: ReadonlySet<string> = new Set([
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
 * @throws AirgraphError as `createRecords` does; BAD_USER_INPUT for `mergeOn`
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
  const mergeOn = keyFields(table, given.mergeOn);
  const { access } = await reachBase(airtable, table.baseId);
  const { writer } = airtable;

  return writeInTable(
    table,
    records.map(({ cells }) => checked(null, (): RecordWrite => ({ fields: checkCells(table, cells, { typecast }) }))),
    async (writes) => {
      // One without a whole key matches nothing: Airtable creates it, and would do so again if the call were repeated.
      const hasKey = (write: RecordWrite) => mergeOn.every((id) => !isEmpty(write.fields, id));
      const keyed = writes.filter((write) => hasKey(write));
      const others = writes.filter((write) => !hasKey(write));
      const [ofKeyed, ofOthers] = await Promise.all([
        writer.upsert(access, table, { typecast, mode: replace ? "replace" : "update", mergeOn }, keyed),
        writer.create(access, table, { typecast }, others),
      ]);
      const [nextOfKeyed, nextOfOthers] = [ofKeyed.values(), ofOthers.values()];
      return writes.flatMap((write) => (hasKey(write) ? nextOfKeyed : nextOfOthers).next().value ?? []);
    },
  );
}

function keyFields(table: TableModel, keys: readonly string[]): FieldId[] {
  const refuse = (problem: string) => new AirgraphError("BAD_USER_INPUT", `mergeOn ${problem}.`, { field: "mergeOn" });
  if (keys.length < 1 || keys.length > maximumKeyFields) {
    throw refuse(`must name 1 to ${maximumKeyFields} fields, got ${keys.length}`);
  }
  const fields = keys.map((key) => findField(table, key));
  for (const { name, type } of fields) {
    if (!keyTypes.has(type)) {
      throw refuse(`can't name the field ${JSON.stringify(name)}: records are not found by fields of the type ${type}`);
    }
  }
  const ids = fields.map(({ id }) => id);
  if (new Set(ids).size < ids.length) throw refuse("names a field twice");
  return ids;
}

function isEmpty(fields: WrittenCells, id: FieldId): boolean {
  const value = fields[id] ?? null;
  return value === null || value === "" || (Array.isArray(value) && value.length === 0);
}
