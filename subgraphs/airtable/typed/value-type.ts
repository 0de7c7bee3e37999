import { z } from "zod";
import { fieldId, tableId } from "../ids.ts";
import type { FieldModel } from "../models.ts";
import type { ItemType, ScalarName, TypedChoice, ValueType } from "./typed-graph.ts";

type TypeOfField = Pick<FieldModel, "type" | "options">;

const choiceOptions = z.object({ choices: z.array(z.object({ id: z.string(), name: z.string() })) });
const linkOptions = z.object({
  linkedTableId: tableId,
  prefersSingleRecordLink: z.boolean().nullish(),
  inverseLinkFieldId: fieldId.nullish(),
});
const resultOptions = z.object({
  result: z.object({ type: z.string(), options: z.record(z.string(), z.unknown()).nullish() }),
});

const readOnlyTypes: ReadonlySet<string> = new Set([
  "formula",
  "rollup",
  "multipleLookupValues",
  "count",
  "autoNumber",
  "createdTime",
  "lastModifiedTime",
  "createdBy",
  "lastModifiedBy",
  "button",
  "aiText",
  "externalSyncSource",
]);
const writableTypes: ReadonlySet<string> = new Set([
  "singleLineText",
  "multilineText",
  "richText",
  "email",
  "url",
  "phoneNumber",
  "number",
  "currency",
  "percent",
  "duration",
  "rating",
  "checkbox",
  "singleSelect",
  "multipleSelects",
  "date",
  "dateTime",
  "multipleAttachments",
  "multipleRecordLinks",
  "singleCollaborator",
  "multipleCollaborators",
  "barcode",
]);

/** Whether Airtable computes fields of a type, or takes no values for them; of a type that nobody knows yet, too. */
export function isReadOnly(type: string): boolean {
  return readOnlyTypes.has(type) || !writableTypes.has(type);
}

/** The choices that a field's values are of, in Airtable's order; none where its values are no choices. */
export function choicesOf({ type, options }: TypeOfField): readonly { readonly id: string; readonly name: string }[] {
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

/** What the values of a field are in GraphQL, by Airtable's type (emulator/airtable-api.md 9). */
export function valueTypeOf(
  field: TypeOfField,
  named: { readonly enumTypeName: string; readonly choices: readonly TypedChoice[] },
): ValueType {
  const choice: ItemType =
    named.choices.length === 0
      ? scalar("String")
      : { kind: "enum", typeName: named.enumTypeName, choices: named.choices };
  switch (field.type) {
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
      return choice;
    case "multipleSelects":
      return { kind: "list", of: choice };
    case "date":
      return scalar("Date");
    case "dateTime":
      return scalar("DateTime");
    case "createdTime":
    case "lastModifiedTime":
      return scalar(resultOf(field.options)?.type === "date" ? "Date" : "DateTime");
    case "multipleAttachments":
      return { kind: "list", of: { kind: "object", type: "Attachment" } };
    case "multipleRecordLinks":
      return linkOf(field.options);
    case "singleCollaborator":
    case "createdBy":
    case "lastModifiedBy":
      return { kind: "object", type: "Collaborator" };
    case "multipleCollaborators":
      return { kind: "list", of: { kind: "object", type: "Collaborator" } };
    case "barcode":
      return { kind: "object", type: "Barcode" };
    case "button":
      return { kind: "object", type: "Button" };
    case "aiText":
      return { kind: "object", type: "AiText" };
    case "formula":
    case "rollup":
      return computed(field.options, named);
    case "multipleLookupValues": {
      const value = computed(field.options, named);
      return { kind: "list", of: value.kind === "list" ? value.of : value };
    }
    default:
      return scalar("JSON");
  }
}

function linkOf(options: unknown): ValueType {
  const parsed = linkOptions.safeParse(options);
  if (!parsed.success) return { kind: "list", of: scalar("String") };
  const { linkedTableId, prefersSingleRecordLink, inverseLinkFieldId } = parsed.data;
  return {
    kind: "link",
    tableId: linkedTableId,
    single: prefersSingleRecordLink === true,
    inverseFieldId: inverseLinkFieldId ?? null,
  };
}

function computed(options: unknown, named: Parameters<typeof valueTypeOf>[1]): Exclude<ValueType, { kind: "link" }> {
  const result = resultOf(options);
  if (result === undefined) return scalar("JSON");
  const value = valueTypeOf(result, named);
  return value.kind === "link" ? { kind: "list", of: scalar("String") } : value;
}

function resultOf(options: unknown): TypeOfField | undefined {
  const parsed = resultOptions.safeParse(options);
  return parsed.success ? { type: parsed.data.result.type, options: parsed.data.result.options ?? null } : undefined;
}

function scalar(name: ScalarName): ItemType {
  return { kind: "scalar", scalar: name };
}
