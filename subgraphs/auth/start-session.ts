import { randomUUID } from "node:crypto";
import type { Clock } from "../../kernel/clock.ts";
import type { Database } from "../../kernel/database/database.ts";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import { sessionId, type TenantId, type UserId } from "../../kernel/identity/ids.ts";
import type { SessionCookies } from "../../kernel/identity/session-cookies.ts";
import type { Source } from "../../kernel/identity/source.ts";
import type { AccessTokens } from "./access-tokens.ts";
import type { SignedInModel } from "./models.ts";
import { generateSecretText, hashSecretText } from "./secret-text.ts";
import { findMembers, findPerson, listTenantsOf } from "./store/people.ts";
import { insertSession, type SessionStore } from "./store/sessions.ts";

const longestUserAgent = 300;

/** What sessions need. */
export interface SessionParts {
  readonly db: Database;
  readonly clock: Clock;
  readonly accessTokens: AccessTokens;
  readonly sessionDays: number;
  readonly source: Source | undefined;
  setCookies(cookies: SessionCookies): void;
}

/**
 * Signs a person in whose credentials have been checked.
 * @param tenantId to act in; the person's oldest when absent, or none if they have none
 * @throws AirgraphError FORBIDDEN when the person is no member of that tenant
 */
export async function startSession(
  parts: SessionParts,
  person: {
    userId: UserId;
    store: SessionStore;
    secondFactor: boolean;
    tenantId?: TenantId | undefined;
  },
): Promise<SignedInModel> {
  const { db, clock, accessTokens, sessionDays, source } = parts;
  const now = new Date(clock.now());
  const tenantId = await chooseTenant(db, person);
  const id = sessionId.parse(randomUUID());
  const refreshToken = generateSecretText();
  const expiresAt = new Date(now.getTime() + sessionDays * 86_400_000);
  await db.transaction(async (transaction) =>
    insertSession(
      transaction,
      {
        id,
        personId: person.userId,
        tenantId: tenantId ?? null,
        store: person.store,
        secondFactor: person.secondFactor,
        confirmedAt: now,
        userAgent: source?.userAgent?.slice(0, longestUserAgent) ?? null,
        address: source?.address ?? null,
        createdAt: now,
        lastUsedAt: now,
        expiresAt,
      },
      hashSecretText(refreshToken),
    ),
  );
  const access = await accessTokens.issue({ userId: person.userId, sessionId: id, tenantId });
  const user =
    tenantId === undefined
      ? await findPerson(db, person.userId)
      : (await findMembers(db, tenantId, [person.userId]))[0];
  if (user === undefined) throw new AirgraphError("UNAUTHENTICATED", "The account does not exist any more.");
  return {
    kind: "signed in",
    accessToken: access.token,
    expiresAt: access.expiresAt,
    refreshToken,
    refreshTokenExpiresAt: expiresAt,
    user,
  };
}

async function chooseTenant(
  db: Database,
  { userId, tenantId }: { userId: UserId; tenantId?: TenantId | undefined },
): Promise<TenantId | undefined> {
  const tenants = await listTenantsOf(db, userId);
  if (tenantId === undefined) return tenants[0];
  if (tenants.includes(tenantId)) return tenantId;
  throw new AirgraphError("FORBIDDEN", "You are no member of this tenant.");
}
