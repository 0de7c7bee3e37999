import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { ConnectionModel } from "../models.ts";
import { saveCheck } from "../store/connections.ts";
import type { AirtableClient } from "../upstream/airtable-client.ts";
import { tellOfConnection } from "./connection-events.ts";
import type { TokenParts } from "./connection-token.ts";
import { examineToken } from "./examine-token.ts";
import { findOwnConnection } from "./find-own-connection.ts";
import { describe } from "./list-connections.ts";
import { type Asker, openConnection } from "./open-connections.ts";

/**
 * Asks Airtable whether a connection works, whatever is thought of it so far, and what it may do.
 * @returns with the status REVOKED when Airtable refuses it
 * @throws AirgraphError NOT_FOUND; those of `callAirtable` when Airtable does not say
 */
export async function checkConnection(
  parts: TokenParts & { client: AirtableClient },
  asker: Asker,
  id: string,
): Promise<ConnectionModel> {
  const { db, client, clock } = parts;
  const { tenantId } = asker;
  const stored = await findOwnConnection(db, tenantId, id);
  const { access } = openConnection(parts, stored, asker);
  try {
    const findings = await examineToken(client, access);
    await db.transaction(async (transaction) => {
      const saved = await saveCheck(transaction, stored, new Date(clock.now()), findings);
      if (saved && stored.status === "REVOKED") await tellOfConnection(transaction, stored, "airtable.reinstated");
    });
  } catch (error) {
    if (!(error instanceof AirgraphError && error.code === "UPSTREAM_REJECTED")) throw error;
    // The access has noted a refusal of its token already; any other refusal says nothing about it.
    const { status } = await findOwnConnection(db, tenantId, id);
    if (status !== "REVOKED") throw error;
    await saveCheck(db, stored, new Date(clock.now()), undefined);
  }
  return describe(await findOwnConnection(db, tenantId, id));
}
