import { and, eq, gt, inArray, isNull, or, sql } from "drizzle-orm";
import type { Database } from "../../../kernel/database/database.ts";
import type { Actor, Machine, Person, Session } from "../../../kernel/identity/caller.ts";
import { apiKeyId, sessionId, tenantId, userId } from "../../../kernel/identity/ids.ts";
import { builtInRoles, isBuiltInRole, type Scope } from "../../../kernel/identity/scopes.ts";
import { apiKeys, memberships, people, roles, sessions } from "./tables.ts";

/** A session that has not ended, with the tenants that its person is a member of. */
export interface SessionStanding {
  readonly userId: Person["userId"];
  readonly session: Session;
  readonly expiresAt: Date;
}

/** Sessions that have not ended among these, by id. */
export async function findSessions(
  db: Database,
  ids: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, SessionStanding>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select()
    .from(sessions)
    .where(and(inArray(sessions.id, [...ids]), isNull(sessions.endedAt), gt(sessions.expiresAt, now)));
  return new Map(
    rows.map((row) => [
      row.id,
      {
        userId: userId.parse(row.personId),
        session: {
          sessionId: sessionId.parse(row.id),
          confirmedAt: Math.floor(row.confirmedAt.getTime() / 1000),
          secondFactor: row.secondFactor,
        },
        expiresAt: row.expiresAt,
      },
    ]),
  );
}

/** What these people may do in these tenants, by `memberKey`; who is no member is missing. */
export async function findMemberStandings(
  db: Database,
  members: readonly { userId: string; tenantId: string }[],
): Promise<ReadonlyMap<string, Person>> {
  if (members.length === 0) return new Map();
  const rows = await db
    .select({
      personId: memberships.personId,
      tenantId: memberships.tenantId,
      roleId: memberships.roleId,
      email: people.email,
      ownScopes: roles.scopes,
    })
    .from(memberships)
    .innerJoin(people, eq(people.id, memberships.personId))
    .leftJoin(roles, and(eq(roles.tenantId, memberships.tenantId), eq(sql`${roles.id}::text`, memberships.roleId)))
    .where(
      sql`(${memberships.personId}, ${memberships.tenantId}) in (${sql.join(
        members.map((member) => sql`(${member.userId}::uuid, ${member.tenantId}::uuid)`),
        sql`, `,
      )})`,
    );
  return new Map(
    rows.map(({ personId, tenantId: tenant, roleId, email, ownScopes }) => [
      memberKey({ userId: personId, tenantId: tenant }),
      {
        kind: "person",
        userId: userId.parse(personId),
        tenantId: tenantId.parse(tenant),
        roleId,
        scopes: scopesOf(roleId, ownScopes),
        email,
      },
    ]),
  );
}

export function memberKey(member: { userId: string; tenantId: string }): string {
  return `${member.userId} ${member.tenantId}`;
}

/** What somebody may do in their tenant now; undefined for who may not act in it any more. */
export async function findActorStanding(db: Database, actor: Actor, now: Date): Promise<Actor | undefined> {
  if (actor.kind === "person") return (await findMemberStandings(db, [actor])).get(memberKey(actor));
  const key = { id: actor.apiKeyId, tenantId: actor.tenantId };
  return (await findApiKeyStandings(db, { hashes: [], keys: [key] }, now)).get(key.id)?.machine;
}

export interface ApiKeyStanding {
  readonly machine: Machine;
  readonly expiresAt: Date | null;
  readonly lastUsedAt: Date | null;
}

/** API keys that hold, by the hash of their secret, or by id for those that are asked for so. */
export async function findApiKeyStandings(
  db: Database,
  { hashes, keys }: { hashes: readonly string[]; keys: readonly { id: string; tenantId: string }[] },
  now: Date,
): Promise<ReadonlyMap<string, ApiKeyStanding>> {
  if (hashes.length === 0 && keys.length === 0) return new Map();
  const rows = await db
    .select()
    .from(apiKeys)
    .where(
      and(
        isNull(apiKeys.revokedAt),
        or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, now)),
        or(
          inArray(apiKeys.hash, [...hashes]),
          and(inArray(apiKeys.formerHash, [...hashes]), gt(apiKeys.formerExpiresAt, now)),
          keys.length === 0
            ? undefined
            : sql`(${apiKeys.tenantId}, ${apiKeys.id}) in (${sql.join(
                keys.map((key) => sql`(${key.tenantId}::uuid, ${key.id}::uuid)`),
                sql`, `,
              )})`,
        ),
      ),
    );
  return new Map(
    rows.flatMap((row) => {
      const machine: Machine = {
        kind: "machine",
        apiKeyId: apiKeyId.parse(row.id),
        tenantId: tenantId.parse(row.tenantId),
        scopes: row.scopes,
      };
      const { expiresAt, formerExpiresAt, lastUsedAt } = row;
      const formerEnd = earlier(expiresAt, formerExpiresAt);
      return [
        [row.id, { machine, expiresAt, lastUsedAt }],
        [row.hash, { machine, expiresAt, lastUsedAt }],
        ...(row.formerHash !== null && formerExpiresAt !== null && formerExpiresAt > now
          ? [[row.formerHash, { machine, expiresAt: formerEnd, lastUsedAt }] as const]
          : []),
      ] as const;
    }),
  );
}

function earlier(one: Date | null, other: Date | null): Date | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}

/** Of a role that does not exist any more: none. */
function scopesOf(roleId: string, ownScopes: readonly Scope[] | null): readonly Scope[] {
  return isBuiltInRole(roleId) ? builtInRoles[roleId] : (ownScopes ?? []);
}
