import { z } from "zod";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { parseInput } from "../../../kernel/errors/parse-input.ts";
import type { UserId } from "../../../kernel/identity/ids.ts";
import type { ConnectionModel } from "../models.ts";
import { takeState } from "../store/oauth-states.ts";
import { aboutConnection, type ConnectParts, proveAndKeep } from "./connect-airtable.ts";
import { findOwnConnection } from "./find-own-connection.ts";
import type { OAuthServer } from "./oauth-server.ts";
import type { Asker } from "./open-connections.ts";
import { hashState } from "./start-oauth.ts";

const visible = /^[\x21-\x7e]+$/;

const input = aboutConnection.extend({
  code: z.string().regex(visible, "must be what Airtable sent").max(2_000, "must be what Airtable sent"),
  state: z.string().max(2_000, "must be what Airtable sent"),
});

/**
 * Ends a connection by OAuth: exchanges the code for tokens, which have to prove themselves, and stores them.
 * @throws AirgraphError BAD_USER_INPUT when the state is not the person's own, used or expired; UPSTREAM_REJECTED when
 * Airtable refuses the code; NOT_FOUND when OAuth is not set up; and those of `connectAirtable`
 */
export async function finishOAuth(
  parts: ConnectParts & { oauth: () => OAuthServer },
  asker: Asker & { userId: UserId },
  given: {
    code: string;
    state: string;
    name?: string | null | undefined;
    connectionId?: string | null | undefined;
  },
): Promise<ConnectionModel> {
  const { db, seal, clock } = parts;
  const { tenantId, userId } = asker;
  const server = parts.oauth();
  const { code, state, ...about } = parseInput(input, given);
  if (about.connectionId != null) await findOwnConnection(db, tenantId, about.connectionId);

  const stateHash = hashState(state);
  const sealedVerifier = await takeState(db, { stateHash, tenantId, userId }, new Date(clock.now()));
  if (sealedVerifier === undefined) {
    throw new AirgraphError(
      "BAD_USER_INPUT",
      "state is unknown, used, older than ten minutes, or another person's: begin again with startAirtableOAuth.",
      { field: "state" },
    );
  }
  const verifier = seal.open({ tenantId, holder: stateHash }, sealedVerifier);
  return proveAndKeep(parts, asker, await server.redeem({ code, state, verifier }), about);
}
