import { requireScope } from "../../../../kernel/authorization/rules.ts";
import { findTable } from "../../find-table.ts";
import { toGlobalId } from "../../global-id.ts";
import { recordId } from "../../ids.ts";
import { fieldDenied, mayReadField } from "../../policies/denials.ts";
import { fieldsBelow, selectedCells } from "../../resolvers/selected-cells.ts";
import { aggregateTypeOf, isGroupable } from "../field-uses.ts";
import { whereOf } from "../filter/where-of.ts";
import { aggregateNameOf } from "../naming/derived-names.ts";
import { typedCell } from "../reading/cell-value.ts";
import type { ChoiceArguments, PlacedTable } from "../reading/list-fields.ts";
import type { TypedField, TypedTable } from "../typed-graph.ts";
import type { TypedFieldConfig } from "../typed-resolvers.ts";
import { columnOf } from "../typed-tables.ts";
import { type Group, groupRecords } from "./group-records.ts";

type AggregateArguments = ChoiceArguments & { readonly groupBy?: readonly string[] | null };

/** A group, as the parents of a table's aggregates and keys are. */
export interface GroupParent {
  readonly group: Group;
  /** Places in the group's key by the names of fields. */
  readonly places: ReadonlyMap<string, number>;
  readonly count: number;
}

/** What the records of a table come to. */
export function aggregateField(placed: PlacedTable): TypedFieldConfig {
  const { base, table: typed } = placed;
  if (typed.removed) return { resolve: () => null };
  return {
    async resolve(_parent, { filter, search, view, groupBy }: AggregateArguments, context, info) {
      requireScope(context, "data:read");
      const table = await findTable(context, base.id, typed.id);
      const names = [...new Set(groupBy ?? [])];
      const selected = new Set(fieldsBelow(info).map(({ node }) => node.name.value));
      const groups = await groupRecords(context, table, {
        // What deeper levels select of linked records is known here too, so that filters across links read it along.
        where: whereOf(context, placed, filter, selectedCells(info).elsewhere ?? new Set()),
        search,
        view,
        groupBy: names.map((name) => columnOf(table, typed, name, "groupBy")),
        columns: aggregated(typed).filter((field) => selected.has(aggregateNameOf(field))),
      });
      const places = new Map(names.map((name, index) => [name, index]));
      return groups.map((group): GroupParent => ({ group, places, count: group.count }));
    },
  };
}

function aggregated({ fields }: TypedTable): readonly TypedField[] {
  return fields.filter((field) => !field.removed && aggregateTypeOf(field) !== undefined);
}

/** Fields of a table's aggregates. */
export function aggregateTypeFields(typed: TypedTable): Readonly<Record<string, TypedFieldConfig>> {
  const columns = typed.fields.map((field): [string, TypedFieldConfig] => [
    aggregateNameOf(field),
    {
      resolve({ group: { table, totals } }: GroupParent) {
        const known = table.fields.get(field.id);
        if (known !== undefined && !mayReadField(table, known)) throw fieldDenied(known, "READ");
        return known === undefined ? null : (totals.get(field.id)?.result ?? null);
      },
    },
  ]);
  return { ...Object.fromEntries(columns), key: { resolve: (parent) => parent } };
}

/** Fields of the keys of a table's groups. */
export function keyTypeFields(typed: TypedTable): Readonly<Record<string, TypedFieldConfig>> {
  return Object.fromEntries(typed.fields.filter(isGroupable).map((field) => [field.name, keyField(field)]));
}

function keyField({ id, name, value }: TypedField): TypedFieldConfig {
  return {
    resolve({ group: { table, key }, places }: GroupParent, _args, context, info) {
      const place = places.get(name);
      const field = table.fields.get(id);
      if (place === undefined || field === undefined) return null;
      const cell = key.cells[place];
      if (value.kind !== "link") return typedCell(context, table, field, value, cell);
      const linked = Array.isArray(cell) ? recordId.safeParse(cell[0]) : undefined;
      if (linked?.success !== true) return null;
      const { baseId } = table;
      const address = { baseId, tableId: value.tableId, recordId: linked.data };
      return context.loaders.record.load(toGlobalId(address), selectedCells(info));
    },
  };
}
