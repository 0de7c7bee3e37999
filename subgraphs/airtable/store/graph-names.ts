import { and, eq, inArray, sql } from "drizzle-orm";
import type { Database } from "../../../kernel/database/database.ts";
import type { TenantId } from "../../../kernel/identity/ids.ts";
import type { BaseId } from "../ids.ts";
import { type GraphPart, parentIdOf } from "../typed/naming/graph-part.ts";
import { graphNames } from "./tables.ts";

type Row = typeof graphNames.$inferSelect;

/** A row takes twelve parameters, and a statement 65,534. */
const rowsOfStatement = 1000;

/** All parts of a tenant's graph that have names, hidden and removed ones too; always in the same order. */
export async function listGraphParts(db: Database, tenantId: TenantId): Promise<GraphPart[]> {
  const rows = await db
    .select()
    .from(graphNames)
    .where(eq(graphNames.tenantId, tenantId))
    .orderBy(graphNames.elementId, graphNames.baseId);
  return rows.map(toPart);
}

/** Makes those who change the names of one tenant wait for each other, until the transaction ends. */
export async function lockGraphNames(transaction: Database, tenantId: TenantId): Promise<void> {
  await transaction.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`airtable.graph_name ${tenantId}`}::text, 0))`,
  );
}

/** Stores parts, in the place of those that there are of the same id. */
export async function saveGraphParts(db: Database, tenantId: TenantId, parts: readonly GraphPart[]): Promise<void> {
  for (let from = 0; from < parts.length; from += rowsOfStatement) {
    const rows = parts.slice(from, from + rowsOfStatement).map((part) => toRow(tenantId, part));
    await db
      .insert(graphNames)
      .values(rows)
      .onConflictDoUpdate({
        target: [graphNames.tenantId, graphNames.elementId, graphNames.baseId],
        set: {
          name: sql`excluded.name`,
          one: sql`excluded.one`,
          typeName: sql`excluded.type_name`,
          label: sql`excluded.label`,
          hidden: sql`excluded.hidden`,
          removedAt: sql`excluded.removed_at`,
          last: sql`excluded.last`,
        },
      });
  }
}

export async function deleteGraphParts(
  db: Database,
  tenantId: TenantId,
  baseId: BaseId,
  elementIds: readonly string[],
): Promise<void> {
  for (let from = 0; from < elementIds.length; from += rowsOfStatement) {
    await db
      .delete(graphNames)
      .where(
        and(
          eq(graphNames.tenantId, tenantId),
          eq(graphNames.baseId, baseId),
          inArray(graphNames.elementId, elementIds.slice(from, from + rowsOfStatement)),
        ),
      );
  }
}

function toRow(tenantId: TenantId, part: GraphPart): Row {
  const { baseId, elementId, label, hidden, removedAt, kind, name } = part;
  return {
    tenantId,
    baseId,
    elementId,
    kind,
    parentId: parentIdOf(part) ?? null,
    name,
    one: kind === "TABLE" ? part.one : null,
    typeName: kind === "CHOICE" ? null : part.typeName,
    label,
    hidden,
    removedAt,
    last: kind === "TABLE" || kind === "FIELD" ? part.last : null,
  };
}

function toPart(row: Row): GraphPart {
  const { baseId, elementId, label, hidden, removedAt, name, one, typeName, parentId, last } = row;
  const common = { baseId, elementId, label, hidden, removedAt, name };
  switch (row.kind) {
    case "BASE":
      return { kind: "BASE", ...common, typeName: known(typeName, row) };
    case "TABLE":
      return {
        kind: "TABLE",
        ...common,
        one: known(one, row),
        typeName: known(typeName, row),
        last: ofTable(known(last, row), row),
      };
    case "FIELD":
      return {
        kind: "FIELD",
        ...common,
        typeName,
        parentId: known(parentId, row),
        last: ofField(known(last, row), row),
      };
    case "CHOICE":
      return { kind: "CHOICE", ...common, parentId: known(parentId, row) };
  }
}

function ofTable(last: NonNullable<Row["last"]>, row: Row) {
  return "primaryFieldId" in last ? last : broken(row);
}

function ofField(last: NonNullable<Row["last"]>, row: Row) {
  return "value" in last ? last : broken(row);
}

function known<T>(value: T | null, row: Row): T {
  return value ?? broken(row);
}

function broken({ kind, elementId }: Row): never {
  throw new Error(`the stored name of ${kind} ${elementId} lacks what such a part has`);
}
