import { listTables } from "../../list-tables.ts";
import type { TableModel } from "../../models.ts";
import type { CallerRules } from "../../policies/caller-rules.ts";
import type { TenantAirtable } from "../../tenant-airtable.ts";
import type { TypedBase, TypedField, TypedGraph, TypedTable } from "../typed-graph.ts";

/**
 * What of a tenant's graph a caller may know of. It is the whole one but where the tenant wants data to be hidden from those who
 * may not read it: then their graphs don't have it, so that neither introspection nor an error tells that it is there.
 * @returns the same object when nothing is hidden
 */
export async function visibleGraph(airtable: TenantAirtable, graph: TypedGraph): Promise<TypedGraph> {
  const rules = await airtable.rules();
  if (rules.deniedData !== "HIDE" || rules.policies.length === 0) return graph;
  const bases = await Promise.all(
    graph.bases.map(async (base) => (rules.hidesBase(base.id) ? [] : [await visibleBase(airtable, rules, base)])),
  );
  return { bases: bases.flat() };
}

async function visibleBase(airtable: TenantAirtable, rules: CallerRules, base: TypedBase): Promise<TypedBase> {
  const told = await listTables(airtable, base.id);
  // Of what Airtable has no longer, only its policies say whom it was hidden from.
  const mentioned = new Set<string>(
    rules.policies.flatMap(({ tableId, fieldIds }) => [...(tableId === null ? [] : [tableId]), ...(fieldIds ?? [])]),
  );
  const tables = base.tables.flatMap((table) => {
    const shown = told.get(table.id);
    if (shown === undefined && (!table.removed || mentioned.has(table.id))) return [];
    return [visibleTable(table, shown, mentioned)];
  });
  const ids = new Set(tables.map(({ id }) => id));
  const fieldIds = new Set(tables.flatMap(({ fields }) => fields.map(({ id }) => id)));
  return {
    ...base,
    tables: tables.map((table) => ({
      ...table,
      fields: table.fields.map((field) => withoutHiddenLinks(field, ids, fieldIds)),
    })),
  };
}

function visibleTable(table: TypedTable, shown: TableModel | undefined, mentioned: ReadonlySet<string>): TypedTable {
  const isVisible = ({ id, removed }: TypedField) =>
    shown?.fields.has(id) === true || (removed && !mentioned.has(id)) || (shown === undefined && !mentioned.has(id));
  return { ...table, fields: table.fields.filter(isVisible) };
}

/** A link to a table that nobody is told of is a list of ids. */
function withoutHiddenLinks(field: TypedField, tables: ReadonlySet<string>, fields: ReadonlySet<string>): TypedField {
  const { value } = field;
  if (value.kind !== "link") return field;
  if (!tables.has(value.tableId)) return { ...field, value: { kind: "list", of: { kind: "scalar", scalar: "ID" } } };
  if (value.inverseFieldId === null || fields.has(value.inverseFieldId)) return field;
  return { ...field, value: { ...value, inverseFieldId: null } };
}
