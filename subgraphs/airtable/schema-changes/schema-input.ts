import { z } from "zod";
import { plainText } from "../../../kernel/errors/parse-input.ts";
import { isNestedDeeper } from "../writing/nesting.ts";

/** A name of a base, table or field. */
export const name = plainText.trim().min(1, "must not be empty").max(255, "must have at most 255 characters");

/** Of a table or field (emulator/airtable-api.md 2). */
const description = z.string().max(20_000, "must have at most 20000 characters");

const type = z.string().regex(/^[a-zA-Z]{1,64}$/, "must be one of Airtable's field types, for example singleLineText");
/** More levels than the options of any field have. */
const deepest = 16;
const options = z
  .record(z.string(), z.unknown())
  .refine((value) => !isNestedDeeper(value, deepest), `must not be nested deeper than ${deepest} levels`);

/** GraphQL's null says as little as nothing at all. */
const optional = <Schema extends z.ZodType>(schema: Schema) =>
  schema.nullish().transform((value) => value ?? undefined);

export const newField = z.object({
  name,
  type,
  description: optional(description),
  options: optional(options),
});

/** Types of fields that can name a record (emulator/airtable-api.md 6). */
const primaryTypes: ReadonlySet<string> = new Set([
  "autoNumber",
  "barcode",
  "currency",
  "date",
  "dateTime",
  "duration",
  "email",
  "formula",
  "multilineText",
  "number",
  "percent",
  "phoneNumber",
  "singleLineText",
  "url",
]);

const newFields = z
  .array(newField)
  .min(1, "must hold at least one field")
  .max(500, "must hold at most 500 fields")
  .superRefine((fields, context) => {
    const [primary] = fields;
    if (primary !== undefined && !primaryTypes.has(primary.type)) {
      const message = `can't be ${primary.type}: the first field becomes the primary field, which names the records`;
      context.addIssue({ code: "custom", message, path: [0, "type"] });
    }
    refuseSameNames(fields, context);
  });

export const newTable = z.object({ name, description: optional(description), fields: newFields });

export const newTables = z
  .array(newTable)
  .min(1, "must hold at least one table")
  .max(1_000, "must hold at most 1000 tables")
  .superRefine(refuseSameNames);

/** Airtable compares names without regard to case. */
function refuseSameNames(things: readonly { name: string }[], context: z.RefinementCtx): void {
  const seen = new Set<string>();
  for (const [index, thing] of things.entries()) {
    const key = thing.name.toLowerCase();
    if (seen.has(key)) context.addIssue({ code: "custom", message: "is given twice", path: [index, "name"] });
    seen.add(key);
  }
}

/** What of a table can be changed. */
export const tableChanges = z
  .object({ name: optional(name), description: optional(description) })
  .refine((changes) => isChange(changes), { message: "must be given, or description", path: ["name"] });

/** What of a field can be changed. */
export const fieldChanges = z
  .object({ name: optional(name), description: optional(description), options: optional(options) })
  .refine((changes) => isChange(changes), { message: "must be given, or description or options", path: ["name"] });

function isChange(changes: object): boolean {
  return Object.values(changes).some((value) => value !== undefined);
}
