import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import { lookUpBase } from "./list-bases.ts";
import type { BaseModel } from "./models.ts";
import type { TenantAirtable } from "./tenant-airtable.ts";
import type { AirtableAccess } from "./upstream/airtable-access.ts";

/**
 * A base by its id, together with the access that it is reached by. Everything in a base is reached through here, so
 * Airtable is never asked for a base that none of the tenant's connections was granted, and one tenant can't use up the
 * calls of another one's base.
 * @throws AirgraphError NOT_FOUND, the same for another tenant's base and for no base at all; and as `lookUpBase` does
 */
export async function reachBase(
  airtable: TenantAirtable,
  baseId: string,
): Promise<{ base: BaseModel; access: AirtableAccess }> {
  const found = await lookUpBase(airtable, baseId);
  if (found === undefined)
    throw new AirgraphError("NOT_FOUND", `There is no base ${JSON.stringify(baseId)} among the tenant's bases.`);
  return found;
}
