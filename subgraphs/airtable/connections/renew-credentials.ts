import { setTimeout as delay } from "node:timers/promises";
import type { Database } from "../../../kernel/database/database.ts";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { Seal } from "../../../kernel/secrets/seal.ts";
import { type CredentialsKey, endRenewal, findConnection, saveRenewed, startRenewal } from "../store/connections.ts";
import { type Credentials, openCredentials, sealCredentials } from "./credentials.ts";
import { markRevoked } from "./mark-revoked.ts";
import type { OAuthServer, OAuthTokens } from "./oauth-server.ts";

/** Credentials, and which ones of their connection they are. */
export interface HeldCredentials {
  readonly generation: number;
  readonly credentials: Credentials;
}

export interface CredentialsRenewer {
  /**
   * Renews a connection's OAuth tokens, in one process at a time: a refresh token is good for one use. Who comes second
   * waits for what the first one stores.
   * @param held what the caller takes for current; credentials that somebody stored since are answered as they are
   * @throws AirgraphError UPSTREAM_REJECTED when Airtable refuses them for good, which is noted; UPSTREAM_UNAVAILABLE
   * when it can't be told, which changes nothing
   */
  renew(key: CredentialsKey, held: OAuthTokens): Promise<HeldCredentials>;
}

const pollMs = 200;
/** More than a call of OAuth may take, so that only a process that died loses its turn. */
const marginMs = 5_000;
/** How long another process may take to store what it has got, when it is not known to be at it. */
const duplicateMs = 2_000;
const savingAttempts = 5;

/** @param options.timeoutMs how long one call of OAuth may take */
export function createCredentialsRenewer(options: {
  db: Database;
  seal: Seal;
  oauth: () => OAuthServer;
  timeoutMs: number;
}): CredentialsRenewer {
  const { db, seal, oauth } = options;
  const leaseMs = options.timeoutMs + marginMs;
  /** In this process. */
  const underWay = new Map<string, Promise<HeldCredentials>>();

  /** What somebody stored in place of the credentials, if that has happened. */
  async function findNewer({ tenantId, id, generation }: CredentialsKey): Promise<HeldCredentials | undefined> {
    const stored = await findConnection(db, tenantId, id);
    if (stored === undefined) throw new AirgraphError("NOT_FOUND", "The connection was disconnected meanwhile.");
    if (stored.generation === generation) return undefined;
    return { generation: stored.generation, credentials: openCredentials(seal, stored) };
  }

  async function waitForNewer(key: CredentialsKey, forMs: number): Promise<HeldCredentials | undefined> {
    for (let waitedMs = 0; ; waitedMs += pollMs) {
      const newer = await findNewer(key);
      if (newer !== undefined || waitedMs >= forMs) return newer;
      await delay(pollMs);
    }
  }

  async function renewOnce(key: CredentialsKey, held: OAuthTokens): Promise<HeldCredentials> {
    const server = oauth();
    for (let waitedMs = 0; !(await startRenewal(db, key, leaseMs)); waitedMs += pollMs) {
      const newer = await findNewer(key);
      if (newer !== undefined) return newer;
      if (waitedMs > leaseMs) throw stillUnderWay();
      await delay(pollMs);
    }
    const outcome = await server.renew(held.refreshToken);
    switch (outcome.kind) {
      case "renewed":
        return store(key, outcome.tokens);
      case "refused":
        await markRevoked(db, key);
        await endRenewal(db, key);
        throw new AirgraphError(
          "UPSTREAM_REJECTED",
          "Airtable no longer renews the connection: it was revoked, or not used for 60 days. An admin can connect again with startAirtableOAuth.",
          { airtableType: "invalid_grant", connectionId: key.id },
        );
      case "duplicate": {
        await endRenewal(db, key);
        const newer = await waitForNewer(key, duplicateMs);
        if (newer === undefined) throw stillUnderWay();
        return newer;
      }
      case "failed":
        await endRenewal(db, key);
        throw outcome.error;
    }
  }

  /** The former refresh token is spent, so tokens that are not stored are lost: a database that is away is waited for. */
  async function store(key: CredentialsKey, tokens: OAuthTokens): Promise<HeldCredentials> {
    const sealed = sealCredentials(seal, key, tokens);
    for (let attempt = 1; ; attempt += 1) {
      try {
        await saveRenewed(db, key, sealed);
        // As stored: somebody may have given other credentials meanwhile.
        return (await findNewer(key)) ?? { generation: key.generation, credentials: tokens };
      } catch (error) {
        if (attempt === savingAttempts || error instanceof AirgraphError) throw error;
        await delay(attempt * pollMs);
      }
    }
  }

  return {
    async renew(key, held) {
      const name = `${key.id} ${key.generation}`;
      const known = underWay.get(name);
      if (known !== undefined) return known;
      const renewing = renewOnce(key, held).finally(() => underWay.delete(name));
      underWay.set(name, renewing);
      return renewing;
    },
  };
}

function stillUnderWay(): AirgraphError {
  return new AirgraphError(
    "UPSTREAM_UNAVAILABLE",
    "The connection's token is being renewed, and it is not known yet what came of it: try again in a minute.",
  );
}
