import type { FormulaValue } from "../value.ts";

/** What a formula may ask for. It serves records in turn: all but `cell` answer for the record it is at. */
export interface FormulaScope {
  /** The time of the evaluation, ms; one value for a whole request. */
  readonly now: number;
  recordId(): string;
  /** Milliseconds since 1970-01-01 UTC. */
  createdTime(): number;
  /** Latest change of the named fields, or of the whole record when none is named; ms. */
  lastModifiedTime(fieldIds: readonly string[]): number;
  /** What reads a field of the record the scope is at by then. */
  cell(fieldId: string): Evaluate;
  /** The linked values a rollup aggregates; empty outside of rollups. */
  values(): readonly FormulaValue[];
}

/** An expression bound to a scope: its value for the record the scope is at. */
export type Evaluate = () => FormulaValue;

/**
 * A compiled expression. What does not depend on the record, such as how a field is read, is settled when it is bound,
 * once, and not for every record.
 */
export type Bind = (scope: FormulaScope) => Evaluate;

/** What a function or expression yields, as far as it can be told before running it. */
export type ResultKind = "number" | "text" | "date" | "list" | "any";

interface Arity {
  readonly fewest: number;
  /** Infinity for any number. */
  readonly most: number;
  readonly yields: ResultKind;
  /** True when the result depends on the clock and must not be kept. */
  readonly volatile?: boolean;
}

/**
 * One entry of the function table.
 *
 * - `plain`: gets its evaluated arguments, none of which is a failure (a failing argument is the result).
 * - `lazy`: gets its bound arguments and evaluates those it wants; `mayFail` tells whether one of them can fail. Yields
 *   no failure of its own.
 * - `fields`: takes field references only, and gets their ids.
 * - `steady`: takes no arguments and never fails.
 */
export type FormulaFunction = Arity &
  (
    | { readonly kind: "plain"; call(args: readonly FormulaValue[], scope: FormulaScope): FormulaValue }
    | { readonly kind: "lazy"; bind(args: readonly Evaluate[], mayFail: boolean): Evaluate }
    | { readonly kind: "fields"; call(fieldIds: readonly string[], scope: FormulaScope): FormulaValue }
    | { readonly kind: "steady"; call(scope: FormulaScope): FormulaValue }
  );

export type FunctionTable = Readonly<Record<string, FormulaFunction>>;

type PlainCall = (args: readonly FormulaValue[], scope: FormulaScope) => FormulaValue;

/** A table entry for a function of its evaluated arguments. */
export function plain(yields: ResultKind, fewest: number, most: number, call: PlainCall): FormulaFunction {
  return { kind: "plain", yields, fewest, most, call };
}

/** A table entry for a function without arguments that never fails. */
export function steady(yields: ResultKind, call: (scope: FormulaScope) => FormulaValue): FormulaFunction {
  return { kind: "steady", yields, fewest: 0, most: 0, call };
}

/** An argument that arity promises, or blank where an optional one is missing. */
export function at(args: readonly FormulaValue[], index: number): FormulaValue {
  return args[index] ?? null;
}
