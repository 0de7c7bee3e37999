import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import { listBases } from "./list-bases.ts";
import type { BaseModel } from "./models.ts";
import type { TenantAirtable } from "./tenant-airtable.ts";

/**
 * A base by its id. Everything in a base is reached through here, so Airtable is never asked for a base that the
 * tenant's token was not granted, and one tenant can't use up the calls of another one's base.
 * @throws AirgraphError NOT_FOUND, the same for another tenant's base and for no base at all
 */
export async function findBase(airtable: TenantAirtable, id: string): Promise<BaseModel> {
  const bases = await listBases(airtable);
  const base = bases.get(id);
  if (base === undefined)
    throw new AirgraphError("NOT_FOUND", `There is no base ${JSON.stringify(id)} among the tenant's bases.`);
  return base;
}
