import type { FieldModel } from "../models.ts";
import { all, any, fieldReference, not, numberLiteral, quote } from "../upstream/formula.ts";
import { type FieldKind, fieldKind, isComputed } from "./field-kind.ts";
import type { Operator } from "./filter-input.ts";
import { type SeparatedTexts, separatedTexts } from "./name-terms.ts";
import {
  type ReadOperand,
  readBoolean,
  readChoice,
  readDay,
  readInstant,
  readList,
  readNumber,
  readSet,
  readText,
} from "./operands.ts";
import { refuse } from "./refuse.ts";

/** For each operator that a field takes, but for isMe (resolve-me.ts): its formula, which is 1 or 0 and never in error, for a value. */
export type Conditions = Partial<Record<Operator, ReadOperand<string>>>;

/**
 * The conditions on a field, except those on which records a link field points at. A cell that Airtable could not compute
 * counts as empty, as it reads in GraphQL.
 *
 * BLANK() equals both 0 and "" in formulas (emulator/airtable-api.md 10.2), so whether a cell is empty is always asked
 * of its text.
 */
export function conditionsOn(field: FieldModel): Conditions {
  const cell = fieldReference(field.id);
  const text = isComputed(field) ? `IF(ISERROR(${cell}),'',${cell}&'')` : `${cell}&''`;
  const kind = fieldKind(field);
  switch (kind.kind) {
    case "text":
      return onText(text, readChoice(kind.choices));
    case "number":
      return { ...onOrdered(text, cell, readNumber, numberLiteral), ...onEmpty(text) };
    case "date":
      // A computed date may have a time of day that its cell does not show.
      return {
        ...onOrdered(text, `DATETIME_PARSE(DATESTR(${cell}))`, readDay, (day) => `DATETIME_PARSE(${quote(day)})`),
        ...onEmpty(text),
      };
    case "dateTime":
      return { ...onOrdered(text, cell, readInstant, (at) => `DATETIME_PARSE(${quote(at)})`), ...onEmpty(text) };
    case "checkbox":
      return onCheckbox(isComputed(field) ? `IF(ISERROR(${cell}),0,IF(${cell},1,0))` : `IF(${cell},1,0)`);
    case "names":
      return { ...onNames(cell, kind.choices), ...onEmpty(text) };
    case "lookup":
      return onLookup(cell, kind.of);
    case "links":
      // What a formula sees of links is the names of the linked records.
      return { contains: containing(text), ...onEmpty(text) };
    case "other":
      return onEmpty(text);
  }
}

/** True when a cell holds this address, in whatever case; undefined for fields that hold no texts. */
export function holdsAddress(field: FieldModel, address: string): string | undefined {
  const cell = fieldReference(field.id);
  const kind = fieldKind(field);
  const wanted = `LOWER(${quote(address)})`;
  if (kind.kind === "text" && kind.choices === undefined) {
    return `LOWER(${isComputed(field) ? `IF(ISERROR(${cell}),'',${cell}&'')` : `${cell}&''`})=${wanted}`;
  }
  if (kind.kind !== "lookup" || kind.of.kind !== "text" || kind.of.choices !== undefined) return undefined;
  return joinedValues(cell).values.matches(separator + address + separator);
}

/** True when one of the people in a cell has this name; undefined when formulas can't tell. */
export function holdsPerson(field: FieldModel, name: string): string | undefined {
  const cell = fieldReference(field.id);
  if (fieldKind(field).kind === "text") return `${cell}&''=${quote(name)}`;
  const people = joinedNames(cell);
  return people.canTell(name, undefined) ? people.has(name) : undefined;
}

/** True when there is somebody in a cell besides these people. */
export function holdsOthersThan(field: FieldModel, names: readonly string[]): string {
  const joined = names.reduce(
    (text, name) => `SUBSTITUTE(${text},${quote(`${name}, `)},'')`,
    `', '&${fieldReference(field.id)}&', '`,
  );
  return `AND(${fieldReference(field.id)}&''!='',${joined}!=', ')`;
}

function onEmpty(text: string): Conditions {
  return { isEmpty: (value, path) => (readBoolean(value, path) ? `${text}=''` : `${text}!=''`) };
}

/** @param equal the formula that is true for one of these values */
function onEquality<T>(read: ReadOperand<T>, equal: (values: readonly T[]) => string): Conditions {
  const one: ReadOperand<string> = (value, path) => equal([read(value, path)]);
  const several: ReadOperand<string> = (value, path) => equal(readList(read)(value, path));
  return {
    eq: one,
    ne: (value, path) => not(one(value, path)),
    in: several,
    notIn: (value, path) => not(several(value, path)),
  };
}

function onText(text: string, readName: ReadOperand<string>): Conditions {
  return {
    ...onEquality(readName, (values) => any(values.map((value) => `${text}=${quote(value)}`))),
    contains: containing(text),
    startsWith: (value, path) => `FIND(LOWER(${quote(readText(value, path))}),LOWER(${text}))=1`,
    endsWith(value, path) {
      const end = `LOWER(${quote(readText(value, path))})`;
      return `RIGHT(LOWER(${text}),LEN(${end}))=${end}`;
    },
    ...onEmpty(text),
  };
}

function containing(text: string): ReadOperand<string> {
  return (value, path) => `FIND(LOWER(${quote(readText(value, path))}),LOWER(${text}))>0`;
}

/** @param value what of the cell is compared; IF keeps it from being looked at where the cell is empty or in error */
function onOrdered<T>(text: string, value: string, read: ReadOperand<T>, literal: (operand: T) => string): Conditions {
  const unlessEmpty = (condition: string) => `IF(${text}='',0,${condition})`;
  const compared =
    (operator: string): ReadOperand<string> =>
    (operand, path) =>
      unlessEmpty(`${value}${operator}${literal(read(operand, path))}`);
  return {
    ...onEquality(read, (values) => unlessEmpty(any(values.map((operand) => `${value}=${literal(operand)}`)))),
    gt: compared(">"),
    gte: compared(">="),
    lt: compared("<"),
    lte: compared("<="),
  };
}

/** @param truth 1 or 0. Airtable does not tell an unchecked box from an empty cell. */
function onCheckbox(truth: string): Conditions {
  const is = (value: boolean) => `${truth}=${value ? 1 : 0}`;
  return {
    ...onEquality(readBoolean, (values) => any(values.map(is))),
    isEmpty: (value, path) => is(!readBoolean(value, path)),
  };
}

function joinedNames(cell: string): SeparatedTexts {
  return separatedTexts(`', '&${cell}&', '`, ", ");
}

/** Several names, which formulas see as one text, joined by ", ". */
function onNames(cell: string, choices: readonly string[] | undefined): Conditions {
  const names = joinedNames(cell);
  const read: ReadOperand<string> = (value, path) => {
    const name = readChoice(choices)(value, path);
    if (names.canTell(name, choices)) return name;
    throw refuse(path, `formulas can't tell ${JSON.stringify(name)} from other names, because of the comma in it`);
  };
  const exactly: ReadOperand<string> = (value, path) => {
    const given = readSet(read)(value, path);
    // All of them, and nothing besides that would make the text longer.
    return all([...given.map(names.has), `LEN(${cell}&'')=LEN(${quote(given.join(", "))})`]);
  };
  return { ...onMembers(read, names.has), eq: exactly, ne: (value, path) => not(exactly(value, path)) };
}

function onMembers(read: ReadOperand<string>, has: (value: string) => string): Conditions {
  const hasAny: ReadOperand<string> = (value, path) => any(readList(read)(value, path).map(has));
  return {
    hasAny,
    hasAll: (value, path) => all(readList(read)(value, path).map(has)),
    hasNone: (value, path) => not(hasAny(value, path)),
  };
}

/** Stands in no text that people write. */
const separator = "\u241F";

/** The values of a lookup as one text. */
function joinedValues(cell: string): { text: string; values: SeparatedTexts } {
  const joined = `ARRAYJOIN(${cell},${quote(separator)})`;
  const text = `IF(ISERROR(${joined}),'',${joined})`;
  return { text, values: separatedTexts(`${quote(separator)}&${text}&${quote(separator)}`, separator) };
}

/** A lookup meets a condition when one of its values does; it meets `ne`, `notIn` and `hasNone` when none does. */
function onLookup(cell: string, of: FieldKind): Conditions {
  const { text, values } = joinedValues(cell);
  const withoutSeparator =
    (read: ReadOperand<string>): ReadOperand<string> =>
    (value, path) => {
      const given = read(value, path);
      if (given.includes(separator)) throw refuse(path, `must not hold the character ${separator}`);
      return given;
    };
  const equality = (read: ReadOperand<string>) => onEquality(read, (given) => any(given.map(values.has)));

  switch (of.kind) {
    case "text":
    case "names": {
      const read = withoutSeparator(readChoice(of.choices));
      const part = withoutSeparator(readText);
      return {
        ...equality(read),
        ...onMembers(read, values.has),
        contains: (value, path) => values.matches(part(value, path)),
        startsWith: (value, path) => values.matches(separator + part(value, path)),
        endsWith: (value, path) => values.matches(part(value, path) + separator),
        ...onEmpty(text),
      };
    }
    case "number": {
      const compared =
        (extreme: "MAX" | "MIN", operator: string): ReadOperand<string> =>
        (value, path) =>
          `IF(${text}='',0,${extreme}(${cell})${operator}${numberLiteral(readNumber(value, path))})`;
      return {
        ...onEquality(readNumber, (given) => any(given.map((value) => values.hasTextOf(numberLiteral(value))))),
        gt: compared("MAX", ">"),
        gte: compared("MAX", ">="),
        lt: compared("MIN", "<"),
        lte: compared("MIN", "<="),
        ...onEmpty(text),
      };
    }
    case "date":
      return { ...equality(readDay), ...onEmpty(text) };
    case "dateTime":
      return { ...equality(readInstant), ...onEmpty(text) };
    case "checkbox":
    case "links":
    case "lookup":
    case "other":
      return onEmpty(text);
  }
}
