import { z } from "zod";
import type { Clock } from "../../kernel/clock.ts";
import type { Database } from "../../kernel/database/database.ts";
import { parseInput } from "../../kernel/errors/parse-input.ts";
import type { Caller } from "../../kernel/identity/caller.ts";
import { apiKeyId, sessionId, tenantId, userId } from "../../kernel/identity/ids.ts";
import { noteUse } from "./api-keys/note-use.ts";
import type { Background } from "./background.ts";
import { findApiKeyStandings, findMemberStandings, findSessions, memberKey } from "./store/standings.ts";

const mostAtOnce = 500;

const absent = <Schema extends z.ZodType>(schema: Schema) => schema.nullish();

const key = z.object({
  session: absent(z.object({ id: sessionId, tenantId: absent(tenantId) })),
  apiKeyHash: absent(z.string().length(43)),
  member: absent(z.object({ userId, tenantId })),
  apiKey: absent(z.object({ id: apiKeyId, tenantId })),
});

const input = z.object({ of: z.array(key).max(mostAtOnce, `must have at most ${mostAtOnce} entries`) });

/** Who somebody is and what they may do now. */
export interface Standing {
  readonly caller: Caller;
  readonly expiresAt: Date | null;
}

/**
 * What sessions, API keys and members may do now, in the order asked for; null for what has ended. Three statements,
 * however many are asked for.
 */
export async function findStandings(
  parts: { db: Database; clock: Clock; background: Background },
  given: readonly z.input<typeof key>[],
): Promise<(Standing | null)[]> {
  const { db, clock } = parts;
  const { of } = parseInput(input, { of: given });
  const now = new Date(clock.now());
  const [sessions, machines] = await Promise.all([
    findSessions(
      db,
      of.flatMap(({ session }) => session?.id ?? []),
      now,
    ),
    findApiKeyStandings(
      db,
      { hashes: of.flatMap(({ apiKeyHash }) => apiKeyHash ?? []), keys: of.flatMap(({ apiKey }) => apiKey ?? []) },
      now,
    ),
  ]);
  noteUse(parts, machines.values());
  const members = await findMemberStandings(
    db,
    of.flatMap(({ session, member }) => {
      const userOfSession = session === undefined || session === null ? undefined : sessions.get(session.id)?.userId;
      if (session?.tenantId && userOfSession !== undefined)
        return [{ userId: userOfSession, tenantId: session.tenantId }];
      return member ? [member] : [];
    }),
  );

  return of.map(({ session, apiKeyHash, member, apiKey }) => {
    if (session) {
      const found = sessions.get(session.id);
      if (found === undefined) return null;
      const { userId: user, expiresAt } = found;
      if (!session.tenantId) return { caller: { kind: "account", userId: user, session: found.session }, expiresAt };
      const person = members.get(memberKey({ userId: user, tenantId: session.tenantId }));
      return person === undefined ? null : { caller: { ...person, session: found.session }, expiresAt };
    }
    if (member) {
      const person = members.get(memberKey(member));
      return person === undefined ? null : { caller: person, expiresAt: null };
    }
    const found = machines.get(apiKeyHash ?? apiKey?.id ?? "");
    if (found === undefined || (apiKey && found.machine.tenantId !== apiKey.tenantId)) return null;
    return { caller: found.machine, expiresAt: found.expiresAt };
  });
}
