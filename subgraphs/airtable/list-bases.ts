import type { BaseModel } from "./models.ts";
import type { TenantAirtable } from "./tenant-airtable.ts";

/** The bases that the tenant's token was granted, by id; as Airtable said up to 30 s ago. */
export async function listBases({ access, client, caches }: TenantAirtable): Promise<ReadonlyMap<string, BaseModel>> {
  const opened = await access();
  return caches.bases.get(opened.cacheKey, async () => {
    const bases = await client.listBases(opened);
    return new Map(bases.map((base) => [base.id, base]));
  });
}
