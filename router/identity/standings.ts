import { z } from "zod";
import type { Clock } from "../../kernel/clock.ts";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import { isStream } from "../../kernel/executor/executor.ts";
import type { CallerExecutor } from "../../kernel/executor/signing-executor.ts";
import { type Caller, caller } from "../../kernel/identity/caller.ts";
import type { ApiKeyId, SessionId, TenantId, UserId } from "../../kernel/identity/ids.ts";

/** What a caller may prove about themself, and the auth subgraph knows more of. */
export type StandingKey =
  | { readonly session: { readonly id: SessionId; readonly tenantId?: TenantId | undefined } }
  /** SHA-256 of an API key, as base64url. */
  | { readonly apiKeyHash: string }
  | { readonly member: { readonly userId: UserId; readonly tenantId: TenantId } }
  | { readonly apiKey: { readonly id: ApiKeyId; readonly tenantId: TenantId } };

/** Who somebody is and what they may do now, or undefined when that has ended. */
export type Standing = { readonly caller: Caller; readonly expiresAt: Date | undefined } | undefined;

export interface Standings {
  /**
   * As it was at most `freshMs` ago, so that what the auth subgraph takes away is gone within seconds in every process.
   * @throws AirgraphError UPSTREAM_UNAVAILABLE when the auth subgraph can't be asked and nothing recent is known
   */
  find(key: StandingKey): Promise<Standing>;
}

/** How old an answer may be. */
export const freshMs = 3_000;
/** How old it may be while the auth subgraph is away: its restart must not cost everybody their requests. */
const graceMs = 60_000;
const mostAtOnce = 500;
const mostKept = 50_000;

const askForStandings = /* GraphQL */ `
  query Standings($of: [StandingKey!]!) {
    standings(of: $of) {
      caller
      expiresAt
    }
  }
`;

const answer = z.object({
  standings: z.array(z.object({ caller, expiresAt: z.coerce.date().nullable() }).nullable()),
});

interface Known {
  readonly standing: Promise<Standing>;
  readonly at: number;
}

/** Asks the auth subgraph, for all that is asked in one turn of the event loop at once, and remembers for a while. */
export function createStandings({ auth, clock }: { auth: CallerExecutor; clock: Clock }): Standings {
  /** In the order in which they were asked for. */
  const known = new Map<string, Known>();
  /** What was known before the last time it was asked for. */
  const settled = new Map<string, { readonly standing: Standing; readonly at: number }>();
  let waiting: Wanted[] = [];

  return {
    async find(key) {
      const id = JSON.stringify(key);
      const now = clock.now();
      const recent = known.get(id);
      if (recent !== undefined && now - recent.at < freshMs) return recent.standing;
      known.delete(id);
      const standing = ask(id, key, now);
      known.set(id, { standing, at: now });
      // Who asks hears of the failure; the next one shall ask again.
      standing.catch(() => known.delete(id));
      for (const oldest of known.keys()) {
        if (known.size <= mostKept) break;
        known.delete(oldest);
        settled.delete(oldest);
      }
      return standing;
    },
  };

  async function ask(id: string, key: StandingKey, now: number): Promise<Standing> {
    try {
      const standing = await new Promise<Standing>((resolve, reject) => {
        waiting.push({ key, resolve, reject });
        if (waiting.length === 1) setImmediate(() => void askAll());
      });
      settled.set(id, { standing, at: now });
      return standing;
    } catch (cause) {
      const former = settled.get(id);
      if (former !== undefined && now - former.at < graceMs) return former.standing;
      throw cause;
    }
  }

  async function askAll(): Promise<void> {
    const wanted = waiting;
    waiting = [];
    for (let start = 0; start < wanted.length; start += mostAtOnce) {
      const some = wanted.slice(start, start + mostAtOnce);
      try {
        const found = await askAuth(some.map(({ key }) => key));
        some.forEach(({ resolve }, index) => resolve(found[index]));
      } catch (cause) {
        for (const { reject } of some) reject(cause);
      }
    }
  }

  async function askAuth(of: readonly StandingKey[]): Promise<Standing[]> {
    const result = await auth({
      query: askForStandings,
      variables: { of },
      caller: { kind: "service", name: "router" },
      requestId: "standings",
    });
    if (isStream(result)) throw new TypeError("a query answered with a stream");
    const { data, error: cause } = answer.safeParse(result.data);
    if (data === undefined || data.standings.length !== of.length)
      throw new AirgraphError("UPSTREAM_UNAVAILABLE", "Callers can't be verified at the moment.", {}, { cause });
    return data.standings.map((standing) =>
      standing === null ? undefined : { caller: standing.caller, expiresAt: standing.expiresAt ?? undefined },
    );
  }
}

interface Wanted {
  readonly key: StandingKey;
  resolve(standing: Standing): void;
  reject(cause: unknown): void;
}
