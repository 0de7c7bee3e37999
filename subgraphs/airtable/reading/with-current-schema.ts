import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { listTables } from "../list-tables.ts";
import type { TableModel } from "../models.ts";
import type { TenantAirtable } from "../tenant-airtable.ts";

/** Airtable's words for a table or field that it has no more (emulator/airtable-api.md 3.2). */
const outdated: ReadonlySet<unknown> = new Set([
  "INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND",
  "MODEL_ID_NOT_FOUND",
  "TABLE_NOT_FOUND",
  "UNKNOWN_FIELD_NAME",
]);

/**
 * Runs a read of a table. When Airtable does not know what the remembered schema names, the schema is forgotten, and if
 * it has changed, the read is run once more with the new one.
 * @param read gets the table as it is known, and builds all that it sends from it
 * @throws what `read` throws; AirgraphError NOT_FOUND when the table is gone
 */
export async function withCurrentSchema<T>(
  airtable: TenantAirtable,
  known: TableModel,
  read: (table: TableModel) => Promise<T>,
): Promise<T> {
  try {
    return await read(known);
  } catch (error) {
    if (!isOutdated(error)) throw error;
    airtable.caches.forgetSchemas(known.baseId);
    const current = (await listTables(airtable, known.baseId)).get(known.id);
    if (current === undefined) {
      throw new AirgraphError("NOT_FOUND", `The table ${JSON.stringify(known.name)} is gone.`, {}, { cause: error });
    }
    if (haveSameFields(current, known)) throw error;
    return read(current);
  }
}

/** By id: a renamed field is still the field that was asked for. */
function haveSameFields({ fields: a }: TableModel, { fields: b }: TableModel): boolean {
  return a.size === b.size && [...a.keys()].every((id) => b.has(id));
}

/** Whether Airtable refused a call since the remembered schema is not its own any more. */
export function isOutdated(error: unknown): boolean {
  if (!(error instanceof AirgraphError)) return false;
  const { airtableType, airtableMessage } = error.extensions;
  if (airtableType !== "INVALID_FILTER_BY_FORMULA") return outdated.has(airtableType);
  return typeof airtableMessage === "string" && airtableMessage.includes("Unknown field names");
}
