import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { type Conditions, conditionsOn } from "../filter/conditions.ts";
import { fieldKind } from "../filter/field-kind.ts";
import { refuse } from "../filter/refuse.ts";
import { lookUpField } from "../find-field.ts";
import type { FieldId } from "../ids.ts";
import type { FieldModel, TableModel } from "../models.ts";
import { mayReadAsText } from "../policies/denials.ts";
import { all, any } from "../upstream/formula.ts";
import type { SortKey } from "./chosen-records.ts";

/** What a record is ordered by in one field; null for an empty cell. */
export type KeyValue = string | number | boolean | null;

/** An order of records in which formulas can say what comes behind a record. */
export interface StableOrder {
  readonly keys: readonly StableKey[];
  /** Whether no two records are equal in all keys. */
  readonly isUnique: boolean;
}

export interface StableKey {
  readonly id: FieldId;
  readonly direction: SortKey["direction"];
  valueOf(cell: unknown): KeyValue;
  /** A formula that is true of records with this value. */
  equal(value: KeyValue): string;
  /** A formula that is true of records that come later than those with this value. */
  later(value: KeyValue): string;
}

/**
 * The order that a list is to have, with a field at its end that tells equal records apart, if the table has one: an automatic
 * number, or else the time of creation.
 * @throws AirgraphError BAD_USER_INPUT for a field of which formulas can't say what comes first, and when there is no order
 */
export function stableOrder(table: TableModel, sort: readonly SortKey[] | null | undefined): StableOrder {
  const keys: StableKey[] = [];
  for (const [index, { field: key, direction }] of (sort ?? []).entries()) {
    const field = lookUpField(table, key);
    const made = field && keyOf(field, direction);
    if (made === undefined) {
      throw refuse(
        `sort[${index}]`,
        `with paging STABLE a list can be ordered by numbers, dates, instants, checkboxes and single selects, not by ${JSON.stringify(field?.name ?? key)}: formulas can't tell what Airtable puts first there`,
      );
    }
    keys.push(made);
    // What comes behind an automatic number decides nothing.
    if (field?.type === "autoNumber") return { keys, isUnique: true };
  }
  const last = tieBreaker(table);
  const lastKey = last && keyOf(last, "asc");
  if (last !== undefined && lastKey !== undefined && keys.every(({ id }) => id !== last.id)) keys.push(lastKey);
  if (keys.length > 0) return { keys, isUnique: last?.type === "autoNumber" };
  throw refuse(
    "sort",
    `must be given: the table ${JSON.stringify(table.name)} has neither an automatic number nor a time of creation, by which pages could go on`,
  );
}

function tieBreaker(table: TableModel): FieldModel | undefined {
  const readable = [...table.fields.values()].filter((field) => mayReadAsText(table, field));
  const isMoment = (field: FieldModel) => field.type === "createdTime" && fieldKind(field).kind === "dateTime";
  return readable.find(({ type }) => type === "autoNumber") ?? readable.find(isMoment);
}

/** The formula for what comes behind a position, or for that and what is equal to it. */
export function behind({ keys, isUnique }: StableOrder, values: readonly KeyValue[]): string {
  const terms = keys.map((key, index) =>
    all([
      ...keys.slice(0, index).map((before, place) => before.equal(values[place] ?? null)),
      key.later(values[index] ?? null),
    ]),
  );
  const equal = isUnique ? [] : [all(keys.map((key, place) => key.equal(values[place] ?? null)))];
  return any([...terms, ...equal]);
}

/** Undefined for fields whose order formulas can't follow. */
function keyOf(field: FieldModel, direction: SortKey["direction"]): StableKey | undefined {
  const { id, type } = field;
  const kind = fieldKind(field);
  const conditions = conditionsOn(field);
  switch (kind.kind) {
    case "number":
      return { id, direction, valueOf: numberIn, ...inOrder(conditions, direction) };
    case "dateTime":
      return { id, direction, valueOf: instantIn, ...inOrder(conditions, direction) };
    case "date":
      // A computed one may have a time of day, which counts in Airtable's order and does not show.
      return type === "date" ? { id, direction, valueOf: dayIn, ...inOrder(conditions, direction) } : undefined;
    case "checkbox":
      return type === "checkbox" ? checkboxKey(id, conditions, direction) : undefined;
    case "text":
      return type === "singleSelect" && kind.choices !== undefined
        ? choiceKey(field, kind.choices, conditions, direction)
        : undefined;
    default:
      return undefined;
  }
}

type Order = Pick<StableKey, "equal" | "later">;

/** Empty cells are the smallest. */
function inOrder(conditions: Conditions, direction: SortKey["direction"]): Order {
  const say = saying(conditions);
  return {
    equal: (value) => (value === null ? say("isEmpty", true) : say("eq", value)),
    later(value) {
      if (direction === "asc") return value === null ? say("isEmpty", false) : say("gt", value);
      return value === null ? "FALSE()" : any([say("lt", value), say("isEmpty", true)]);
    },
  };
}

function checkboxKey(id: FieldId, conditions: Conditions, direction: SortKey["direction"]): StableKey {
  const say = saying(conditions);
  const last = direction === "asc";
  return {
    id,
    direction,
    valueOf: (cell) => cell === true,
    equal: (value) => say("eq", value === true),
    later: (value) => ((value === true) === last ? "FALSE()" : say("eq", last)),
  };
}

/** Choices are in the order of the field's options. */
function choiceKey(
  { id, name }: FieldModel,
  choices: readonly string[],
  conditions: Conditions,
  direction: SortKey["direction"],
): StableKey {
  const say = saying(conditions);
  const placeOf = (value: KeyValue): number => {
    const place = choices.findIndex((choice) => choice === value);
    if (place >= 0) return place;
    throw new AirgraphError(
      "CONFLICT",
      `The field ${JSON.stringify(name)} has no choice any more by which the cursor stands; start again from the first page.`,
      { field: "after" },
    );
  };
  const isOneOf = (some: readonly string[]) => any(some.map((choice) => say("eq", choice)));
  return {
    id,
    direction,
    valueOf: (cell) => (typeof cell === "string" ? cell : null),
    equal(value) {
      if (value === null) return say("isEmpty", true);
      return say("eq", choices[placeOf(value)]);
    },
    later(value) {
      if (direction === "asc")
        return value === null ? say("isEmpty", false) : isOneOf(choices.slice(placeOf(value) + 1));
      return value === null ? "FALSE()" : any([isOneOf(choices.slice(0, placeOf(value))), say("isEmpty", true)]);
    },
  };
}

function saying(conditions: Conditions) {
  return (operator: keyof Conditions, value: unknown): string => {
    const compile = conditions[operator];
    if (compile === undefined) throw new Error(`a field in an order can't be asked ${operator}`);
    return compile(value, "after");
  };
}

function numberIn(cell: unknown): KeyValue {
  return typeof cell === "number" ? cell : null;
}

function dayIn(cell: unknown): KeyValue {
  return typeof cell === "string" ? cell.slice(0, 10) : null;
}

function instantIn(cell: unknown): KeyValue {
  return typeof cell === "string" && !Number.isNaN(Date.parse(cell)) ? new Date(cell).toISOString() : null;
}
