import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { Limits } from "../abuse/limits.ts";
import type { SignedInModel } from "../models.ts";
import { generateSecretText, hashSecretText } from "../secret-text.ts";
import { isMember } from "../store/people.ts";
import {
  deleteExpiredTokens,
  endSessions,
  findToken,
  insertToken,
  lockSessionOfToken,
  renewSession,
  useUpTokens,
} from "../store/sessions.ts";
import { deviceOf } from "./device.ts";
import { sessionEnd } from "./session-life.ts";
import type { SessionParts } from "./session-parts.ts";
import { checkStore } from "./session-store.ts";
import { type OngoingSession, tellSignedIn } from "./tell-signed-in.ts";

/**
 * How long a refresh token is still taken after it was used first: for two refreshes at once, and for an answer that got
 * lost on a bad network.
 */
const overlapMs = 30_000;

/**
 * Exchanges a refresh token for a new one and a new access token.
 *
 * The tokens of a session that have not been used are its newest; there are several only after an overlap. The first
 * use of one of them uses up all of them, and there is a newer one. Whoever comes with a used token within the overlap gets
 * one more of the newest; whoever comes later has it from somebody else, or somebody else has it from them: the session
 * ends. Two parties that both hold tokens of a session use each other's up, so a thief is found out at the next refresh
 * of either, unless they keep within seconds of each other for ever.
 *
 * The session's row is locked meanwhile, so that refreshes of one session follow on one another in all processes.
 * @param given absent for a session in cookies
 * @throws AirgraphError UNAUTHENTICATED, the same for a token that is unknown, expired, or was used before, and for a session
 * that has ended; BAD_USER_INPUT for a session in cookies over a WebSocket; RATE_LIMITED
 */
export async function refreshSession(
  parts: SessionParts & { readonly limits: Limits },
  given: string | null | undefined,
): Promise<SignedInModel> {
  const { db, source, logger, setCookies } = parts;
  const token = given ?? source?.refreshToken;
  if (token === undefined)
    throw new AirgraphError("UNAUTHENTICATED", "There is no refresh token, neither as an argument nor in a cookie.");

  await parts.limits.take("refreshSession", { source });
  const next = generateSecretText();
  const outcome = await db.transaction(async (transaction) =>
    exchange({ ...parts, db: transaction }, hashSecretText(token), hashSecretText(next)),
  );
  switch (outcome.kind) {
    case "renewed":
      return tellSignedIn(parts, outcome.session, next);
    case "stolen":
      logger.warn(
        { sessionId: outcome.session.id, userId: outcome.session.personId, address: source?.address },
        "a refresh token was used again: its session has been ended",
      );
      break;
    case "refused":
      break;
  }
  if (given === null || given === undefined) setCookies({ action: "forget" });
  throw new AirgraphError(
    "UNAUTHENTICATED",
    "The refresh token is unknown, expired or was used before, or its session has ended; sign in again.",
  );
}

type Outcome = { readonly kind: "renewed" | "stolen"; readonly session: OngoingSession } | { readonly kind: "refused" };

async function exchange(parts: SessionParts, hash: string, nextHash: string): Promise<Outcome> {
  const { db, clock, sessionLife, source, audit } = parts;
  const found = await lockSessionOfToken(db, hash);
  // Asked for again behind the lock: whoever held it may have used the token.
  const token = found === undefined ? undefined : await findToken(db, hash);
  const now = new Date(clock.now());
  if (found === undefined || token === undefined) return { kind: "refused" };
  if (found.endedAt !== null || found.expiresAt <= now || token.expiresAt <= now) return { kind: "refused" };
  checkStore(found.store, source);

  if (token.usedAt !== null && now.getTime() - token.usedAt.getTime() > overlapMs) {
    await endSessions(db, found, "refresh token used again", now);
    await audit(db, found.tenantId, {
      action: "session.theft_detected",
      target: { kind: "session", id: found.id },
      result: "DENIED",
      details: { userId: found.personId },
    });
    return { kind: "stolen", session: found };
  }

  if (token.usedAt === null) await useUpTokens(db, found.id, now);
  const expiresAt = sessionEnd(sessionLife, found.createdAt, now);
  await insertToken(db, { hash: nextHash, sessionId: found.id, createdAt: now, expiresAt });
  await deleteExpiredTokens(db, found.id, now);
  // Whoever is no member any more goes on in no tenant: in another one they could take it for the first.
  const stays = found.tenantId !== null && (await isMember(db, found.tenantId, found.personId));
  const session = { ...found, tenantId: stays ? found.tenantId : null, expiresAt };
  await renewSession(db, { ...session, lastUsedAt: now, ...deviceOf(source) });
  return { kind: "renewed", session };
}
