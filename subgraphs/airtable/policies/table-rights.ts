import type { FieldId } from "../ids.ts";
import type { FieldModel, Right, RowRule, TableModel, TableRights } from "../models.ts";
import { type Operation, operations, type StoredPolicy } from "./data-policy.ts";
import { inverseOf, linkedTable, type Source, showsNames, sourcesOf } from "./derived-fields.ts";

/** Explicit denials go before permissions, and these before what holds when no policy speaks. */
export function directRight(policies: readonly StoredPolicy[], operation: Operation, table: TableModel): Right {
  const applying = policies.filter((policy) => appliesTo(policy, operation, table));
  const allow = applying.filter(({ effect }) => effect === "ALLOW");
  const deny = applying.filter(({ effect }) => effect === "DENY");
  return { rows: rowsOf(allow, deny), denied: deniedFields(allow, deny, table) };
}

export function appliesTo(
  policy: StoredPolicy,
  operation: Operation,
  { baseId, id }: Pick<TableModel, "baseId" | "id">,
): boolean {
  return (
    policy.operations.includes(operation) &&
    policy.baseId === baseId &&
    (policy.tableId === null || policy.tableId === id)
  );
}

/**
 * Links that are denied since a policy denies their other side by name: whoever could read or write them would read or write
 * that. Only a policy that allows such a link by itself leaves it.
 * @returns by the link's id, its other side
 */
export function mirroredLinks(
  policies: readonly StoredPolicy[],
  operation: Operation,
  tables: ReadonlyMap<string, TableModel>,
): ReadonlyMap<FieldId, Source> {
  const named = (effect: StoredPolicy["effect"]) =>
    new Set(
      policies.flatMap((policy) =>
        policy.effect === effect && policy.operations.includes(operation) ? (policy.fieldIds ?? []) : [],
      ),
    );
  const [denied, allowed] = [named("DENY"), named("ALLOW")];
  const found = new Map<FieldId, Source>();
  for (const { fields } of tables.values()) {
    for (const field of fields.values()) {
      const inverse = inverseOf(tables, field);
      if (inverse !== undefined && denied.has(inverse.field.id) && !allowed.has(field.id)) found.set(field.id, inverse);
    }
  }
  return found;
}

function withMirrored({ rows, denied }: Right, { fields }: TableModel, mirrored: ReadonlyMap<FieldId, Source>): Right {
  const links = [...fields.values()].filter(({ id }) => mirrored.has(id));
  return { rows, denied: links.length === 0 ? denied : new Set([...denied, ...idsOf(links)]) };
}

function rowsOf(allow: readonly StoredPolicy[], deny: readonly StoredPolicy[]): RowRule {
  if (deny.some(isWhole)) return { kind: "none" };
  const denyRows = deny.filter(({ rows }) => rows !== null);
  // Policies about fields say nothing of records.
  const allowRows = allow.filter(({ fieldIds }) => fieldIds === null);
  const anyRow = allowRows.length === 0 || allowRows.some(isWhole);
  if (anyRow && denyRows.length === 0) return { kind: "all" };
  return { kind: "some", allow: anyRow ? null : allowRows, deny: denyRows };
}

function deniedFields(
  allow: readonly StoredPolicy[],
  deny: readonly StoredPolicy[],
  { fields }: TableModel,
): ReadonlySet<FieldId> {
  const denied = new Set<FieldId>(deny.flatMap(({ fieldIds }) => fieldIds ?? []));
  // Policies about records say nothing of fields.
  const allowFields = allow.filter(({ rows }) => rows === null);
  if (allowFields.length > 0 && !allowFields.some(isWhole)) {
    const allowed = new Set(allowFields.flatMap(({ fieldIds }) => fieldIds ?? []));
    for (const { id } of fields.values()) if (!allowed.has(id)) denied.add(id);
  }
  return denied;
}

function isWhole({ fieldIds, rows }: StoredPolicy): boolean {
  return fieldIds === null && rows === null;
}

/** The rights in all tables of a base; a table that is not there is left as it is. */
export function rightsOf(
  policies: readonly StoredPolicy[],
  tables: ReadonlyMap<string, TableModel>,
): ReadonlyMap<string, TableRights> {
  const mirrored = new Map(operations.map((operation) => [operation, mirroredLinks(policies, operation, tables)]));
  const direct = new Map(
    [...tables.values()].map((table) => [
      table.id as string,
      new Map(
        operations.map((operation) => [
          operation,
          withMirrored(directRight(policies, operation, table), table, mirrored.get(operation) ?? new Map()),
        ]),
      ),
    ]),
  );
  const rightOn = (table: TableModel, operation: Operation): Right =>
    direct.get(table.id)?.get(operation) ?? { rows: { kind: "none" }, denied: new Set() };

  const unreadable = deniedWithSources(policies, tables, (table) => rightOn(table, "READ"));
  const rights = new Map<string, TableRights>();
  for (const table of tables.values()) {
    const read = { rows: rightOn(table, "READ").rows, denied: unreadable.denied(table) };
    const links = [...table.fields.values()].filter(({ type }) => type === "multipleRecordLinks");
    const guardedLinks = links.filter((link) => {
      const linked = linkedTable(tables, link);
      if (linked === undefined) return false;
      return (
        isLimited({ ...rightOn(linked, "READ"), denied: unreadable.denied(linked) }) ||
        isLimited(rightOn(linked, "CREATE"))
      );
    });
    const found: TableRights = {
      whole: table,
      on: {
        READ: read,
        CREATE: rightOn(table, "CREATE"),
        UPDATE: rightOn(table, "UPDATE"),
        DELETE: rightOn(table, "DELETE"),
      },
      namesDenied: idsOf([...table.fields.values()].filter((field) => unreadable.namesShown(table, field))),
      guardedLinks: idsOf(guardedLinks),
    };
    const limited =
      found.namesDenied.size > 0 || found.guardedLinks.size > 0 || Object.values(found.on).some(isLimited);
    if (limited) rights.set(table.id, found);
  }
  return rights;
}

export function isLimited({ rows, denied }: Right): boolean {
  return rows.kind !== "all" || denied.size > 0;
}

function idsOf(fields: readonly FieldModel[]): ReadonlySet<FieldId> {
  return new Set(fields.map(({ id }) => id));
}

/**
 * Fields that may not be read, together with those that are computed from them, however indirectly. Only a policy that
 * allows a computed field by itself lets it be read all the same.
 */
function deniedWithSources(
  policies: readonly StoredPolicy[],
  tables: ReadonlyMap<string, TableModel>,
  readRight: (table: TableModel) => Right,
) {
  const denied = new Map([...tables.values()].map((table) => [table.id as string, new Set(readRight(table).denied)]));
  const mayNotRead = ({ table, field }: Source) =>
    readRight(table).rows.kind === "none" || (denied.get(table.id)?.has(field.id) ?? true);
  const isClosed = (link: Source) => {
    const linked = linkedTable(tables, link.field);
    if (linked === undefined) return [...denied.values()].some(({ size }) => size > 0);
    return readRight(linked).rows.kind !== "all" || mayNotRead({ table: linked, field: linked.primaryField });
  };
  const seesOthers = ({ field }: Source) => {
    const linked = linkedTable(tables, field);
    // What is computed from linked records is computed from all of them, also from those that may not be read.
    return linked !== undefined && readRight(linked).rows.kind !== "all";
  };
  let known = new Map<FieldModel, boolean>();
  const namesShown = (table: TableModel, field: FieldModel) => showsNames(tables, { table, field }, isClosed, known);
  const allowedByName = new Set(
    policies.flatMap(({ effect, operations: of, fieldIds }) =>
      effect === "ALLOW" && of.includes("READ") ? (fieldIds ?? []) : [],
    ),
  );

  for (let changed = true; changed; ) {
    changed = false;
    // What changes in this round is seen in the next one.
    known = new Map();
    for (const table of tables.values()) {
      const own = denied.get(table.id) ?? new Set();
      for (const field of table.fields.values()) {
        if (own.has(field.id) || allowedByName.has(field.id)) continue;
        const { cells, names, through, unknown } = sourcesOf(tables, table, field);
        const isDenied =
          cells.some(mayNotRead) ||
          names.some((one) => namesShown(one.table, one.field)) ||
          through.some(seesOthers) ||
          (unknown && (own.size > 0 || [...table.fields.values()].some((other) => namesShown(table, other))));
        if (!isDenied) continue;
        own.add(field.id);
        changed = true;
      }
    }
  }
  return { denied: (table: TableModel): ReadonlySet<FieldId> => denied.get(table.id) ?? new Set(), namesShown };
}
