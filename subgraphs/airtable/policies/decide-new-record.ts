import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { FilterInput } from "../filter/filter-input.ts";
import { parseFilter } from "../filter/parse-filter.ts";
import { refuse } from "../filter/refuse.ts";
import { lookUpField } from "../find-field.ts";
import { parseGlobalId } from "../global-id.ts";
import { recordId } from "../ids.ts";
import type { FieldModel, TableModel, TableRights } from "../models.ts";
import type { WrittenCells } from "../upstream/calls/records.ts";
import type { StoredPolicy } from "./data-policy.ts";

/*
 * Whether a record may be created is decided before Airtable has seen it, by the cells that are given for it. So a policy
 * on creating may use only what can be told of such cells for certain.
 */

/** By the field's type: what cells that are given can be asked. */
const decidable: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    singleLineText: ["eq", "in", "isEmpty", "isMe"],
    multilineText: ["eq", "in", "isEmpty", "isMe"],
    email: ["eq", "in", "isEmpty", "isMe"],
    url: ["eq", "in", "isEmpty", "isMe"],
    phoneNumber: ["eq", "in", "isEmpty", "isMe"],
    singleSelect: ["eq", "in", "isEmpty"],
    number: ["eq", "in", "isEmpty"],
    currency: ["eq", "in", "isEmpty"],
    rating: ["eq", "in", "isEmpty"],
    checkbox: ["eq", "in", "isEmpty"],
    date: ["eq", "in", "isEmpty"],
    multipleSelects: ["hasAny", "hasAll", "isEmpty"],
    multipleRecordLinks: ["hasAny", "hasAll", "isEmpty"],
    singleCollaborator: ["isEmpty", "isMe"],
    multipleCollaborators: ["isEmpty", "isMe"],
  }),
);

/** @throws AirgraphError BAD_USER_INPUT naming the place of a condition that can't be decided from given cells */
export function checkDecidable(table: TableModel, filter: FilterInput, path = "rows"): void {
  const { and, or, not, field: key, ...conditions } = filter;
  for (const [index, part] of (and ?? []).entries()) checkDecidable(table, part, `${path}.and[${index}]`);
  for (const [index, part] of (or ?? []).entries()) checkDecidable(table, part, `${path}.or[${index}]`);
  if (not != null) checkDecidable(table, not, `${path}.not`);
  const field = key == null ? undefined : lookUpField(table, key);
  if (field === undefined) return;
  const possible = decidable.get(field.type) ?? [];
  for (const operator of Object.keys(conditions)) {
    if (possible.includes(operator)) continue;
    throw refuse(
      `${path}.${operator}`,
      `can't be decided of the field ${JSON.stringify(field.name)} before a record is created, so it can't be said of CREATE; ${
        possible.length === 0 ? "nothing can be of this field" : `possible are ${possible.join(", ")}`
      }`,
    );
  }
}

/**
 * Whether a record with these cells may be created. Cells that are not given count as empty.
 * @param cells by field id
 * @throws AirgraphError FORBIDDEN naming the field, when that can't be told of what was given for it
 */
export function mayCreate({ on, whole }: TableRights, cells: WrittenCells, address: string | undefined): boolean {
  const { rows } = on.CREATE;
  if (rows.kind !== "some") return rows.kind === "all";
  // All are asked, so that what can't be told is never passed over.
  const denied = rows.deny.map((policy) => decide(policy, true));
  const allowed = rows.allow?.map((policy) => decide(policy, false));
  return !denied.includes(true) && (allowed === undefined || allowed.includes(true));

  function decide({ rows: filter }: StoredPolicy, unlessFits: boolean): boolean {
    if (filter === null) return true;
    if (!stillFits(whole, filter) || (address === undefined && asksForMe(filter))) return unlessFits;
    return matches(whole, filter, cells, address ?? "");
  }
}

function stillFits(table: TableModel, filter: FilterInput): boolean {
  try {
    parseFilter(table, filter);
    checkDecidable(table, filter);
    return true;
  } catch (error) {
    if (error instanceof AirgraphError && error.code === "BAD_USER_INPUT") return false;
    throw error;
  }
}

function asksForMe({ and, or, not, isMe }: FilterInput): boolean {
  return (
    isMe !== undefined ||
    [...(and ?? []), ...(or ?? [])].some(asksForMe) ||
    (not !== undefined && not !== null && asksForMe(not))
  );
}

function matches(table: TableModel, filter: FilterInput, cells: WrittenCells, address: string): boolean {
  const { and, or, not, field: key, ...conditions } = filter;
  // Without a shortcut, here and below: what can't be told of any of it must be found.
  const results = [
    ...(and ?? []).map((part) => matches(table, part, cells, address)),
    ...(or == null ? [] : [or.map((part) => matches(table, part, cells, address)).includes(true)]),
    ...(not == null ? [] : [!matches(table, not, cells, address)]),
  ];
  const field = key == null ? undefined : lookUpField(table, key);
  if (field !== undefined) {
    const values = valuesOf(field, cells[field.id]);
    results.push(...Object.entries(conditions).map(([operator, operand]) => holds(values, operator, operand, address)));
  }
  return !results.includes(false);
}

type Value = string | number | boolean;

function holds(values: readonly Value[], operator: string, operand: unknown, address: string): boolean {
  const operands: readonly unknown[] = Array.isArray(operand) ? operand : [operand];
  const given = operands.map((one) => (typeof one === "string" ? (parseGlobalId(one)?.recordId ?? one) : one));
  switch (operator) {
    case "eq":
    case "in":
    case "hasAny":
      return given.some((one) => values.some((value) => value === one));
    case "hasAll":
      return given.every((one) => values.some((value) => value === one));
    case "isEmpty":
      return values.every((value) => value === false) === operand;
    case "isMe":
      return values.some((value) => String(value).toLowerCase() === address.toLowerCase()) === operand;
    default:
      throw new Error(`the operator ${operator} can't be decided`);
  }
}

/** What Airtable will store for a given cell; none when it stays empty. */
function valuesOf(field: FieldModel, given: unknown): Value[] {
  if (field.type === "checkbox") return [given == null ? false : certain(field, given, isBoolean)];
  if (given == null || given === "") return [];
  switch (field.type) {
    case "singleLineText":
    case "multilineText":
    case "email":
    case "url":
    case "phoneNumber":
      return [certain(field, given, isPlainText)];
    case "number":
    case "currency":
    case "rating":
      return [certain(field, given, isNumber)];
    case "date":
      return [certain(field, given, isDay)];
    case "singleSelect":
      return [certain(field, given, isChoiceOf(field))];
    case "multipleSelects":
      return several(field, given).map((item) => certain(field, item, isChoiceOf(field)));
    case "multipleRecordLinks":
      return several(field, given).map((item) => certain(field, item, isRecordId));
    case "singleCollaborator":
      return [addressOf(field, given)];
    case "multipleCollaborators":
      return several(field, given).map((item) => addressOf(field, item));
    default:
      throw undecidable(field);
  }
}

function certain<T extends Value>(field: FieldModel, value: unknown, is: (value: unknown) => value is T): T {
  if (is(value)) return value;
  throw undecidable(field);
}

function several(field: FieldModel, value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw undecidable(field);
}

const isBoolean = (value: unknown): value is boolean => typeof value === "boolean";
const isNumber = (value: unknown): value is number => typeof value === "number";
const isDay = (value: unknown): value is string => typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value);
const isRecordId = (value: unknown): value is string => recordId.safeParse(value).success;
/** As which it is certain to be stored: what surrounds or breaks it, Airtable may take away. */
const isPlainText = (value: unknown): value is string =>
  typeof value === "string" && value === value.trim() && !/\p{Cc}/u.test(value);

function isChoiceOf({ options }: FieldModel) {
  const choices: unknown = options?.choices;
  const names = Array.isArray(choices) ? choices.map((choice: { name?: unknown }) => choice.name) : [];
  // Another text may become one of them, with typecast.
  return (value: unknown): value is string => typeof value === "string" && names.includes(value);
}

/** Whom an id means is not known before Airtable has stored it. */
function addressOf(field: FieldModel, value: unknown): string {
  if (typeof value !== "object" || value === null || Object.keys(value).join() !== "email") throw undecidable(field);
  const { email } = value as { email: unknown };
  if (typeof email !== "string") throw undecidable(field);
  return email;
}

function undecidable({ name, type }: FieldModel): AirgraphError {
  const how = type.endsWith("Collaborator") || type.endsWith("Collaborators") ? ": name people as { email }" : "";
  return new AirgraphError(
    "FORBIDDEN",
    `A data policy on creating records asks for the field ${JSON.stringify(name)}, and can't be decided by what is given for it${how}.`,
    { field: name },
  );
}
