import type { RecordId } from "../ids.ts";

/**
 * The injection boundary (emulator/airtable-api.md 10.5): text from outside enters a formula through `quote` and in no other way.
 */
const escapes: Readonly<Record<string, string>> = { "\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** Any text as a string literal of Airtable's formula language. */
export function quote(text: string): string {
  return `'${text.replaceAll(/[\\'\n\r\t]/g, (character) => escapes[character] ?? character)}'`;
}

/** True for the records with these ids. */
export function hasRecordId(ids: readonly RecordId[]): string {
  return `OR(${ids.map((id) => `RECORD_ID()=${quote(id)}`).join(",")})`;
}
