import DataLoader from "dataloader";
import type { RecordModel } from "./models.ts";
import { readRecordsById } from "./read-records-by-id.ts";
import type { TenantAirtable } from "./tenant-airtable.ts";

export interface Loaders {
  /** Records by global id; null for those that don't exist or belong to another tenant. */
  readonly record: DataLoader<string, RecordModel | null>;
}

/**
 * Made anew for each request. All records that one level of a query asks for meet in one batch, because nothing on the
 * way to `load` waits for more than promises: the schema travels with the record.
 */
export function createLoaders(airtable: TenantAirtable): Loaders {
  return { record: new DataLoader(async (ids) => readRecordsById(airtable, ids)) };
}
