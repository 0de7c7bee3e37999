import { z } from "zod";
import { refusals } from "../api-error.ts";
import { isTimeZone } from "../dates/time-zone.ts";
import { fieldId, fieldSchema, tableId, viewId } from "../seed/field-schema.ts";

/** The longest description of a table or field, in characters (reference 2). */
const longestDescription = 20_000;

export const description = z.string().max(longestDescription);

const types = fieldSchema.options.map((option) => option.shape.type.value);

/** A field as a request writes it, its options not yet looked at. Further keys are refused. */
export const fieldRequest = z.strictObject({
  name: z.string().transform((name) => name.trim()),
  // Ours, for what a seed tells and reference 9 does not know.
  type: z.enum(types).exclude(["unknown"]),
  description: description.optional(),
  options: z.unknown().optional(),
});

export type FieldRequest = z.output<typeof fieldRequest>;

const hues = ["blue", "cyan", "teal", "green", "yellow", "orange", "red", "pink", "purple", "gray"] as const;
const shades = ["Light2", "Light1", "Bright", "Dark1"] as const;
const bright = z.enum(hues.map((hue) => `${hue}Bright` as const));
const choiceColor = z.enum(hues.flatMap((hue) => shades.map((shade) => `${hue}${shade}` as const)));
const icon = z.enum(["star", "heart", "thumbsUp", "flag", "dot"]);

const dateFormats = {
  local: "l",
  friendly: "LL",
  us: "M/D/YYYY",
  european: "D/M/YYYY",
  iso: "YYYY-MM-DD",
} as const;
const timeFormats = { "12hour": "h:mma", "24hour": "HH:mm" } as const;

/** Only the name is needed; a format that is given must be the name's (reference 9). */
const formatOf = <Name extends string>(formats: Readonly<Record<Name, string>>, names: z.ZodType<Name>) =>
  z
    .strictObject({ name: names, format: z.string().optional() })
    .refine(({ name, format }) => format === undefined || format === formats[name], { path: ["format"] })
    .transform(({ name }) => ({ name, format: formats[name] }));

const dateFormat = formatOf(dateFormats, z.enum(["local", "friendly", "us", "european", "iso"]));
const timeFormat = formatOf(timeFormats, z.enum(["12hour", "24hour"]));

/** `utc`, `client` or a zone as IANA spells it; `UTC` is refused (reference 6). */
const timeZone = z
  .string()
  .refine((zone) => zone === "utc" || zone === "client" || (/^[A-Z]\w+\//.test(zone) && isTimeZone(zone)));

const choices = z
  // The id of an existing choice is tolerated: clients copy schemas. The new choice gets its own.
  .array(z.strictObject({ id: z.string().optional(), name: z.string().min(1), color: choiceColor.optional() }))
  .refine((all) => new Set(all.map(({ name }) => name)).size === all.length);

const without = <T extends string>(type: T) =>
  z.object({ type: z.literal(type), options: z.strictObject({}).nullish() }).transform(() => ({ type }));
const withOptions = <T extends string, O extends z.ZodType>(type: T, options: O) =>
  z.object({ type: z.literal(type), options });
const precision = (most: number) => z.int().min(0).max(most);

/** What the API insists on, and all it takes, by type (reference 6, create rules). */
const creatable = z.discriminatedUnion("type", [
  without("singleLineText"),
  without("multilineText"),
  without("richText"),
  without("email"),
  without("url"),
  without("phoneNumber"),
  without("barcode"),
  without("singleCollaborator"),
  without("multipleCollaborators"),
  without("multipleAttachments"),
  withOptions("number", z.strictObject({ precision: precision(8) })),
  withOptions("percent", z.strictObject({ precision: precision(8) })),
  withOptions("currency", z.strictObject({ precision: precision(7), symbol: z.string() })),
  withOptions(
    "duration",
    z.strictObject({ durationFormat: z.enum(["h:mm", "h:mm:ss", "h:mm:ss.S", "h:mm:ss.SS", "h:mm:ss.SSS"]) }),
  ),
  withOptions("rating", z.strictObject({ icon, color: bright, max: z.int().min(1).max(10) })),
  withOptions("checkbox", z.strictObject({ icon: z.enum(["check", "xCheckbox", ...icon.options]), color: bright })),
  withOptions("singleSelect", z.strictObject({ choices })),
  withOptions("multipleSelects", z.strictObject({ choices })),
  withOptions("date", z.strictObject({ dateFormat })),
  withOptions("dateTime", z.strictObject({ timeZone, dateFormat, timeFormat })),
  withOptions(
    "multipleRecordLinks",
    z.strictObject({ linkedTableId: tableId, viewIdForRecordSelection: viewId.optional() }),
  ),
  withOptions("formula", z.strictObject({ formula: z.string() })),
  withOptions(
    "rollup",
    // `aggregation` is ours: how the API would take one is not known.
    z.strictObject({
      recordLinkFieldId: fieldId,
      fieldIdInLinkedTable: fieldId,
      aggregation: z.string().default("values"),
    }),
  ),
  withOptions("multipleLookupValues", z.strictObject({ recordLinkFieldId: fieldId, fieldIdInLinkedTable: fieldId })),
  withOptions("count", z.strictObject({ recordLinkFieldId: fieldId })),
]);

/** A field whose options are complete and allowed. */
export type WrittenField = z.output<typeof creatable>;

const neverCreatable = new Set<string>([
  "createdTime",
  "lastModifiedTime",
  "createdBy",
  "lastModifiedBy",
  "autoNumber",
  "button",
  "aiText",
  "externalSyncSource",
  "manualSort",
]);
const computed = new Set<string>(["formula", "rollup", "multipleLookupValues", "count"]);

/**
 * Checks the options of a new field.
 *
 * @param tableName for the words of the refusal
 * @param createComputedFields the switch of that name
 * @throws ApiError 422 UNSUPPORTED_FIELD_TYPE_FOR_CREATE or INVALID_FIELD_TYPE_OPTIONS_FOR_CREATE
 */
export function readOptions(request: FieldRequest, tableName: string, createComputedFields: boolean): WrittenField {
  const { name, type, options } = request;
  if (neverCreatable.has(type) || (computed.has(type) && !createComputedFields)) {
    throw refusals.unsupportedFieldType(tableName, name, `${type} fields`);
  }
  const parsed = creatable.safeParse({ type, ...(options === undefined ? {} : { options }) });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw refusals.invalidFieldOptions(`Failed schema validation: ${issue === undefined ? "" : problemOf(issue)}`);
}

/** `<Field>.options is missing`, and the like. */
function problemOf(issue: z.core.$ZodIssue): string {
  const place = ["<Field>", ...issue.path].join(".");
  if (issue.code === "unrecognized_keys") return `${place}.${issue.keys.join(", ")} is not allowed`;
  return issue.message.endsWith("received undefined") ? `${place} is missing` : `${place} is invalid`;
}
