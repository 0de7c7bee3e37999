import { findBase } from "./find-base.ts";
import type { BaseModel } from "./models.ts";
import type { TenantAirtable } from "./tenant-airtable.ts";
import type { AirtableAccess } from "./upstream/airtable-access.ts";

/**
 * A base together with the access that it is reached by.
 * @throws AirgraphError NOT_FOUND as `findBase` does
 */
export async function reachBase(
  airtable: TenantAirtable,
  baseId: string,
): Promise<{ base: BaseModel; access: AirtableAccess }> {
  return { base: await findBase(airtable, baseId), access: await airtable.access() };
}
