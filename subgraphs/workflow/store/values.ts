import { createHash } from "node:crypto";
import { and, eq, inArray } from "drizzle-orm";
import type { Database } from "../../../kernel/database/database.ts";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { RunId, TenantId } from "../../../kernel/identity/ids.ts";
import { values } from "./tables.ts";

export interface RunKey {
  readonly tenantId: TenantId;
  readonly id: RunId;
}

/** A JSON value, or, if it is large, where it is kept. */
export type StoredValue = { readonly json: unknown } | { readonly valueId: string };

/** In characters of its JSON: what is larger is kept by itself. */
const inlineLength = 16_000;
/** In characters of its JSON. */
const longest = 32_000_000;

const unstorable = /(?<!\\)((?:\\\\)*)\\u(?:0000|d[89a-f][0-9a-f]{2})/gi;

/**
 * Makes a value fit to be stored, and stores it by itself if it is large. Postgres keeps no U+0000 and no halves of
 * characters in JSON, and cells may hold them.
 * @throws AirgraphError PAYLOAD_TOO_LARGE
 */
export async function storeValue(
  transaction: Database,
  { tenantId, id }: RunKey,
  value: unknown,
): Promise<StoredValue> {
  const text = JSON.stringify(value ?? null).replaceAll(unstorable, "$1\ufffd");
  const json: unknown = JSON.parse(text);
  if (text.length <= inlineLength) return { json };
  if (text.length > longest) {
    throw new AirgraphError(
      "PAYLOAD_TOO_LARGE",
      `A value of ${text.length} characters is too large; ${longest} are the limit.`,
    );
  }
  const valueId = createHash("sha256").update(text).digest("hex");
  await transaction.insert(values).values({ tenantId, runId: id, id: valueId, value: json }).onConflictDoNothing();
  return { valueId };
}

/** @returns the values by their ids */
export async function findValues(
  db: Database,
  { tenantId, id }: RunKey,
  valueIds: readonly string[],
): Promise<ReadonlyMap<string, unknown>> {
  if (valueIds.length === 0) return new Map();
  const rows = await db
    .select({ id: values.id, value: values.value })
    .from(values)
    .where(and(eq(values.tenantId, tenantId), eq(values.runId, id), inArray(values.id, [...valueIds])));
  return new Map(rows.map((row) => [row.id, row.value]));
}

/** Reads a value, wherever it is kept. */
export async function readValue(db: Database, key: RunKey, value: StoredValue): Promise<unknown> {
  return "json" in value ? value.json : (await findValues(db, key, [value.valueId])).get(value.valueId);
}

export function inputColumns(value: StoredValue) {
  return "json" in value ? { input: value.json, inputId: null } : { input: null, inputId: value.valueId };
}

export function outputColumns(value: StoredValue) {
  return "json" in value ? { output: value.json, outputId: null } : { output: null, outputId: value.valueId };
}
