import { z } from "zod";
import type { Clock } from "../../kernel/clock.ts";
import type { Database } from "../../kernel/database/database.ts";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import { parseInput } from "../../kernel/errors/parse-input.ts";
import type { Person } from "../../kernel/identity/caller.ts";
import { describe } from "./describe-connection.ts";
import { connectionId } from "./ids.ts";
import type { ConnectionModel } from "./models.ts";
import type { Seal } from "./seal.ts";
import { saveConnection } from "./store/connections.ts";
import type { AirtableAccess } from "./upstream/airtable-access.ts";
import type { AirtableClient } from "./upstream/airtable-client.ts";

const input = z.object({
  // Opaque to us (emulator/airtable-api.md 1); only what can't stand in a header is refused.
  token: z
    .string()
    .trim()
    .regex(/^[\x21-\x7e]+$/, "must be a personal access token")
    .max(2_000, "must be a personal access token"),
});

/**
 * Connects a tenant to Airtable in place of an earlier connection, once the token has proved to work.
 * @throws AirgraphError UPSTREAM_REJECTED when Airtable refuses the token; BAD_USER_INPUT when it lacks a scope
 */
export async function connectAirtable(
  { db, client, seal, clock }: { db: Database; client: AirtableClient; seal: Seal; clock: Clock },
  { tenantId, runId }: Pick<Person, "tenantId" | "runId">,
  requestId: string,
  given: { token: string },
): Promise<ConnectionModel> {
  const { token } = parseInput(input, given);
  const access: AirtableAccess = {
    tenantId,
    connectionId: connectionId.parse(tenantId),
    cacheKey: `connecting ${tenantId}`,
    // Until Airtable has said who owns the token.
    airtableUserId: `connecting ${tenantId}`,
    token: async () => token,
    requestId,
    runId: runId ?? null,
    priority: "interactive",
    signal: undefined,
    onTurn: () => {},
  };

  const { id: airtableUserId } = await client.whoami(access);
  try {
    await client.listBases({ ...access, airtableUserId });
  } catch (cause) {
    if (!(cause instanceof AirgraphError && cause.code === "NOT_FOUND")) throw cause;
    throw new AirgraphError(
      "BAD_USER_INPUT",
      "The token needs the scope schema.bases:read.",
      { field: "token" },
      { cause },
    );
  }

  const connectedAt = new Date(clock.now());
  await saveConnection(db, tenantId, { sealedToken: seal.close(tenantId, token), airtableUserId, connectedAt });
  return describe(tenantId, { airtableUserId, connectedAt });
}
