import type { BaseId } from "../ids.ts";
import { reachBase } from "../reach-base.ts";
import type { TenantAirtable } from "../tenant-airtable.ts";
import { deleteOnce } from "../writing/delete-once.ts";
import { touching } from "../writing/touch-base.ts";
import { announceSchemaChange, type SchemaChangeParts } from "./announce-schema-change.ts";

/**
 * Deletes a base for good.
 * @throws AirgraphError NOT_FOUND for the base; FORBIDDEN when the plan does not permit it; and those of `callAirtable`
 */
export async function deleteBase(airtable: TenantAirtable & SchemaChangeParts, id: string): Promise<BaseId> {
  const { base, access } = await reachBase(airtable, id);
  await touching(airtable.reads.touch, base.id, async () =>
    deleteOnce(async () => airtable.client.deleteBase(access, base.id)),
  );
  await announceSchemaChange(airtable, access, { kind: "BASE_DELETED", baseId: base.id });
  return base.id;
}
