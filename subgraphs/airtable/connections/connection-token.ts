import type { Clock } from "../../../kernel/clock.ts";
import type { Database } from "../../../kernel/database/database.ts";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { Seal } from "../../../kernel/secrets/seal.ts";
import type { StoredConnection } from "../store/connections.ts";
import type { AirtableAccess } from "../upstream/airtable-access.ts";
import { openCredentials, tokenOf } from "./credentials.ts";
import { markRevoked } from "./mark-revoked.ts";
import type { OAuthTokens } from "./oauth-server.ts";
import type { CredentialsRenewer, HeldCredentials } from "./renew-credentials.ts";

export interface TokenParts {
  readonly db: Database;
  readonly seal: Seal;
  readonly renewer: CredentialsRenewer;
  readonly clock: Clock;
}

/** Longer than a call may wait and take, so that a token does not expire on its way. */
const renewAheadMs = 5 * 60_000;

/**
 * A stored connection's token, for one request: opened when it is first needed, renewed ahead of its end, and once when
 * Airtable refuses it. A token that is refused for good marks its connection as revoked.
 */
export function createConnectionToken(
  { db, seal, renewer, clock }: TokenParts,
  stored: StoredConnection,
): Pick<AirtableAccess, "token" | "tokenRefused"> {
  let held: HeldCredentials | undefined;
  let replacing: Promise<void> | undefined;
  /** Renewing ahead has failed: tried again when the token has ended, since each attempt may take long. */
  let putOff = false;

  function current(): HeldCredentials {
    held ??= { generation: stored.generation, credentials: openCredentials(seal, stored) };
    return held;
  }

  async function renew(generation: number, tokens: OAuthTokens): Promise<void> {
    held = await renewer.renew({ ...stored, generation }, tokens);
  }

  return {
    async token() {
      const { generation, credentials } = current();
      if (credentials.method === "OAUTH") {
        const leftMs = credentials.expiresAt.getTime() - clock.now();
        if (leftMs < (putOff ? 0 : renewAheadMs)) {
          try {
            await renew(generation, credentials);
          } catch (error) {
            putOff = error instanceof AirgraphError && error.code === "UPSTREAM_UNAVAILABLE" && leftMs > 0;
            if (!putOff) throw error;
          }
        }
      }
      return tokenOf(current().credentials);
    },

    async tokenRefused(token) {
      const { generation, credentials } = current();
      if (tokenOf(credentials) !== token) return true;
      if (credentials.method === "OAUTH") {
        replacing ??= renew(generation, credentials);
        await replacing;
        if (tokenOf(current().credentials) !== token) return true;
      }
      await markRevoked(db, { ...stored, generation: current().generation });
      return false;
    },
  };
}
