import { z } from "zod";
import { fieldKind } from "../../filter/field-kind.ts";
import { readList, readText } from "../../filter/operands.ts";
import { type Filter, parseFilter } from "../../filter/parse-filter.ts";
import { refuse } from "../../filter/refuse.ts";
import { parseGlobalId } from "../../global-id.ts";
import { type RecordId, recordId } from "../../ids.ts";
import type { TableModel } from "../../models.ts";
import { findReadableField, mayReadAsText } from "../../policies/denials.ts";
import { hasRecordId } from "../../upstream/formula.ts";
import { labelOf } from "../choice-labels.ts";
import { enumOf, isLinkField } from "../field-uses.ts";
import type { TypedTable } from "../typed-graph.ts";
import { columnOf, type NamedColumn } from "../typed-tables.ts";
import type { TypedFilter, TypedFilterInput } from "./typed-filter.ts";

/** The tables of one base, as the graph and Airtable have them. */
export interface FilteredTables {
  readonly typed: ReadonlyMap<string, TypedTable>;
  /** As policies leave them to who asks. */
  readonly known: ReadonlyMap<string, TableModel>;
}

const maximumDepth = 12;
const maximumConditions = 200;
/** Filters within the filter. */
const maximumParts = 500;
/** Each is a reading of another table. */
const maximumLinked = 20;

const object = z.record(z.string(), z.unknown());
const objects = z.array(object);

/**
 * Checks a typed filter, and says it in terms of field ids.
 * @throws AirgraphError BAD_USER_INPUT naming the place, as `filter.company.name.contains`; FORBIDDEN naming the field for
 * one whose cells may not be read
 */
export function parseTypedFilter(
  tables: FilteredTables,
  start: { readonly typed: TypedTable; readonly table: TableModel },
  input: TypedFilterInput,
  root = "filter",
): TypedFilter {
  const left = { parts: maximumParts, conditions: maximumConditions, linked: maximumLinked };

  function spend(what: keyof typeof left, most: number, name: string, many = 1): void {
    left[what] -= many;
    if (left[what] < 0) throw refuse(root, `may have ${most} ${name} at most`);
  }

  interface Place {
    readonly typed: TypedTable;
    readonly table: TableModel;
    readonly path: string;
    readonly depth: number;
    /** Whether what is found shows what meets this. */
    readonly shown: boolean;
  }

  function parse(given: unknown, place: Place): TypedFilter {
    const { path, depth } = place;
    if (depth > maximumDepth) throw refuse(path, `a filter may be nested ${maximumDepth} deep at most`);
    spend("parts", maximumParts, "parts");
    const parts = Object.entries(object.parse(given)).flatMap(([name, value]): TypedFilter[] => {
      if (value === undefined) return [];
      const at = { ...place, path: `${path}.${name}`, depth: depth + 1 };
      switch (name) {
        case "and":
          return list(value, at);
        case "or":
          return value === null ? [] : [{ kind: "any", of: list(value, at) }];
        case "not":
          return value === null ? [] : [not(parse(value, { ...at, shown: false }))];
        case "id":
          return value === null ? [] : [own(parseIds(place.table, object.parse(value), at.path))];
        default:
          return [parseColumn(columnOf(place.table, place.typed, name, at.path), value, at)];
      }
    });
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : { kind: "all", of: parts };
  }

  function list(given: unknown, place: Place): TypedFilter[] {
    if (given === null) return [];
    return objects.parse(given).map((one, index) => parse(one, { ...place, path: `${place.path}[${index}]` }));
  }

  function parseColumn(column: NamedColumn, given: unknown, place: Place): TypedFilter {
    if (given === null) return isLink(column) ? isEmptyLink(column, true, place) : isEmpty(column, true, place);
    const conditions = object.parse(given);
    const { value } = column.typedField;
    if (value.kind !== "link" || !isLink(column)) {
      spend("conditions", maximumConditions, "conditions", Object.keys(conditions).length);
      return parseConditions(column, conditions, place);
    }
    if (value.single) return linked(column, given, place);
    const parts = Object.entries(conditions).map(([name, operand]): TypedFilter => {
      const at = { ...place, path: `${place.path}.${name}` };
      switch (name) {
        case "some":
          return linked(column, operand, at);
        case "none":
          return not(linked(column, operand, { ...at, shown: false }));
        case "every":
          return not(linked(column, { not: operand }, { ...at, shown: false }));
        case "isEmpty":
          return isEmptyLink(column, operand, at);
        default:
          throw refuse(at.path, "is no condition on links");
      }
    });
    return { kind: "all", of: parts };
  }

  /** Of links to a table that is not in the graph, only whether there are any can be asked. */
  function isLink({ typedField }: NamedColumn): boolean {
    return typedField.value.kind === "link" && isLinkField(typedField) && tables.typed.has(typedField.value.tableId);
  }

  /** What formulas see of links are names, so a link to a record without a name is looked for there. */
  function isEmptyLink(column: NamedColumn, operand: unknown, place: Place): TypedFilter {
    const asNames = isEmpty(column, operand, place);
    const linkedTable = linkedTablesOf(column)?.linkedTable;
    if (linkedTable === undefined || !canBeUnnamed(linkedTable)) return asNames;
    spend("linked", maximumLinked, "conditions across links");
    const { primaryField } = linkedTable;
    const unnamed = own(parseFilter(linkedTable, { field: primaryField.id, isEmpty: true }, place.path));
    const { table, path } = place;
    const hasUnnamed: TypedFilter = {
      kind: "linked",
      path,
      table,
      field: column.field,
      linkedTable,
      of: unnamed,
      shown: false,
    };
    return operand === true
      ? { kind: "all", of: [asNames, not(hasUnnamed)] }
      : { kind: "any", of: [asNames, hasUnnamed] };
  }

  function linkedTablesOf({ field }: NamedColumn) {
    const kind = fieldKind(field);
    const linkedTable = kind.kind === "links" ? tables.known.get(kind.linkedTableId) : undefined;
    const typed = linkedTable && tables.typed.get(linkedTable.id);
    return linkedTable === undefined || typed === undefined ? undefined : { linkedTable, typed };
  }

  function linked(column: NamedColumn, given: unknown, place: Place): TypedFilter {
    const { table, path } = place;
    if (given === null) throw refuse(path, "must not be null; isEmpty tells whether there are linked records");
    spend("linked", maximumLinked, "conditions across links");
    const { field } = column;
    findReadableField(table, field.id);
    const linkedTables = linkedTablesOf(column);
    if (linkedTables === undefined) {
      throw refuse(path, `the field ${JSON.stringify(field.name)} links to a table that can't be read`);
    }
    const { linkedTable, typed } = linkedTables;
    const of = parse(given, { ...place, typed, table: linkedTable });
    // Any record will do: then the link tells by itself, unless some records count for nothing.
    const seesAll = linkedTable.rights === undefined || linkedTable.rights.on.READ.rows.kind === "all";
    if (saysNothing(of) && seesAll) return isEmptyLink(column, false, place);
    return { kind: "linked", path, table, field, linkedTable, of, shown: place.shown };
  }

  return parse(input, { ...start, path: root, depth: 1, shown: true });
}

function saysNothing(filter: TypedFilter): boolean {
  return filter.kind === "all" && filter.of.every(saysNothing);
}

/** As far as who asks can find out. */
function canBeUnnamed(table: TableModel): boolean {
  const { primaryField, rights } = table;
  if (rights?.on.READ.rows.kind === "none" || !mayReadAsText(table, primaryField)) return false;
  return primaryField.type !== "autoNumber";
}

function isEmpty({ field }: NamedColumn, operand: unknown, { table, path }: { table: TableModel; path: string }) {
  return own(parseFilter(table, { field: field.id, isEmpty: operand }, path));
}

function parseConditions(
  { field, typedField }: NamedColumn,
  conditions: TypedFilterInput,
  { table, path }: { table: TableModel; path: string },
): TypedFilter {
  const given = Object.entries(conditions).filter(([, operand]) => operand !== undefined);
  if (given.length === 0) return { kind: "all", of: [] };
  const choices = enumOf(typedField.value);
  const toOperand = (operand: unknown): unknown => {
    if (Array.isArray(operand)) return operand.map(toOperand);
    if (operand instanceof Date) return operand.toISOString();
    if (typeof operand !== "string" || choices === undefined) return operand;
    return labelOf(field, choices, operand) ?? operand;
  };
  const operands = Object.fromEntries(given.map(([operator, operand]) => [operator, toOperand(operand)]));
  return own(parseFilter(table, { field: field.id, ...operands }, path));
}

/** Conditions on the record's own id, `rec…` or global. One of another table is no record of this one. */
function parseIds(table: TableModel, conditions: TypedFilterInput, path: string): Filter {
  const read = (operand: unknown, at: string): RecordId | undefined => {
    const text = readText(operand, at);
    const alone = recordId.safeParse(text);
    if (alone.success) return alone.data;
    const address = parseGlobalId(text);
    if (address === undefined) throw refuse(at, "must be the id of a record, rec… or app…/tbl…/rec…");
    return address.baseId === table.baseId && address.tableId === table.id ? address.recordId : undefined;
  };
  const among = (ids: readonly (RecordId | undefined)[]): Filter => {
    const here = ids.filter((id) => id !== undefined);
    return { kind: "formula", formula: here.length === 0 ? "FALSE()" : hasRecordId(here) };
  };
  const of = Object.entries(conditions).flatMap(([operator, operand]): Filter[] => {
    const at = `${path}.${operator}`;
    if (operand === undefined) return [];
    if (operand === null) throw refuse(at, "must not be null");
    switch (operator) {
      case "eq":
        return [among([read(operand, at)])];
      case "ne":
        return [{ kind: "not", of: among([read(operand, at)]) }];
      case "in":
        return [among(readList(read)(operand, at))];
      case "notIn":
        return [{ kind: "not", of: among(readList(read)(operand, at)) }];
      default:
        throw refuse(at, "is no condition on ids");
    }
  });
  return { kind: "all", of };
}

function own(filter: Filter): TypedFilter {
  return { kind: "own", filter };
}

function not(of: TypedFilter): TypedFilter {
  return { kind: "not", of };
}
