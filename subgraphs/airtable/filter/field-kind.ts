import { z } from "zod";
import { type FieldId, fieldId, type TableId, tableId } from "../ids.ts";
import type { FieldModel } from "../models.ts";

/** What a filter can say of a field, by what its cells hold. */
export type FieldKind =
  /** One text. `choices` are the names that it may be, if they are known. */
  | { readonly kind: "text"; readonly choices?: readonly string[] | undefined }
  | { readonly kind: "number" }
  | { readonly kind: "checkbox" }
  /** A day, or an instant. */
  | { readonly kind: "date" | "dateTime" }
  /** Several names in one cell: choices, or people. */
  | { readonly kind: "names"; readonly choices?: readonly string[] | undefined }
  | { readonly kind: "links"; readonly linkedTableId: TableId; readonly inverseFieldId: FieldId | undefined }
  /** What a lookup found in the linked records. */
  | { readonly kind: "lookup"; readonly of: FieldKind }
  /** A filter can only tell whether there is something. */
  | { readonly kind: "other" };

/** Whether Airtable computes the cells, so that they may be in error. */
export function isComputed({ type }: Pick<FieldModel, "type">): boolean {
  return type === "formula" || type === "rollup" || type === "multipleLookupValues";
}

const choiceOptions = z.object({ choices: z.array(z.object({ name: z.string() })) });
const linkOptions = z.object({ linkedTableId: tableId, inverseLinkFieldId: fieldId.nullish() });
const resultOptions = z.object({
  result: z.object({ type: z.string(), options: z.record(z.string(), z.unknown()).nullish() }).nullish(),
});

/** By Airtable's type (emulator/airtable-api.md 9). */
export function fieldKind({ type, options }: Pick<FieldModel, "type" | "options">): FieldKind {
  switch (type) {
    case "singleLineText":
    case "multilineText":
    case "richText":
    case "email":
    case "url":
    case "phoneNumber":
    case "barcode":
    case "aiText":
    // Formulas see people by their names.
    case "singleCollaborator":
    case "createdBy":
    case "lastModifiedBy":
      return { kind: "text" };
    case "singleSelect":
    case "externalSyncSource":
      return { kind: "text", choices: choicesOf(options) };
    case "number":
    case "currency":
    case "percent":
    case "duration":
    case "rating":
    case "count":
    case "autoNumber":
      return { kind: "number" };
    case "checkbox":
      return { kind: "checkbox" };
    case "date":
      return { kind: "date" };
    case "dateTime":
      return { kind: "dateTime" };
    case "multipleSelects":
      return { kind: "names", choices: choicesOf(options) };
    case "multipleCollaborators":
      return { kind: "names" };
    case "multipleRecordLinks":
      return linksOf(options);
    case "createdTime":
    case "lastModifiedTime":
      return resultOf(options) ?? { kind: "dateTime" };
    case "formula":
    case "rollup":
      return resultOf(options) ?? { kind: "other" };
    case "multipleLookupValues":
      return { kind: "lookup", of: resultOf(options) ?? { kind: "other" } };
    default:
      // Attachments, buttons, and types newer than this list.
      return { kind: "other" };
  }
}

function choicesOf(options: unknown): readonly string[] | undefined {
  const parsed = choiceOptions.safeParse(options);
  return parsed.success ? parsed.data.choices.map(({ name }) => name) : undefined;
}

function linksOf(options: unknown): FieldKind {
  const parsed = linkOptions.safeParse(options);
  if (!parsed.success) return { kind: "other" };
  return {
    kind: "links",
    linkedTableId: parsed.data.linkedTableId,
    inverseFieldId: parsed.data.inverseLinkFieldId ?? undefined,
  };
}

function resultOf(options: unknown): FieldKind | undefined {
  const parsed = resultOptions.safeParse(options);
  if (!parsed.success || parsed.data.result == null) return undefined;
  const { type, options: of } = parsed.data.result;
  return fieldKind({ type, options: of ?? null });
}
