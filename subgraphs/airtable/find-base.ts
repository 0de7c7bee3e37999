import type { BaseModel } from "./models.ts";
import { reachBase } from "./reach-base.ts";
import type { TenantAirtable } from "./tenant-airtable.ts";

/**
 * A base by its id.
 * @throws AirgraphError as `reachBase` does
 */
export async function findBase(airtable: TenantAirtable, id: string): Promise<BaseModel> {
  return (await reachBase(airtable, id)).base;
}
