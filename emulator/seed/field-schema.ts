import { z } from "zod";
import type { Json } from "../json.ts";

const id = (prefix: string) =>
  z.string().regex(new RegExp(`^${prefix}[0-9A-Za-z]{14}$`), `must be an id like ${prefix}…`);

export const baseId = id("app");
export const tableId = id("tbl");
export const fieldId = id("fld");
export const viewId = id("viw");
export const recordId = id("rec");
export const userId = id("usr");
export const commentId = id("com");
/** Workspace ids have no fixed length (reference 1.1). */
export const workspaceId = z.string().regex(/^wsp[0-9A-Za-z]{14,15}$/, "must be an id like wsp…");

const choice = z.object({ id: id("sel"), name: z.string().min(1), color: z.string().optional() });
const dateFormat = z.object({ name: z.enum(["local", "friendly", "us", "european", "iso"]), format: z.string() });
const timeFormat = z.object({ name: z.enum(["12hour", "24hour"]), format: z.string() });
const selectOptions = z.object({ choices: z.array(choice) });
const json: z.ZodType<Json> = z.json();

/** The type and options a computed field's value has, as the schema endpoint shows them. */
const result = z.object({ type: z.string(), options: z.record(z.string(), json).optional() });

const shared = { id: fieldId, name: z.string().min(1), description: z.string().optional() };

const plainField = <T extends string>(type: T) => z.object({ ...shared, type: z.literal(type) });
const fieldWith = <T extends string, O extends z.ZodType>(type: T, options: O) =>
  z.object({ ...shared, type: z.literal(type), options });

/** Every field type of reference 9 with its options, as the schema endpoint spells them. */
export const fieldSchema = z.discriminatedUnion("type", [
  plainField("singleLineText"),
  plainField("multilineText"),
  plainField("richText"),
  plainField("email"),
  plainField("url"),
  plainField("phoneNumber"),
  plainField("barcode"),
  plainField("autoNumber"),
  plainField("createdBy"),
  plainField("lastModifiedBy"),
  plainField("button"),
  plainField("manualSort"),
  plainField("singleCollaborator"),
  plainField("multipleCollaborators"),
  fieldWith("number", z.object({ precision: z.int().min(0).max(8) })),
  fieldWith("percent", z.object({ precision: z.int().min(0).max(8) })),
  fieldWith("currency", z.object({ precision: z.int().min(0).max(7), symbol: z.string() })),
  fieldWith(
    "duration",
    z.object({ durationFormat: z.enum(["h:mm", "h:mm:ss", "h:mm:ss.S", "h:mm:ss.SS", "h:mm:ss.SSS"]) }),
  ),
  fieldWith("rating", z.object({ icon: z.string(), color: z.string(), max: z.int().min(1).max(10) })),
  fieldWith("checkbox", z.object({ icon: z.string(), color: z.string() })),
  fieldWith("singleSelect", selectOptions),
  fieldWith("multipleSelects", selectOptions),
  fieldWith("externalSyncSource", selectOptions),
  fieldWith("date", z.object({ dateFormat })),
  fieldWith("dateTime", z.object({ timeZone: z.string(), dateFormat, timeFormat })),
  fieldWith("multipleAttachments", z.object({ isReversed: z.boolean().default(false) })),
  fieldWith(
    "multipleRecordLinks",
    z.object({
      linkedTableId: tableId,
      isReversed: z.boolean().default(false),
      prefersSingleRecordLink: z.boolean().default(false),
      inverseLinkFieldId: fieldId.optional(),
      viewIdForRecordSelection: viewId.optional(),
    }),
  ),
  fieldWith("formula", z.object({ formula: z.string(), result: result.optional() })),
  fieldWith(
    "rollup",
    z.object({
      recordLinkFieldId: fieldId,
      fieldIdInLinkedTable: fieldId,
      /** The aggregation, a formula over `values`. The API never shows it. */
      aggregation: z.string(),
      result: result.optional(),
    }),
  ),
  fieldWith("multipleLookupValues", z.object({ recordLinkFieldId: fieldId, fieldIdInLinkedTable: fieldId })),
  fieldWith("count", z.object({ recordLinkFieldId: fieldId })),
  fieldWith("createdTime", z.object({ result })),
  fieldWith("lastModifiedTime", z.object({ referencedFieldIds: z.array(fieldId).default([]), result })),
  /** A type that reference 9 does not know, as its schema told it: JSON that nobody can write. */
  fieldWith("unknown", z.object({ type: z.string(), options: json.default(null) })),
  fieldWith("aiText", z.object({ prompt: z.array(json).optional(), referencedFieldIds: z.array(fieldId).optional() })),
]);

/** The types of `fieldSchema`, as Airtable spells them. */
export const fieldTypes: ReadonlySet<string> = new Set(fieldSchema.options.map(({ shape }) => shape.type.value));

export type FieldDefinition = z.output<typeof fieldSchema>;
export type FieldInput = z.input<typeof fieldSchema>;
export type Choice = z.output<typeof choice>;
