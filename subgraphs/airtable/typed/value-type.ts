import { z } from "zod";
import { fieldId, tableId } from "../ids.ts";
import type { FieldModel } from "../models.ts";
import { isWritable } from "../writing/check-cell.ts";
import type { ItemType, ScalarName, TypedChoice, ValueType } from "./typed-graph.ts";

/** What a field is like, of Airtable's schema or of what a computed field results in. */
export type FieldConfig = Pick<FieldModel, "type" | "options">;

/** What the choices of a field are called, where its values are choices. */
export interface NamedChoices {
  readonly enumTypeName: string;
  /** Also those that Airtable has no longer. */
  readonly choices: readonly TypedChoice[];
}

/** An enum of more values is of no use to anybody; such a select is a text. */
export const mostEnumValues = 500;

const choiceOptions = z.object({ choices: z.array(z.object({ id: z.string(), name: z.string() })) });
const linkOptions = z.object({
  linkedTableId: tableId,
  prefersSingleRecordLink: z.boolean().nullish(),
  inverseLinkFieldId: fieldId.nullish(),
});
const resultOptions = z.object({
  result: z.object({ type: z.string(), options: z.record(z.string(), z.unknown()).nullish() }),
});

/**
 * What the values of a field are in GraphQL, by Airtable's type (emulator/airtable-api.md 9). What can't be told is JSON: the
 * result of a formula that does not work, types newer than this list.
 *
 * A select without choices is an enum, too, since it would change its type with its first choice.
 */
export function valueTypeOf({ type, options }: FieldConfig, named: NamedChoices): ValueType {
  switch (type) {
    case "singleLineText":
    case "multilineText":
    case "richText":
      return scalar("String");
    case "email":
      return scalar("EmailAddress");
    case "url":
      return scalar("URL");
    case "phoneNumber":
      return scalar("PhoneNumber");
    // Their precision is an option, which people change: only what can have no fraction is an Int.
    case "number":
    case "currency":
    case "percent":
    case "duration":
      return scalar("Float");
    case "rating":
    case "count":
    case "autoNumber":
      return scalar("Int");
    case "checkbox":
      return scalar("Boolean");
    case "singleSelect":
    case "externalSyncSource":
      return choiceType(options, named);
    case "multipleSelects":
      return { kind: "list", of: choiceType(options, named) };
    case "date":
      return scalar("Date");
    case "dateTime":
      return scalar("DateTime");
    case "createdTime":
    case "lastModifiedTime":
      return scalar(resultOf(options)?.type === "date" ? "Date" : "DateTime");
    case "singleCollaborator":
    case "createdBy":
    case "lastModifiedBy":
      return { kind: "object", type: "Collaborator" };
    case "multipleCollaborators":
      return { kind: "list", of: { kind: "object", type: "Collaborator" } };
    case "multipleAttachments":
      return { kind: "list", of: { kind: "object", type: "Attachment" } };
    case "barcode":
      return { kind: "object", type: "Barcode" };
    case "button":
      return { kind: "object", type: "Button" };
    case "aiText":
      return { kind: "object", type: "AiText" };
    case "multipleRecordLinks":
      return linkType(options);
    case "formula":
    case "rollup":
      return resultType(options, named);
    case "multipleLookupValues": {
      // The cells that it found, those that are lists flattened.
      const found = resultType(options, named);
      return found.kind === "list" ? found : { kind: "list", of: found };
    }
    default:
      return scalar("JSON");
  }
}

/**
 * The choices that a field's values may be, in Airtable's order; none where they are no choices. A lookup, rollup or formula of a
 * select has the select's own, by the same ids: with the names and the enum of the select, a client can compare the two.
 */
export function choicesOf({ type, options }: FieldConfig): readonly { readonly id: string; readonly name: string }[] {
  switch (type) {
    case "singleSelect":
    case "multipleSelects":
    case "externalSyncSource": {
      const parsed = choiceOptions.safeParse(options);
      return parsed.success ? parsed.data.choices : [];
    }
    case "formula":
    case "rollup":
    case "multipleLookupValues": {
      const result = resultOf(options);
      return result === undefined ? [] : choicesOf(result);
    }
    default:
      return [];
  }
}

/** Whether Airtable computes fields of a type, or takes no values for them through its API; so for types nobody knows yet. */
export function isReadOnly(type: string): boolean {
  return !isWritable({ type });
}

function choiceType(options: FieldConfig["options"], { enumTypeName: typeName, choices }: NamedChoices): ItemType {
  const current = choiceOptions.safeParse(options).data?.choices.length ?? 0;
  if (Math.max(current, choices.length) > mostEnumValues) return scalar("String");
  return { kind: "enum", typeName, choices };
}

function linkType(options: FieldConfig["options"]): ValueType {
  const parsed = linkOptions.safeParse(options);
  if (!parsed.success) return { kind: "list", of: scalar("ID") };
  const { linkedTableId, prefersSingleRecordLink, inverseLinkFieldId } = parsed.data;
  return {
    kind: "link",
    tableId: linkedTableId,
    single: prefersSingleRecordLink === true,
    inverseFieldId: inverseLinkFieldId ?? null,
  };
}

function resultType(options: FieldConfig["options"], named: NamedChoices): Exclude<ValueType, { kind: "link" }> {
  const result = resultOf(options);
  if (result === undefined) return scalar("JSON");
  const value = valueTypeOf(result, named);
  // Of links that something was computed from there are the records' ids.
  return value.kind === "link" ? { kind: "list", of: scalar("ID") } : value;
}

function resultOf(options: FieldConfig["options"]): FieldConfig | undefined {
  const parsed = resultOptions.safeParse(options);
  if (!parsed.success) return undefined;
  const { type, options: of } = parsed.data.result;
  return { type, options: of ?? null };
}

function scalar(name: ScalarName): ItemType {
  return { kind: "scalar", scalar: name };
}
