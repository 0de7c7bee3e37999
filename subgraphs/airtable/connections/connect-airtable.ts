import { z } from "zod";
import type { Audit } from "../../../kernel/audit-log/audit.ts";
import type { Clock } from "../../../kernel/clock.ts";
import type { Database } from "../../../kernel/database/database.ts";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { parseInput, plainText } from "../../../kernel/errors/parse-input.ts";
import type { Seal } from "../../../kernel/secrets/seal.ts";
import { connectionId } from "../ids.ts";
import type { ConnectionModel } from "../models.ts";
import type { AirtableAccess } from "../upstream/airtable-access.ts";
import type { AirtableClient } from "../upstream/airtable-client.ts";
import { type Credentials, tokenOf } from "./credentials.ts";
import { examineToken } from "./examine-token.ts";
import { findOwnConnection } from "./find-own-connection.ts";
import { keepConnection } from "./keep-connection.ts";
import type { Asker } from "./open-connections.ts";

export interface ConnectParts {
  readonly db: Database;
  readonly client: AirtableClient;
  readonly seal: Seal;
  readonly clock: Clock;
  readonly audit: Audit;
}

export const connectionName = plainText.trim().min(1, "must not be empty").max(100, "must have 100 characters at most");

/** What can be said of a connection whichever way it is made. */
export const aboutConnection = z.object({
  name: connectionName.nullish(),
  connectionId: z.string().nullish(),
});

const input = aboutConnection.extend({
  // Opaque to us (emulator/airtable-api.md 1); only what can't stand in a header is refused.
  token: z
    .string()
    .trim()
    .regex(/^[\x21-\x7e]+$/, "must be a personal access token")
    .max(2_000, "must be a personal access token"),
});

/**
 * Connects a tenant to Airtable by a personal access token, once it has proved to work.
 * @throws AirgraphError UPSTREAM_REJECTED when Airtable refuses the token; BAD_USER_INPUT when it lacks a scope;
 * NOT_FOUND when there is no connection that it could replace; CONFLICT as `keepConnection` does
 */
export async function connectAirtable(
  parts: ConnectParts,
  asker: Asker,
  given: { token: string; name?: string | null | undefined; connectionId?: string | null | undefined },
): Promise<ConnectionModel> {
  const { token, ...about } = parseInput(input, given);
  // Before Airtable is asked, and again when the connection is stored.
  if (about.connectionId != null) await findOwnConnection(parts.db, asker.tenantId, about.connectionId);
  return proveAndKeep(parts, asker, { method: "PERSONAL_ACCESS_TOKEN", token }, about);
}

/** Lets credentials show what they are good for, and stores them; throws as `connectAirtable` does. */
export async function proveAndKeep(
  parts: ConnectParts,
  asker: Asker,
  credentials: Credentials,
  { name, connectionId: replaced }: z.infer<typeof aboutConnection>,
): Promise<ConnectionModel> {
  const { tenantId } = asker;
  const findings = await examineToken(parts.client, notYetConnected(asker, credentials));
  if (!findings.scopes.includes("schema.bases:read")) {
    throw new AirgraphError("BAD_USER_INPUT", "The token needs the scope schema.bases:read.", { field: "token" });
  }
  return keepConnection(parts, {
    tenantId,
    credentials,
    findings,
    connectedAt: new Date(parts.clock.now()),
    name: name ?? undefined,
    replaced: replaced == null ? undefined : connectionId.parse(replaced),
  });
}

function notYetConnected(asker: Asker, credentials: Credentials): AirtableAccess {
  const { tenantId, requestId, runId, signal, onTurn } = asker;
  return {
    tenantId,
    connectionId: connectionId.parse(tenantId),
    cacheKey: `connecting ${tenantId}`,
    // Until Airtable has said who owns the token.
    airtableUserId: `connecting ${tenantId}`,
    token: async () => tokenOf(credentials),
    tokenRefused: async () => false,
    requestId,
    runId: runId ?? null,
    priority: "interactive",
    signal,
    onTurn,
  };
}
