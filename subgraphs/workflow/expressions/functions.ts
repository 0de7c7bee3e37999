import { EvaluationError } from "@marcbachmann/cel-js";
import type { Duration } from "@marcbachmann/cel-js/evaluator";
import { toJson } from "./json-value.ts";

/** A function that expressions know besides those of CEL's standard. */
export interface ExpressionFunction {
  /** As CEL writes it: `list.first(): dyn` is called `[1, 2].first()`. A `number` is an int or a double. */
  readonly signature: string;
  readonly description: string;
  readonly example: string;
  readonly handler: (...given: never[]) => unknown;
  /** Whether CEL has it, but for ints alone. */
  readonly isOfCel?: boolean;
}

type Numeric = number | bigint;

const longestRange = 100_000;
const timestamp = "google.protobuf.Timestamp";
const wholeDay = /^\d{4}-\d{2}-\d{2}$/;

/** Those of CEL's extensions for texts, lists and numbers that automations need, and a few for JSON and the web. */
export const functions: readonly ExpressionFunction[] = [
  {
    signature: "get(dyn, string, dyn): dyn",
    description: "The value of a key, or the third argument where the key is missing or its value is null.",
    example: 'get(item.cells, "Name", "nobody")',
    handler: (value: unknown, key: string, otherwise: unknown) => ownValue(value, key) ?? otherwise,
  },
  {
    signature: "text(dyn): string",
    description: "A value as it reads among other text: null is empty, a list or an object its JSON.",
    example: "text(2.5)",
    handler: textOf,
  },
  {
    signature: "json(dyn): string",
    description: "A value as JSON text.",
    example: "json({'a': 1})",
    handler: (value: unknown) => JSON.stringify(toJson(value)),
  },
  {
    signature: "parseJson(string): dyn",
    description: "The value that a JSON text holds.",
    example: "parseJson('[1, 2]')",
    handler: (text: string) => parseJson(text),
  },
  {
    signature: "base64(string): string",
    description: "A text's UTF-8, in base64.",
    example: 'base64("a")',
    handler: (text: string) => Buffer.from(text, "utf8").toString("base64"),
  },
  {
    signature: "urlEncode(string): string",
    description: "A text as it may stand in a URL's path or query.",
    example: 'urlEncode("a b")',
    handler: (text: string) => encodeURIComponent(text),
  },
  {
    signature: "range(number): list<int>",
    description: `The numbers from 0 up to, and without, the given one; at most ${longestRange}.`,
    example: "range(3)",
    handler: (end: Numeric) => rangeTo(Number(end)),
  },
  {
    signature: "list.sum(): double",
    description: "All numbers of a list together.",
    example: "[1, 2.5].sum()",
    handler: (list: Iterable<unknown>) => sum(list),
  },
  {
    signature: "list.first(): dyn",
    description: "The first item, or null of an empty list.",
    example: "[1, 2].first()",
    handler: ([first]: unknown[]) => first ?? null,
  },
  {
    signature: "list.last(): dyn",
    description: "The last item, or null of an empty list.",
    example: "[1, 2].last()",
    handler: (list: unknown[]) => list.at(-1) ?? null,
  },
  {
    signature: "list.flatten(): list",
    description: "The items of the lists in a list, and those of its items that are no lists, in one list.",
    example: "[[1], [2, 3]].flatten()",
    handler: (list: unknown[]) => list.flat(),
  },
  {
    signature: "list.distinct(): list",
    description: "Each value once, where it came first.",
    example: "[1, 2, 1].distinct()",
    handler: (list: unknown[]) => distinct(list),
  },
  {
    signature: "list.sort(): list",
    description: "In order: numbers by size, texts by their characters. All must be of one kind.",
    example: "[3, 1, 2].sort()",
    handler: (list: unknown[]) => sort(list),
  },
  {
    signature: "list.reverse(): list",
    description: "The last item first.",
    example: "[1, 2].reverse()",
    handler: (list: unknown[]) => list.toReversed(),
  },
  {
    signature: "list.slice(number, number): list",
    description: "The items from one position up to, and without, another.",
    example: "[1, 2, 3].slice(0, 2)",
    handler: (list: unknown[], start: Numeric, end: Numeric) => list.slice(Number(start), Number(end)),
  },
  ...["int", "double", "bool", "dyn"].map((kind) => ({
    signature: `list<${kind}>.join(string): string`,
    description: "The items as texts, with the given text between them.",
    example: '[1, 2].join(", ")',
    handler: (list: unknown[], separator: string) => list.map(textOf).join(separator),
  })),
  {
    signature: "string.replace(string, string): string",
    description: "With every occurrence of one text replaced by another.",
    example: '"a-b-c".replace("-", "+")',
    handler: (text: string, old: string, fresh: string) => text.replaceAll(old, () => fresh),
  },
  {
    signature: "string.charAt(number): string",
    description: "One character; none beyond the end.",
    example: '"abc".charAt(1)',
    handler: (text: string, place: Numeric) => text.charAt(Number(place)),
  },
  {
    signature: "string.substring(number, number): string",
    description: "From one position up to, and without, another.",
    example: '"abc".substring(0, 2)',
    handler: (text: string, start: Numeric, end: Numeric) => text.substring(Number(start), Number(end)),
    isOfCel: true,
  },
  {
    signature: "string.substring(number): string",
    description: "From a position on.",
    example: '"abc".substring(1)',
    handler: (text: string, start: Numeric) => text.slice(Number(start)),
    isOfCel: true,
  },
  ...(["round", "floor", "ceil", "abs"] as const).map((name) => ({
    signature: `${name}(number): double`,
    description: { round: "To the nearest whole number.", floor: "Down.", ceil: "Up.", abs: "Without its sign." }[name],
    example: `${name}(2.5)`,
    handler: (number: Numeric) => Math[name](Number(number)),
  })),
  {
    signature: "round(number, number): double",
    description: "To so many digits behind the point.",
    example: "round(2.345, 2)",
    handler: (number: Numeric, digits: Numeric) => Number(Number(number).toFixed(between(Number(digits), 0, 20))),
  },
  ...(["min", "max"] as const).map((name) => ({
    signature: `list.${name}(): double`,
    description: name === "min" ? "The least number of a list." : "The greatest number of a list.",
    example: `[1, 2].${name}()`,
    handler: (list: unknown[]) => list.map(numberOf).reduce((one, other) => Math[name](one, other), firstNumber(list)),
  })),
  {
    signature: `date(string): ${timestamp}`,
    description: "The midnight (UTC) at which a day begins, for cells that hold dates without a time.",
    example: 'date("2026-03-01")',
    handler: (text: string) => dateOf(text),
  },
  {
    signature: `isoDate(${timestamp}): string`,
    description: "The day (UTC) of an instant.",
    example: 'isoDate(timestamp("2026-03-01T10:00:00Z"))',
    handler: (instant: Date) => instant.toISOString().slice(0, 10),
  },
  {
    signature: `string(${timestamp}): string`,
    description: "An instant as ISO 8601 text.",
    example: 'string(timestamp("2026-03-01T10:00:00Z"))',
    handler: (instant: Date) => instant.toISOString(),
  },
  {
    signature: "string(google.protobuf.Duration): string",
    description: "A duration in seconds.",
    example: 'string(duration("90m"))',
    handler: (duration: Duration) => `${Number(duration.seconds)}s`,
  },
];

/** How a value reads among other text: null is empty, a list or an object its JSON. */
export function textOf(value: unknown): string {
  const json = toJson(value);
  if (json === null) return "";
  return typeof json === "string" ? json : JSON.stringify(json);
}

function ownValue(value: unknown, key: string): unknown {
  if (value instanceof Map) return value.get(key);
  return typeof value === "object" && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new EvaluationError({ message: "parseJson() was given a text that is no JSON", cause });
  }
}

function rangeTo(end: number): bigint[] {
  if (end > longestRange) throw new EvaluationError(`range() goes up to ${longestRange}, not to ${end}`);
  return Array.from({ length: Math.max(0, Math.ceil(end)) }, (_, index) => BigInt(index));
}

function numberOf(value: unknown): number {
  if (typeof value === "number" || typeof value === "bigint") return Number(value);
  throw new EvaluationError(`${value === null ? "null" : `a ${typeof value}`} is no number`);
}

function firstNumber(list: unknown[]): number {
  if (list.length === 0) throw new EvaluationError("an empty list has no least and no greatest number");
  return numberOf(list[0]);
}

function sum(list: Iterable<unknown>): number {
  let total = 0;
  for (const value of list) total += numberOf(value);
  return total;
}

function distinct(list: unknown[]): unknown[] {
  const byText = new Map<string, unknown>();
  for (const value of list) {
    const key = typeof value === "string" ? value : `\0${JSON.stringify(toJson(value))}`;
    if (!byText.has(key)) byText.set(key, value);
  }
  return [...byText.values()];
}

function sort(list: unknown[]): unknown[] {
  if (list.every((value) => typeof value === "string"))
    return list.toSorted((one, other) => (one < other ? -1 : Number(one > other)));
  return list.toSorted((one, other) => numberOf(one) - numberOf(other));
}

function dateOf(text: string): Date {
  const instant = new Date(`${text}T00:00:00Z`);
  if (!wholeDay.test(text) || Number.isNaN(instant.getTime()))
    throw new EvaluationError("date() takes a day such as 2026-03-01");
  return instant;
}

function between(number: number, least: number, greatest: number): number {
  return Math.min(Math.max(number, least), greatest);
}
