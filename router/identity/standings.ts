import { setTimeout as delay } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import type { Clock } from "../../kernel/clock.ts";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import { isStream } from "../../kernel/executor/executor.ts";
import type { CallerExecutor } from "../../kernel/executor/signing-executor.ts";
import { type Caller, caller } from "../../kernel/identity/caller.ts";
import type { ApiKeyId, SessionId, TenantId, UserId } from "../../kernel/identity/ids.ts";
import { createBatches } from "./batches.ts";

/** What a caller may prove about themself, and the auth subgraph knows more of. */
export type StandingKey =
  | {
      readonly session: {
        readonly id: SessionId;
        readonly tenantId?: TenantId | undefined;
        /** As the access token says: what is known from before the person proved once more who they are is not good enough. */
        readonly confirmedAt?: number | undefined;
      };
    }
  /** SHA-256 of an API key, as base64url. */
  | { readonly apiKeyHash: string }
  | { readonly member: { readonly userId: UserId; readonly tenantId: TenantId } }
  | { readonly apiKey: { readonly id: ApiKeyId; readonly tenantId: TenantId } };

/** Who somebody is and what they may do now, or undefined when that has ended. The same object for as long as nothing changes. */
export type Standing = { readonly caller: Caller; readonly expiresAt: Date | undefined } | undefined;

export interface Standings {
  /**
   * As it was at most `freshMs` ago, so that what the auth subgraph takes away is gone within seconds in every process.
   * While the auth subgraph is away, as it was at most a minute ago: its restart must not cost everybody their requests.
   * @throws AirgraphError UPSTREAM_UNAVAILABLE when the auth subgraph can't be asked and nothing recent is known;
   * RATE_LIMITED when too many API keys that nobody knows are tried at once
   */
  find(key: StandingKey): Promise<Standing>;
}

/** How old an answer may be. */
export const freshMs = 3_000;
/** How old it may be while the auth subgraph is away. */
export const graceMs = 60_000;
/** How long to wait for an auth subgraph that does not answer, where there is something to go on with, and where not. */
export interface Patience {
  readonly withFormerMs: number;
  readonly withoutMs: number;
}

const defaultPatience = { withFormerMs: 1_000, withoutMs: 10_000 };
const mostAtOnce = 500;

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

/** Asks the auth subgraph, for all that is asked in one turn of the event loop at once, and remembers for a while. */
export function createStandings({
  auth,
  clock,
  patience = defaultPatience,
}: {
  auth: CallerExecutor;
  clock: Clock;
  patience?: Patience;
}): Standings {
  /** Of what is signed, by an access token or by a run's identity: nobody makes those up. */
  const proved = createMemory({ ask: createBatches({ ask, mostAtOnce }), mostKept: 50_000, clock, patience });
  /** Of API keys, which anybody can make up: they have a memory and a queue of their own. */
  const claimed = createMemory({
    ask: createBatches({ ask, mostAtOnce, mostWaiting: 2_000 }),
    mostKept: 20_000,
    clock,
    patience,
  });

  return {
    async find(key) {
      const standing = await ("apiKeyHash" in key ? claimed : proved)(key);
      const expiresAt = standing?.expiresAt;
      return expiresAt !== undefined && expiresAt.getTime() <= clock.now() ? undefined : standing;
    },
  };

  async function ask(keys: readonly StandingKey[]): Promise<Standing[]> {
    const result = await auth({
      query: askForStandings,
      variables: { of: keys.map(toQuestion) },
      caller: { kind: "service", name: "router" },
      requestId: "standings",
    });
    if (isStream(result)) throw new TypeError("a query answered with a stream");
    const { data, error: cause } = answer.safeParse(result.data);
    if (data === undefined || data.standings.length !== keys.length)
      throw new AirgraphError("UPSTREAM_UNAVAILABLE", "Callers can't be verified at the moment.", {}, { cause });
    return data.standings.map((standing) =>
      standing === null ? undefined : { caller: standing.caller, expiresAt: standing.expiresAt ?? undefined },
    );
  }
}

interface Known {
  readonly standing: Standing;
  /** When it was asked for. */
  readonly at: number;
}

/** What was answered, and what is being asked for, by key. What was not asked for for longest is forgotten first. */
function createMemory(options: {
  ask(key: StandingKey): Promise<Standing>;
  mostKept: number;
  clock: Clock;
  patience: Patience;
}): (key: StandingKey) => Promise<Standing> {
  const { ask, mostKept, clock, patience } = options;
  const known = new Map<string, Known>();
  const asking = new Map<string, Promise<Standing>>();

  return async (key) => {
    const id = idOf(key);
    const former = known.get(id);
    if (former !== undefined && isRecent(former, freshMs)) return former.standing;
    const asked = asking.get(id) ?? begin(id, key);
    if (former === undefined || !isRecent(former, graceMs))
      return withPatience(asked, patience.withoutMs, (cause) => {
        throw cause;
      });
    return withPatience(asked, patience.withFormerMs, () => former.standing);
  };

  /** Nothing is that a clock says lies ahead: it was set back. */
  function isRecent({ at }: Known, ms: number): boolean {
    return clock.now() >= at && clock.now() - at < ms;
  }

  function begin(id: string, key: StandingKey): Promise<Standing> {
    const asked = learn(id, key).finally(() => asking.delete(id));
    asking.set(id, asked);
    return asked;
  }

  async function learn(id: string, key: StandingKey): Promise<Standing> {
    const at = clock.now();
    const told = await ask(key);
    const former = known.get(id)?.standing;
    const standing = isDeepStrictEqual(former, told) ? former : told;
    // A Map iterates in the order of insertion.
    known.delete(id);
    known.set(id, { standing, at });
    for (const oldest of known.keys()) {
      if (known.size <= mostKept) break;
      known.delete(oldest);
    }
    return standing;
  }
}

/** What is asked for, or something else when asking fails or takes too long. */
async function withPatience(
  asked: Promise<Standing>,
  ms: number,
  otherwise: (cause: unknown) => Standing,
): Promise<Standing> {
  const tooLate = new AbortController();
  try {
    const late = delay(ms, undefined, { signal: tooLate.signal }).then(() => {
      throw new AirgraphError("UPSTREAM_UNAVAILABLE", "Callers can't be verified at the moment.");
    });
    return await Promise.race([asked, late]);
  } catch (cause) {
    return otherwise(cause);
  } finally {
    tooLate.abort();
  }
}

/** Different for different keys: ids are UUIDs, hashes have no colon. */
function idOf(key: StandingKey): string {
  if ("session" in key)
    return `session:${key.session.id}:${key.session.tenantId ?? ""}:${key.session.confirmedAt ?? ""}`;
  if ("apiKeyHash" in key) return key.apiKeyHash;
  if ("member" in key) return `member:${key.member.userId}:${key.member.tenantId}`;
  return `key:${key.apiKey.id}:${key.apiKey.tenantId}`;
}

/** As the auth subgraph's schema has it. */
function toQuestion(key: StandingKey): object {
  return "session" in key ? { session: { id: key.session.id, tenantId: key.session.tenantId } } : key;
}
