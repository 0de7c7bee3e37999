import { readNumber, toNumber } from "../coerce.ts";
import { atDecimalPlace } from "../decimal-place.ts";
import { type FormulaValue, flatten, isBlank, isDate, isFailure } from "../value.ts";
import { at, type FormulaFunction, type FunctionTable, plain } from "./formula-function.ts";

const many = Number.POSITIVE_INFINITY;

/** Numeric functions of reference 10.3; aggregates flatten lists and skip what is no number. */
export const numericFunctions: FunctionTable = {
  ABS: unary(Math.abs),
  SQRT: unary(Math.sqrt),
  EXP: unary(Math.exp),
  INT: unary(Math.floor),
  EVEN: unary((x) => awayFromZero(x, (n) => 2 * Math.ceil(n / 2))),
  ODD: unary((x) => awayFromZero(x, (n) => 2 * Math.ceil((Math.max(n, 1) - 1) / 2) + 1)),
  POWER: binary(2, 0, (x, y) => x ** y),
  MOD: binary(2, 0, (x, y) => x - y * Math.floor(x / y)),
  LOG: binary(1, 10, (x, base) => clean(Math.log(x) / Math.log(base))),
  CEILING: binary(1, 1, (x, significance) => clean(Math.ceil(clean(x / significance)) * significance)),
  FLOOR: binary(1, 1, (x, significance) => clean(Math.floor(clean(x / significance)) * significance)),
  ROUND: binary(1, 0, (x, digits) => atDecimalPlace(x, digits, Math.round)),
  ROUNDUP: binary(1, 0, (x, digits) => atDecimalPlace(x, digits, (n) => awayFromZero(n, Math.ceil))),
  ROUNDDOWN: binary(1, 0, (x, digits) => atDecimalPlace(x, digits, Math.trunc)),
  SUM: aggregate((values) => values.reduce((sum, value) => sum + value, 0)),
  AVERAGE: aggregate((values) => values.reduce((sum, value) => sum + value, 0) / values.length),
  MAX: extreme((values) => values.reduce((most, value) => (value > most ? value : most))),
  MIN: extreme((values) => values.reduce((least, value) => (value < least ? value : least))),
  COUNT: plain("number", 1, many, (args) => flatten(args).filter((value) => typeof value === "number").length),
  COUNTA: plain("number", 1, many, (args) => flatten(args).filter((value) => !isBlank(value)).length),
  COUNTALL: plain("number", 1, many, (args) => flatten(args).length),
};

function unary(compute: (x: number) => number): FormulaFunction {
  return plain("number", 1, 1, (args) => {
    const x = toNumber(at(args, 0));
    return typeof x === "number" ? positiveZero(compute(x)) : x;
  });
}

function binary(fewest: number, missing: number, compute: (x: number, y: number) => number): FormulaFunction {
  return plain("number", fewest, 2, (args) => {
    const x = toNumber(at(args, 0));
    const y = args.length > 1 ? toNumber(at(args, 1)) : missing;
    if (typeof x !== "number") return x;
    return typeof y === "number" ? positiveZero(compute(x, y)) : y;
  });
}

function aggregate(compute: (values: readonly number[]) => number): FormulaFunction {
  return plain("number", 1, many, (args) => {
    const members = flatten(args);
    // A lookup may hold a failure inside its list, where the caller's check of arguments does not look.
    return members.find(isFailure) ?? compute(numbersIn(members));
  });
}

/** MAX and MIN also take dates; of nothing they are 0. */
function extreme(pick: (values: readonly number[]) => number): FormulaFunction {
  return plain("any", 1, many, (args) => {
    const members = flatten(args);
    const failed = members.find(isFailure);
    if (failed !== undefined) return failed;
    const dates = members.filter(isDate);
    const picked = dates.length === 0 ? null : pick(dates.map((date) => date.ms));
    if (picked !== null) return dates.find((date) => date.ms === picked) ?? null;
    const numbers = numbersIn(members);
    return numbers.length === 0 ? 0 : pick(numbers);
  });
}

function numbersIn(values: readonly FormulaValue[]): number[] {
  const numbers: number[] = [];
  for (const value of values) {
    const number = typeof value === "string" ? readNumber(value) : value;
    if (typeof number === "number") numbers.push(number);
  }
  return numbers;
}

function awayFromZero(x: number, round: (n: number) => number): number {
  return x < 0 ? -round(-x) : round(x);
}

/** Drops the last digit's noise of binary fractions. */
function clean(x: number): number {
  return Number.isFinite(x) ? Number(x.toPrecision(15)) : x;
}

function positiveZero(x: number): number {
  return x === 0 ? 0 : x;
}
