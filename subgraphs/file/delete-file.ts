import { z } from "zod";
import type { Database } from "../../kernel/database/database.ts";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import type { Actor } from "../../kernel/identity/caller.ts";
import { deleteFile as deleteStored } from "./store/files.ts";

const fileId = z.uuid();

/**
 * Deletes a file of the caller's tenant for good. Its idempotency key is free again.
 * @returns its id
 * @throws AirgraphError NOT_FOUND when there is no such file, for example because it was deleted before
 */
export async function deleteFile({ db }: { db: Database }, { tenantId }: Actor, id: string): Promise<string> {
  // Postgres would answer an id of another shape with an error.
  const isDeleted = fileId.safeParse(id).success && (await deleteStored(db, tenantId, id));
  if (!isDeleted)
    throw new AirgraphError("NOT_FOUND", `There is no file ${JSON.stringify(id)} in this tenant.`, { field: "id" });
  return id;
}
