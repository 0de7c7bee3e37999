import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { recordId } from "../ids.ts";
import type { ConnectionModel } from "../models.ts";
import type { AirtableAccess } from "../upstream/airtable-access.ts";
import type { AirtableClient } from "../upstream/airtable-client.ts";
import type { BaseAnswer } from "../upstream/answers.ts";
import { byPermission } from "./permission-level.ts";

/** Well formed, and given to nobody. */
const noRecord = recordId.parse("rec00000000000000");

/**
 * Asks Airtable whose token it is and what it may do. OAuth tokens tell their scopes; of personal access tokens those
 * are shown by harmless calls: what is read is dropped, and what is written names a record that there is none of. These
 * are all made to one base, so a token that may write to none is not seen to have `data.records:write`.
 * @throws AirgraphError UPSTREAM_REJECTED when Airtable refuses the token, and those of `callAirtable`
 */
export async function examineToken(
  client: AirtableClient,
  access: AirtableAccess,
): Promise<Pick<ConnectionModel, "airtableUserId" | "email" | "scopes">> {
  const { id: airtableUserId, email, scopes } = await client.whoami(access);
  const known = { ...access, airtableUserId };
  return {
    airtableUserId,
    email: email ?? null,
    scopes: scopes ?? [...(await probeScopes(client, known)), ...(email === undefined ? [] : ["user.email:read"])],
  };
}

async function probeScopes(client: AirtableClient, access: AirtableAccess): Promise<string[]> {
  let bases: BaseAnswer[] = [];
  const maySeeSchemas = await permits(async () => {
    bases = await client.listBases(access);
  });
  if (!maySeeSchemas) return [];
  const shown = ["schema.bases:read"];
  const [base] = bases.filter(({ permissionLevel }) => permissionLevel !== "none").sort(byPermission);
  if (base === undefined) return shown;

  const [table] = await client.listTables(access, base.id);
  if (table === undefined) return shown;
  const address = { baseId: base.id, tableId: table.id };
  const probes = {
    "data.records:read": async () =>
      client.listRecords(access, address, { pageSize: 1, fields: [table.primaryFieldId] }),
    "data.records:write": async () =>
      client.updateRecords(access, address, () => ({
        records: [{ id: noRecord, fields: {} }],
        typecast: false,
        mode: "update",
      })),
    "webhook:manage": async () => client.listWebhooks(access, base.id),
  };
  const granted = await Promise.all(
    Object.entries(probes).map(async ([scope, probe]) => ((await permits(probe)) ? [scope] : [])),
  );
  return [...shown, ...granted.flat()];
}

/** Airtable checks scope and role before it looks for the record (emulator/airtable-api.md 1.2). */
async function permits(probe: () => Promise<unknown>): Promise<boolean> {
  try {
    await probe();
    return true;
  } catch (error) {
    if (!(error instanceof AirgraphError)) throw error;
    if (error.extensions["airtableType"] === "ROW_DOES_NOT_EXIST") return true;
    if (error.code === "NOT_FOUND" || error.code === "FORBIDDEN") return false;
    throw error;
  }
}
