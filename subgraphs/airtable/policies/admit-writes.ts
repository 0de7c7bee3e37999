import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { type RecordId, recordId } from "../ids.ts";
import { listTables } from "../list-tables.ts";
import type { FieldModel, TableModel, TableRights } from "../models.ts";
import type { TenantAirtable } from "../tenant-airtable.ts";
import type { RecordWrite } from "../writing/record-write.ts";
import { refusedRows } from "./check-rows.ts";
import { mayCreate } from "./decide-new-record.ts";
import { recordDenied, tableDenied } from "./denials.ts";
import { linkedTable } from "./derived-fields.ts";

/**
 * Why records may not be written, of those that may not: for the rows that the caller's rights leave, and because they link
 * to records that the caller may not read. Which fields may be written has been checked with the cells.
 * @throws those of reading records, when it can't be known
 */
export async function refusedWrites<Write extends RecordWrite>(
  airtable: TenantAirtable,
  table: TableModel,
  operation: "CREATE" | "UPDATE" | "DELETE",
  writes: readonly Write[],
): Promise<ReadonlyMap<Write, AirgraphError>> {
  const { rights } = table;
  if (rights === undefined) return new Map();
  const refused = new Map<Write, AirgraphError>();
  if (operation === "CREATE") {
    const { address } = await airtable.rules();
    for (const write of writes) {
      const refusal = refusalOfNew(rights, table, write, address);
      if (refusal !== undefined) refused.set(write, refusal);
    }
  } else {
    const ids = writes.flatMap(({ id }) => id ?? []);
    const rows = await refusedRows(airtable, table, operation, ids);
    for (const write of writes) {
      const refusal = write.id && rows.get(write.id);
      if (refusal !== undefined) refused.set(write, refusal);
    }
  }
  const others = writes.filter((write) => !refused.has(write));
  for (const [write, refusal] of await refusedLinks(airtable, table, rights, others)) refused.set(write, refusal);
  return refused;
}

/**
 * Why a record must not be created, to judge by its cells; undefined when it may be.
 * @param address of who asks
 */
export function refusalOfNew(
  rights: TableRights,
  table: TableModel,
  { fields }: RecordWrite,
  address: string | undefined,
): AirgraphError | undefined {
  if (rights.on.CREATE.rows.kind === "none") return tableDenied(table, "CREATE");
  try {
    return mayCreate(rights, fields, address) ? undefined : recordDenied(null, "CREATE");
  } catch (error) {
    if (error instanceof AirgraphError) return error;
    throw error;
  }
}

/** Who links to a record changes its inverse cell, and learns that it exists. */
async function refusedLinks<Write extends RecordWrite>(
  airtable: TenantAirtable,
  table: TableModel,
  { guardedLinks }: TableRights,
  writes: readonly Write[],
): Promise<ReadonlyMap<Write, AirgraphError>> {
  const refused = new Map<Write, AirgraphError>();
  const links = [...table.fields.values()].filter(({ id }) => guardedLinks.has(id));
  if (links.length === 0) return refused;
  const tables = await listTables(airtable, table.baseId);
  for (const link of links) {
    const linking = writes.map((write) => ({ write, ids: linkedIds(write, link) })).filter(({ ids }) => ids.length > 0);
    if (linking.length === 0) continue;
    const linked = linkedTable(tables, link);
    const ids = [...new Set(linking.flatMap((one) => one.ids))];
    const missing = linked === undefined ? undefined : await refusedRows(airtable, linked, "READ", ids);
    for (const one of linking) {
      const at = one.ids.find((id) => missing === undefined || missing.has(id));
      if (at !== undefined) refused.set(one.write, notLinked(link, at));
    }
  }
  return refused;
}

function linkedIds({ fields, kept }: RecordWrite, { id }: FieldModel): RecordId[] {
  const cell = fields[id];
  const ids = Array.isArray(cell) ? cell.flatMap((item: unknown) => recordId.safeParse(item).data ?? []) : [];
  return ids.filter((linked) => kept?.get(id)?.has(linked) !== true);
}

/** The same for a record that does not exist and one that may not be read. */
function notLinked({ name }: FieldModel, id: RecordId): AirgraphError {
  return new AirgraphError(
    "BAD_USER_INPUT",
    `The field ${JSON.stringify(name)} can't link to ${id}: there is no such record in the linked table, or you may not read it.`,
    { field: name },
  );
}
