import { z } from "zod";
import { parseInput } from "../../../kernel/errors/parse-input.ts";
import { reachConnection } from "../connections/reach-connection.ts";
import type { BaseModel } from "../models.ts";
import type { TenantAirtable } from "../tenant-airtable.ts";
import { announceSchemaChange, type SchemaChangeParts } from "./announce-schema-change.ts";
import { name, newTables } from "./schema-input.ts";

const input = z.object({
  // Their length differs (emulator/airtable-api.md 1.1).
  workspaceId: z.string().regex(/^wsp[0-9A-Za-z]{14,15}$/, "must be an id like wsp…"),
  name,
  tables: newTables,
});

/**
 * Creates a base.
 * @throws AirgraphError BAD_USER_INPUT naming the argument; NOT_FOUND for the connection or workspace;
 * UPSTREAM_UNAVAILABLE with `outcome: "unknown"` when it is not known whether it was created; and those of `callAirtable`
 */
export async function createBase(
  airtable: TenantAirtable & SchemaChangeParts,
  given: { connectionId?: string | null | undefined; workspaceId: string; name: string; tables: readonly object[] },
): Promise<BaseModel> {
  const base = parseInput(input, given);
  const { connection, access } = await reachConnection(airtable, given.connectionId);
  const { id } = await airtable.client.createBase(access, base);
  await announceSchemaChange(airtable, access, { kind: "BASE_CREATED", baseId: id });
  // Who creates a base is its owner, which Airtable's list of bases calls "create".
  return { id, name: base.name, permissionLevel: "create", connectionId: connection.id };
}
