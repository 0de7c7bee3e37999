import type { FieldId, RecordId } from "../ids.ts";

/**
 * The injection boundary (emulator/airtable-api.md 10.5): text from outside enters a formula through `quote` and in no other way.
 */
const escapes: Readonly<Record<string, string>> = { "\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** Any text as a string literal of Airtable's formula language. */
export function quote(text: string): string {
  return `'${text.replaceAll(/[\\'\n\r\t]/g, (character) => escapes[character] ?? character)}'`;
}

/** A finite number as a literal: the language knows digits and a fraction, but no exponent. */
export function numberLiteral(value: number): string {
  const [digits = "0", exponent] = Math.abs(value).toString().split("e");
  const [whole = "0", fraction = ""] = digits.split(".");
  const shift = Number(exponent ?? 0);
  const text =
    shift >= 0
      ? `${whole}${fraction.padEnd(shift, "0").slice(0, shift)}.${fraction.slice(shift)}`
      : `0.${"0".repeat(-shift - 1)}${whole}${fraction}`;
  const literal = text.replace(/\.$/, "");
  return value < 0 ? `(-${literal})` : literal;
}

/** By id, so that no name of a field ever stands in a formula. */
export function fieldReference(id: FieldId): string {
  return `{${id}}`;
}

/** True when all are; of none it is true. */
export function all(terms: readonly string[]): string {
  return join("AND", terms) ?? "TRUE()";
}

/** True when one is; of none it is false. */
export function any(terms: readonly string[]): string {
  return join("OR", terms) ?? "FALSE()";
}

export function not(term: string): string {
  return `NOT(${term})`;
}

/** True for the records with these ids. */
export function hasRecordId(ids: readonly RecordId[]): string {
  return `OR(${ids.map((id) => `RECORD_ID()=${quote(id)}`).join(",")})`;
}

/**
 * True for the records with these ids, of which there are many: a record takes 15 characters, where `hasRecordId` takes 32.
 * Ids are letters and digits after `rec`, so nothing is found across a comma.
 */
export function isAmong(ids: Iterable<RecordId>): string {
  return `FIND(MID(RECORD_ID(),4,14),${quote([...ids].map((id) => id.slice(3)).join(","))})>0`;
}

function join(name: "AND" | "OR", [first, ...others]: readonly string[]): string | undefined {
  return first === undefined || others.length === 0 ? first : `${name}(${[first, ...others].join(",")})`;
}
