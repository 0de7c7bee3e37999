import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { TenantAirtable } from "../tenant-airtable.ts";
import { noSuchConnection } from "./find-own-connection.ts";
import { type OpenConnection, revoked } from "./open-connections.ts";

/**
 * The connection that is meant by a call which names no base: the one with this id, or the tenant's only one.
 * @throws AirgraphError NOT_FOUND; BAD_USER_INPUT when there are several and none is named; UPSTREAM_REJECTED when it
 * is revoked
 */
export async function reachConnection(
  { connections }: Pick<TenantAirtable, "connections">,
  id: string | null | undefined,
): Promise<OpenConnection> {
  const opened = await connections();
  const [only, ...others] = opened;
  if (id == null && others.length > 0) {
    throw new AirgraphError(
      "BAD_USER_INPUT",
      `connectionId is needed: the tenant has ${opened.length} connections to Airtable.`,
      { field: "connectionId" },
    );
  }
  const meant = id == null ? only : opened.find(({ connection }) => connection.id === id);
  if (meant === undefined) throw noSuchConnection(id ?? "");
  if (meant.connection.status === "REVOKED") throw revoked(meant.connection);
  return meant;
}
