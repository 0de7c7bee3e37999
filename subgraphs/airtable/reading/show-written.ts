import type { Loaders } from "../loaders.ts";
import type { RecordModel } from "../models.ts";
import type { CellSelection } from "./record-needs.ts";

/**
 * A record that was just written, as its writer may read it. Airtable answers a write with the record whoever may read it,
 * so where only some may be read it is asked for once more, together with the others of the mutation.
 * @param selection what is wanted of it
 * @returns null when the writer may not read it
 * @throws AirgraphError FORBIDDEN when the writer may read no record of that table
 */
export async function showWritten(
  loaders: Loaders,
  record: RecordModel,
  selection: CellSelection,
): Promise<RecordModel | null> {
  return mayReadAnyOf(record) ? record : loaders.record.load(record.id, selection);
}

/** Makes a record known that was just written, if its writer may read it whatever is in it. */
export function primeWritten(loaders: Loaders, record: RecordModel): void {
  if (mayReadAnyOf(record)) loaders.record.prime(record.id, record);
}

function mayReadAnyOf({ table: { rights } }: RecordModel): boolean {
  return rights === undefined || rights.on.READ.rows.kind === "all";
}
