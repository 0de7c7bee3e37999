import { z } from "zod";
import { fieldTypes } from "./field-schema.ts";
import { generateRecords } from "./generate-records.ts";
import { parseSeed } from "./parse-seed.ts";
import { sampleOwner, sampleUsers } from "./sample/sample-users.ts";
import { type ParsedSeed, SeedError, scopes } from "./seed.ts";

const json = z.json();
const result = z.looseObject({ type: z.string() });
const options = z.record(z.string(), json);

const schemaFile = z.object({
  tables: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      description: z.string().nullish(),
      primaryFieldId: z.string(),
      fields: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          type: z.string(),
          description: z.string().nullish(),
          options: options.nullish(),
        }),
      ),
      views: z
        .array(
          z.object({
            id: z.string(),
            name: z.string(),
            type: z.string(),
            visibleFieldIds: z.array(z.string()).optional(),
          }),
        )
        .default([]),
    }),
  ),
});

type SchemaField = z.output<typeof schemaFile>["tables"][number]["fields"][number];

interface SchemaSeedOptions {
  readonly baseId: string;
  readonly baseName: string;
  /** The token that opens the base with every scope. */
  readonly token: string;
  /** How many records to make up in each table. */
  readonly recordsPerTable: number;
}

/**
 * A seed with one base from what Airtable answers to `GET /v0/meta/bases/{base}/tables` (reference 6).
 *
 * The answer does not tell everything: how a rollup aggregates follows from its result's type (`aggregationFor`), views
 * have neither filter nor sort, and types that are not in reference 9 become JSON that nobody can write.
 *
 * @throws SeedError when it is no such answer
 */
export function seedFromSchema(schema: unknown, { baseId, baseName, token, recordsPerTable }: SchemaSeedOptions) {
  const parsed = schemaFile.safeParse(schema);
  if (!parsed.success) {
    throw new SeedError(
      `the schema must be the answer of GET /v0/meta/bases/{base}/tables: ${z.prettifyError(parsed.error)}`,
    );
  }
  const tables = parsed.data.tables.map(({ description, fields, views, ...table }) => ({
    ...table,
    ...(description ? { description } : {}),
    fields: fields.map(seedField),
    views: views.map((view) => ({ ...view, type: knownViewTypes.has(view.type) ? view.type : "grid" })),
  }));
  const seed = parseSeed({
    users: sampleUsers,
    tokens: [{ token, userId: sampleOwner.id, scopes, bases: [{ id: baseId, permissionLevel: "create" }] }],
    bases: [{ id: baseId, name: baseName, tables }],
  });
  return recordsPerTable === 0 ? seed : withRecords(seed, recordsPerTable);
}

function withRecords(seed: ParsedSeed, count: number): ParsedSeed {
  return {
    ...seed,
    bases: seed.bases.map((base) => ({
      ...base,
      tables: base.tables.map((table) => ({ ...table, records: generateRecords(table, base.tables, count) })),
    })),
  };
}

const knownViewTypes = new Set(["grid", "form", "calendar", "gallery", "kanban", "timeline", "block"]);

function seedField({ id, name, type, description, options: given }: SchemaField) {
  const field = { id, name, ...(description ? { description } : {}) };
  const told = given ?? {};
  // What reads through a link that is gone cannot be written down as a field that reads through one.
  const isBroken = told.isValid === false && type !== "formula";
  if (!fieldTypes.has(type) || isBroken)
    return { ...field, type: "unknown", options: { type, options: given ?? null } };
  if (type === "formula" || type === "rollup") {
    const { result: yields, ...rest } = told;
    const known = result.safeParse(yields).data;
    const aggregation = type === "rollup" ? { aggregation: aggregationFor(known?.type) } : {};
    return { ...field, type, options: { ...rest, ...aggregation, ...(known === undefined ? {} : { result: known }) } };
  }
  return { ...field, type, options: told };
}

/** The commonest aggregation with such a result: Airtable tells the result's type, but not the aggregation. */
function aggregationFor(resultType: string | undefined): string {
  switch (resultType) {
    case "number":
    case "currency":
    case "percent":
    case "duration":
    case "rating":
    case "count":
    case "autoNumber":
      return "SUM(values)";
    case "date":
    case "dateTime":
      return "MAX(values)";
    case "checkbox":
      return "OR(values)";
    default:
      return 'ARRAYJOIN(values, ", ")';
  }
}
