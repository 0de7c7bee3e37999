import { z } from "zod";
import { refuse, told } from "./refuse.ts";

/** Reads what a condition compares with. @throws AirgraphError BAD_USER_INPUT naming the place and the value */
export type ReadOperand<T> = (value: unknown, path: string) => T;

/** Values of one condition. */
const maximumValues = 500;

const day = z.iso.date();
const instant = z.iso.datetime({ offset: true });

export const readText: ReadOperand<string> = (value, path) => {
  if (typeof value !== "string") throw refuse(path, `must be a text, got ${told(value)}`);
  if (value === "") throw refuse(path, "must not be the empty text; isEmpty tells empty cells");
  return value;
};

export const readNumber: ReadOperand<number> = (value, path) => {
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw refuse(path, `must be a number, got ${told(value)}`);
};

export const readBoolean: ReadOperand<boolean> = (value, path) => {
  if (typeof value === "boolean") return value;
  throw refuse(path, `must be true or false, got ${told(value)}`);
};

/** @returns `YYYY-MM-DD` */
export const readDay: ReadOperand<string> = (value, path) => {
  if (day.safeParse(value).success && typeof value === "string") return value;
  throw refuse(path, `must be a date like 2026-01-31, got ${told(value)}`);
};

/** @returns in UTC with milliseconds, as Airtable writes instants */
export const readInstant: ReadOperand<string> = (value, path) => {
  if (instant.safeParse(value).success && typeof value === "string") return new Date(value).toISOString();
  throw refuse(path, `must be an instant like 2026-01-31T09:30:00Z, got ${told(value)}`);
};

/** A choice's name; any text when the choices are not known. */
export function readChoice(choices: readonly string[] | undefined): ReadOperand<string> {
  return (value, path) => {
    const name = readText(value, path);
    if (choices === undefined || choices.includes(name)) return name;
    const some = choices.slice(0, 20).map((choice) => JSON.stringify(choice));
    throw refuse(
      path,
      `there is no choice ${told(name)}; the choices are ${some.join(", ")}${choices.length > some.length ? ", …" : ""}`,
    );
  };
}

export function readList<T>(read: ReadOperand<T>): ReadOperand<readonly T[]> {
  return (value, path) => {
    if (!Array.isArray(value)) throw refuse(path, `must be a list, got ${told(value)}`);
    if (value.length > maximumValues)
      throw refuse(path, `must have at most ${maximumValues} values, got ${value.length}`);
    return value.map((item: unknown, index) => read(item, `${path}[${index}]`));
  };
}

/** One value or a list of them, each of them once. */
export function readSet<T>(read: ReadOperand<T>): ReadOperand<readonly T[]> {
  return (value, path) => {
    const values = readList(read)(Array.isArray(value) ? value : [value], path);
    if (values.length === 0) throw refuse(path, "must not be an empty list; isEmpty tells empty cells");
    if (new Set(values).size < values.length) throw refuse(path, "must name each value once");
    return values;
  };
}
