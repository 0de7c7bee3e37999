/** A point in time inside a formula. `timeZone` and `locale` only matter to DATETIME_FORMAT. */
export interface FormulaDate {
  readonly kind: "date";
  /** Milliseconds since 1970-01-01 UTC. */
  readonly ms: number;
  /** True for a date without a time: its text is `YYYY-MM-DD`. */
  readonly dateOnly: boolean;
  readonly timeZone?: string;
  readonly locale?: string;
}

/** A failed evaluation; it travels through operators and calls (reference 10.2) and reads as `#ERROR!`. */
export interface FormulaFailure {
  readonly kind: "failure";
  readonly message: string;
}

/** What a formula computes with. Blank is null; true and false are 1 and 0; NaN and infinities are numbers. */
export type FormulaValue = null | string | number | FormulaDate | FormulaFailure | readonly FormulaValue[];

/** The value of every formula that fails without saying more. */
export const failure: FormulaFailure = { kind: "failure", message: "#ERROR!" };

export function isList(value: FormulaValue): value is readonly FormulaValue[] {
  return Array.isArray(value);
}

export function isFailure(value: FormulaValue): value is FormulaFailure {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === "failure";
}

export function isDate(value: FormulaValue): value is FormulaDate {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === "date";
}

export function dateTimeValue(ms: number): FormulaDate {
  return { kind: "date", ms, dateOnly: false };
}

/** Blank in the sense of BLANK(): null, the empty text, a list without members. Not 0. */
export function isBlank(value: FormulaValue): boolean {
  return value === null || value === "" || (isList(value) && value.every(isBlank));
}

/** Truthiness of reference 10.2: false for 0, "", blank, NaN, [], and failures. */
export function isTruthy(value: FormulaValue): boolean {
  if (typeof value === "number") return value !== 0 && !Number.isNaN(value);
  return !isBlank(value) && !isFailure(value);
}

/** Whether a filter lets a record with this value through: `x/0` is true in IF and AND, but excluded here (reference 10.2). */
export function passesFilter(value: FormulaValue): boolean {
  return isTruthy(value) && (typeof value !== "number" || Number.isFinite(value));
}

/** True and false as formulas have them. */
export function truth(value: boolean): number {
  return value ? 1 : 0;
}

/** Members of all lists, however deep, in order. */
export function flatten(values: readonly FormulaValue[]): FormulaValue[] {
  const flat: FormulaValue[] = [];
  for (const value of values) {
    if (isList(value)) for (const member of flatten(value)) flat.push(member);
    else flat.push(value);
  }
  return flat;
}
