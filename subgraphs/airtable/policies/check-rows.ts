import type { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { toGlobalId } from "../global-id.ts";
import type { RecordId } from "../ids.ts";
import type { RecordNeeds, TableModel } from "../models.ts";
import { reachBase } from "../reach-base.ts";
import { withCurrentSchema } from "../reading/with-current-schema.ts";
import type { TenantAirtable } from "../tenant-airtable.ts";
import { all } from "../upstream/formula.ts";
import { type AllowedRows, allowedRows } from "./compile-rows.ts";
import type { Operation } from "./data-policy.ts";
import { noRecord, recordDenied, tableDenied } from "./denials.ts";

/**
 * Why records may not be touched; those that may are missing. Only a record that the caller may read can be changed or
 * deleted: about any other it is not even told whether it exists. Airtable has no conditional writes, so what is
 * found here may have changed by the time that the write arrives.
 * @throws those of reading records, when it can't be known
 */
export async function refusedRows(
  airtable: TenantAirtable,
  table: TableModel,
  operation: Exclude<Operation, "CREATE">,
  ids: readonly RecordId[],
): Promise<ReadonlyMap<RecordId, AirgraphError>> {
  if (table.rights === undefined || ids.length === 0) return new Map();
  for (const one of ["READ", operation] as const) {
    if (table.rights.on[one].rows.kind !== "none") continue;
    return new Map(ids.map((id) => [id, tableDenied(table, one)]));
  }
  return withCurrentSchema(airtable, table, async (current) => look(airtable, current, operation, ids));
}

async function look(
  airtable: TenantAirtable,
  table: TableModel,
  operation: Exclude<Operation, "CREATE">,
  ids: readonly RecordId[],
): Promise<ReadonlyMap<RecordId, AirgraphError>> {
  const readable = await allowedRows(airtable, table, "READ");
  const touchable = operation === "READ" ? readable : await allowedRows(airtable, table, operation);
  if (readable.kind === "all" && touchable.kind === "all") return new Map();

  const refused = new Map<RecordId, AirgraphError>();
  const idOf = (recordId: RecordId) => toGlobalId({ baseId: table.baseId, tableId: table.id, recordId });
  const good = await idsWithin(airtable, table, ids, both(readable, touchable));
  const rest = ids.filter((id) => !good.has(id));
  const seen = touchable.kind === "all" ? new Set() : await idsWithin(airtable, table, rest, readable);
  for (const id of rest) refused.set(id, seen.has(id) ? recordDenied(idOf(id), operation) : noRecord(idOf(id)));
  return refused;
}

function both(one: AllowedRows, other: AllowedRows): AllowedRows {
  if (one.kind === "none" || other.kind === "none") return { kind: "none" };
  if (one.kind === "all") return other;
  if (other.kind === "all" || one.formula === other.formula) return one;
  return { kind: "some", formula: all([one.formula, other.formula]) };
}

const idOnly: RecordNeeds = { fields: new Set(), commentCount: false };

/** Those of these records that exist, and are among the rows. */
export async function idsWithin(
  airtable: TenantAirtable,
  table: TableModel,
  ids: readonly RecordId[],
  rows: AllowedRows,
): Promise<ReadonlySet<RecordId>> {
  if (rows.kind === "none" || ids.length === 0) return new Set();
  const { access } = await reachBase(airtable, table.baseId);
  const formula = rows.kind === "all" ? undefined : rows.formula;
  const found = await airtable.reads.records(access, table, ids, idOnly, formula);
  for (const answer of found.values()) if (answer instanceof Error) throw answer;
  return new Set(found.keys());
}
