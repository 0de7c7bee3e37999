import { z } from "zod";
import type { Audit } from "../../../kernel/audit-log/audit.ts";
import type { Database } from "../../../kernel/database/database.ts";
import { parseInput } from "../../../kernel/errors/parse-input.ts";
import type { TenantId } from "../../../kernel/identity/ids.ts";
import type { ConnectionModel } from "../models.ts";
import * as store from "../store/connections.ts";
import { connectionName } from "./connect-airtable.ts";
import { connectionTarget } from "./connection-events.ts";
import { findOwnConnection, noSuchConnection } from "./find-own-connection.ts";
import { describe } from "./list-connections.ts";

const input = z.object({ name: connectionName });

/**
 * Gives a connection another name. Names are for people; two connections may share one.
 * @throws AirgraphError NOT_FOUND; BAD_USER_INPUT for the name
 */
export async function renameConnection(
  { db, audit }: { db: Database; audit: Audit },
  tenantId: TenantId,
  given: { id: string; name: string },
): Promise<ConnectionModel> {
  const { name } = parseInput(input, given);
  return db.transaction(async (transaction) => {
    const { id, name: former } = await findOwnConnection(transaction, tenantId, given.id);
    if (!(await store.renameConnection(transaction, tenantId, id, name))) throw noSuchConnection(given.id);
    await audit(transaction, {
      action: "airtable_connection.renamed",
      target: connectionTarget(id),
      result: "SUCCEEDED",
      details: { from: former, to: name },
    });
    return describe(await findOwnConnection(transaction, tenantId, id));
  });
}
