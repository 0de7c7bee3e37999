import type { KeyObject } from "node:crypto";
import { z } from "zod";
import type { Clock } from "../../kernel/clock.ts";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import { isStream } from "../../kernel/executor/executor.ts";
import type { CallerExecutor } from "../../kernel/executor/signing-executor.ts";
import { publicKey } from "../../kernel/identity/signing-key.ts";

/** The keys that verify access tokens, as the auth subgraph has them at the moment. */
export interface AccessTokenKeys {
  /** @throws AirgraphError UPSTREAM_UNAVAILABLE when the auth subgraph can't be asked */
  find(keyId: string): Promise<KeyObject | undefined>;
  /** Whether it was published when the auth subgraph was asked last; asks it again behind the scenes when that is long ago. */
  has(keyId: string): boolean;
  /** All of them, for the JWKS endpoint. @throws like `find`, when none was ever known */
  list(): Promise<ReadonlyMap<string, KeyObject>>;
}

/** An unknown key id asks the auth subgraph again, but not more often than this. */
const askAgainMs = 5_000;
/** Nor more often than this while it fails. */
const retryMs = 1_000;
/** Known keys are asked for again this often: one may have been withdrawn. */
const keptMs = 60_000;

const keysAnswer = z.object({ accessTokenKeys: z.array(z.object({ keyId: z.string(), publicKey })) });

export function createAccessTokenKeys({ auth, clock }: { auth: CallerExecutor; clock: Clock }): AccessTokenKeys {
  let keys: ReadonlyMap<string, KeyObject> = new Map();
  let answered = Number.NEGATIVE_INFINITY;
  let failure: { readonly cause: unknown; readonly at: number } | undefined;
  let asking: Promise<void> | undefined;

  return {
    async find(keyId) {
      if (!keys.has(keyId)) await refresh();
      return keys.get(keyId);
    },

    has(keyId) {
      // What is known stays good while the auth subgraph is away.
      if (!isRecent(answered, keptMs)) refresh().catch(() => {});
      return keys.has(keyId);
    },

    async list() {
      try {
        await refresh();
      } catch (error) {
        if (keys.size === 0) throw error;
      }
      return keys;
    },
  };

  async function refresh(): Promise<void> {
    if (isRecent(answered, askAgainMs)) return;
    if (failure !== undefined && isRecent(failure.at, retryMs)) throw failure.cause;
    asking ??= ask()
      .catch((cause: unknown) => {
        failure = { cause, at: clock.now() };
        throw cause;
      })
      .finally(() => {
        asking = undefined;
      });
    await asking;
  }

  /** Nothing is that a clock says lies ahead: it was set back. */
  function isRecent(at: number, ms: number): boolean {
    return clock.now() >= at && clock.now() - at < ms;
  }

  async function ask(): Promise<void> {
    const result = await auth({
      query: "query AccessTokenKeys { accessTokenKeys { keyId publicKey } }",
      caller: { kind: "service", name: "router" },
      requestId: "access-token-keys",
    });
    if (isStream(result)) throw new TypeError("a query answered with a stream");
    const { data: answer, error: cause } = keysAnswer.safeParse(result.data);
    if (answer === undefined)
      throw new AirgraphError("UPSTREAM_UNAVAILABLE", "Access tokens can't be verified at the moment.", {}, { cause });
    keys = new Map(answer.accessTokenKeys.map(({ keyId, publicKey: key }) => [keyId, key]));
    answered = clock.now();
  }
}
