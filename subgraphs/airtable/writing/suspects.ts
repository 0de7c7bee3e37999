import type { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { FieldModel, TableModel } from "../models.ts";
import { longestMessage } from "../upstream/refusal.ts";
import type { RecordWrite } from "./record-write.ts";

/** What a refusal names, as far as Airtable says. */
export interface Named {
  readonly recordId?: string;
  readonly field?: FieldModel;
  readonly choice?: string;
  /** Every record that has it is refused, whatever its value: an unknown field, for example. */
  readonly whateverTheValue: boolean;
}

interface Wording {
  readonly names: "recordId" | "field" | "choice";
  /** Its first group is the name. */
  readonly words: RegExp;
  readonly whateverTheValue?: true;
}

/** How Airtable words its refusals (emulator/airtable-api.md 3.2), by type. */
const wordings: ReadonlyMap<string, readonly Wording[]> = new Map([
  ["ROW_DOES_NOT_EXIST", [{ names: "recordId", words: /^Record ID (rec[0-9A-Za-z]{14}) / }]],
  ["ROW_TABLE_DOES_NOT_MATCH_LINKED_TABLE", [{ names: "recordId", words: /^Record ID (rec[0-9A-Za-z]{14}) / }]],
  ["UNKNOWN_FIELD_NAME", [{ names: "field", words: /^Unknown field name: "(.+)"$/s, whateverTheValue: true }]],
  [
    "INVALID_VALUE_FOR_COLUMN",
    [
      { names: "field", words: /^Field "(.+)" cannot accept a value because/s, whateverTheValue: true },
      { names: "field", words: /^Field "(.+)" cannot accept the provided value$/s },
      { names: "field", words: /^Cannot parse value .* for field (.+)$/s },
    ],
  ],
  [
    "INVALID_MULTIPLE_CHOICE_OPTIONS",
    [{ names: "choice", words: /^Insufficient permissions to create new select option "(".*")"$/s }],
  ],
  ["INVALID_PERMISSIONS", [{ names: "field", words: /in field .* \((fld[0-9A-Za-z]{14})\)/s, whateverTheValue: true }]],
]);

/** What is named by a refusal of records of a table. */
export function namedBy(table: TableModel, { extensions }: AirgraphError): Named {
  const { airtableType: type, airtableMessage: message } = extensions;
  if (typeof type !== "string" || typeof message !== "string") return { whateverTheValue: false };
  // Cut short, it may end with a part of a value.
  if (message.length >= longestMessage) return { whateverTheValue: false };
  for (const { names, words, whateverTheValue = false } of wordings.get(type) ?? []) {
    const [, name] = words.exec(message) ?? [];
    if (name === undefined) continue;
    if (names === "recordId") return { recordId: name, whateverTheValue };
    if (names === "choice") return { ...choiceOf(name), whateverTheValue };
    const field = table.fields.get(name) ?? [...table.fields.values()].find((each) => each.name === name);
    return { ...(field === undefined ? {} : { field }), whateverTheValue };
  }
  return { whateverTheValue: false };
}

/** Those of the records that a refusal can be about, to judge by what it names; none of them when it names nothing. */
export function suspectsOf<Write extends RecordWrite>(
  writes: readonly Write[],
  { recordId, field, choice }: Named,
): readonly Write[] {
  if (field !== undefined) return writes.filter(({ fields }) => fields[field.id] != null);
  const text = recordId ?? choice;
  if (text === undefined) return [];
  return writes.filter(({ id, fields }) => id === text || Object.values(fields).some((value) => mentions(value, text)));
}

/** The field that a refusal of one record is about: the one it names, or whose cell holds the choice or linked record it names. */
export function fieldAtFault(
  table: TableModel,
  { fields }: RecordWrite,
  { field, recordId, choice }: Named,
): FieldModel | undefined {
  const text = recordId ?? choice;
  if (field !== undefined || text === undefined) return field;
  const holding = Object.entries(fields).filter(([, value]) => mentions(value, text));
  return holding.length === 1 && holding[0] !== undefined ? table.fields.get(holding[0][0]) : undefined;
}

function mentions(value: unknown, text: string): boolean {
  return value === text || (Array.isArray(value) && value.includes(text));
}

/** Airtable prints the choice's name as JSON. */
function choiceOf(printed: string): { choice?: string } {
  try {
    const choice: unknown = JSON.parse(printed);
    return typeof choice === "string" ? { choice } : {};
  } catch {
    return {};
  }
}
