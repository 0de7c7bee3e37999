import { randomUUID } from "node:crypto";
import type { Database } from "../../../kernel/database/database.ts";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { sessionId, type TenantId, type UserId } from "../../../kernel/identity/ids.ts";
import type { SignedInModel } from "../models.ts";
import { generateSecretText, hashSecretText } from "../secret-text.ts";
import { holdPerson, listTenantsOf } from "../store/people.ts";
import { endSessionOfToken, findLastTenant, insertSession, type SessionStore } from "../store/sessions.ts";
import { deviceOf } from "./device.ts";
import { sessionEnd } from "./session-life.ts";
import type { SessionParts } from "./session-parts.ts";
import { checkStore } from "./session-store.ts";
import { tellSignedIn } from "./tell-signed-in.ts";

/**
 * Throws when what a sign-in began with is not good any more. Asked once nobody can change it before the sign-in is
 * stored: a new password ends what the former one began, also what is under way.
 */
export type Proof = (transaction: Database) => Promise<void>;

/**
 * Signs a person in whose credentials have been checked. It is always a new session: nothing that was known before a
 * sign-in is worth anything in what comes after it.
 * @param person.tenantId to act in; the one that was acted in last when absent, or none if they have none
 * @param person.proof see `Proof`
 * @throws AirgraphError FORBIDDEN when the person is no member of that tenant; BAD_USER_INPUT for cookies over a WebSocket
 */
export async function startSession(
  parts: SessionParts,
  person: {
    userId: UserId;
    store: SessionStore;
    secondFactor: boolean;
    tenantId?: TenantId | undefined;
    proof?: Proof | undefined;
  },
): Promise<SignedInModel> {
  const { db, clock, sessionLife, source, audit } = parts;
  const { userId, store, secondFactor } = person;
  checkStore(store, source);
  const now = new Date(clock.now());
  const tenantId = (await chooseTenant(db, person)) ?? null;
  const id = sessionId.parse(randomUUID());
  const refreshToken = generateSecretText();
  const session = {
    id,
    personId: userId,
    tenantId,
    store,
    secondFactor,
    confirmedAt: now,
    ...deviceOf(source),
    createdAt: now,
    lastUsedAt: now,
    expiresAt: sessionEnd(sessionLife, now, now),
  };
  await db.transaction(async (transaction) => {
    await holdPerson(transaction, userId);
    await person.proof?.(transaction);
    await insertSession(transaction, session, hashSecretText(refreshToken));
    // Its cookies are overwritten, so that nobody would ever end it.
    if (store === "cookies" && source?.refreshToken !== undefined)
      await endSessionOfToken(transaction, hashSecretText(source.refreshToken), "replaced", now);
    await audit(transaction, tenantId, {
      action: "session.started",
      by: userId,
      target: { kind: "session", id },
      result: "SUCCEEDED",
      details: { secondFactor, store },
    });
  });
  return tellSignedIn(parts, session, refreshToken);
}

async function chooseTenant(
  db: Database,
  { userId, tenantId }: { userId: UserId; tenantId?: TenantId | undefined },
): Promise<TenantId | undefined> {
  const tenants = await listTenantsOf(db, userId);
  if (tenantId === undefined) {
    const last = tenants.length > 1 ? await findLastTenant(db, userId) : undefined;
    return tenants.find((id) => id === last) ?? tenants[0];
  }
  if (tenants.includes(tenantId)) return tenantId;
  throw new AirgraphError("FORBIDDEN", "You are no member of this tenant.");
}
