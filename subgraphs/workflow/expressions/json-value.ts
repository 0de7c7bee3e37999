import { EvaluationError, Optional } from "@marcbachmann/cel-js";
import { Duration, UnsignedInt } from "@marcbachmann/cel-js/evaluator";

/** What an expression comes to must fit into this; in characters of JSON, roughly. */
export const largestResult = 16_000_000;

/** Thrown for what is larger, and on its way to grow without end. */
export class TooLargeError extends Error {}

/**
 * CEL's value as plain JSON: whole numbers as numbers, instants as ISO 8601 text, durations in seconds (`90s`).
 * @throws EvaluationError for numbers that JSON does not hold, TooLargeError
 */
export function toJson(value: unknown): unknown {
  let left = largestResult;
  return convert(value);

  function convert(one: unknown): unknown {
    left -= 1;
    if (left < 0) throw new TooLargeError();
    switch (typeof one) {
      case "string":
        left -= one.length;
        return one;
      case "number":
        return finite(one);
      case "bigint":
        return safe(one);
      case "boolean":
        return one;
      case "object":
        return convertObject(one);
      default:
        return null;
    }
  }

  function convertObject(one: object | null): unknown {
    if (one === null) return null;
    if (Array.isArray(one)) return one.map(convert);
    if (one instanceof Set) return [...one].map(convert);
    if (one instanceof Date) return one.toISOString();
    if (one instanceof Duration) return `${one.valueOf() / 1_000}s`;
    if (one instanceof Optional) return one.hasValue() ? convert(one.value()) : null;
    if (one instanceof Map) return convertEntries(one.entries());
    if (isRecord(one)) return convertEntries(Object.entries(one));
    if (one instanceof UnsignedInt) return safe(one.value);
    // A type, as `type(1)` comes to.
    return "name" in one ? String(one.name) : null;
  }

  function convertEntries(entries: Iterable<[unknown, unknown]>): Record<string, unknown> {
    return Object.fromEntries(
      Array.from(entries, ([key, inner]) => {
        const name = String(key);
        left -= name.length;
        return [name, convert(inner)];
      }),
    );
  }
}

/** JSON as CEL reads it: an object with a key that confuses it (it asks values for their constructor) becomes a Map. */
export function fromJson(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(fromJson);
  const entries = Object.entries(value).map(([key, inner]): [string, unknown] => [key, fromJson(inner)]);
  return Object.hasOwn(value, "constructor") ? new Map(entries) : Object.fromEntries(entries);
}

function isRecord(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function finite(number: number): number {
  if (Number.isFinite(number)) return number;
  throw new EvaluationError("it comes to no number: something is divided by 0, or too large");
}

function safe(whole: bigint): number {
  const number = Number(whole);
  if (Number.isSafeInteger(number)) return number;
  throw new EvaluationError(`${whole} is larger than numbers of JSON are exact`);
}
