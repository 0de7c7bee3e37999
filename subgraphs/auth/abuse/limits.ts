import { createHash } from "node:crypto";
import { type RateLimiterAbstract, RateLimiterRes } from "rate-limiter-flexible";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { networkOf } from "../../../kernel/identity/network-of.ts";
import type { Source } from "../../../kernel/identity/source.ts";
import { type Allowance, type Allowances, allowances, type LimitedAction } from "./allowances.ts";

/** Who tries something. */
export interface Attempt {
  /** Where the request comes from; `scope.source`. */
  readonly source: Pick<Source, "address"> | undefined;
  /**
   * Whom it is tried on, as the client named them, or a user's id. Accounts that do not exist are counted like others.
   * Compared without regard to case and to blanks around it.
   */
  readonly account?: string | undefined;
}

/** Slows down who tries too often. */
export interface Limits {
  /**
   * Counts an attempt, before anything is looked up or compared.
   * @throws AirgraphError RATE_LIMITED with `retryAfterMs`
   */
  take(action: LimitedAction, attempt: Attempt): Promise<void>;
  /**
   * For an attempt that succeeded: forgets the account's failures from this address, and remembers the address as one
   * of the account's, which what others try elsewhere does not slow down.
   */
  giveBack(action: LimitedAction, attempt: Attempt): Promise<void>;
  /** Makes the address one of the account's, where something else than the action itself proved it. */
  trust(action: LimitedAction, attempt: Attempt): Promise<void>;
}

/** What use cases need that are limited. */
export interface LimitParts {
  readonly limits: Limits;
  readonly source: Source | undefined;
}

/** Makes a counter that all processes share. */
export type CreateLimiter = (name: string, allowance: Allowance) => RateLimiterAbstract;

const trustedFor: Allowance = { times: 1, seconds: 90 * 86_400 };

export const noLimits: Limits = { take: async () => {}, giveBack: async () => {}, trust: async () => {} };

/** Limits as allowances.ts has them. */
export function createLimits(createLimiter: CreateLimiter): Limits {
  const limiters = new Map(
    Object.entries<Allowances>(allowances).map(([action, { address, accountAtAddress, account }]) => [
      action,
      {
        address: createLimiter(`${action}:address`, address),
        accountAtAddress: accountAtAddress && createLimiter(`${action}:account-at-address`, accountAtAddress),
        account: account && createLimiter(`${action}:account`, account),
        trusted: createLimiter(`${action}:trusted`, trustedFor),
      },
    ]),
  );

  function limitersOf(action: LimitedAction) {
    const found = limiters.get(action);
    if (found === undefined) throw new TypeError(`${action} has no allowances`);
    return found;
  }

  const trust: Limits["trust"] = async (action, attempt) => {
    const { accountAtAddress } = keysOf(attempt);
    if (accountAtAddress !== undefined) await limitersOf(action).trusted.set(accountAtAddress, 1, trustedFor.seconds);
  };

  return {
    async take(action, attempt) {
      const limiter = limitersOf(action);
      const keys = keysOf(attempt);
      // What the address is refused does not count for the account.
      await consume(limiter.address, keys.address);
      if (keys.account === undefined) return;
      if (limiter.accountAtAddress) await consume(limiter.accountAtAddress, keys.accountAtAddress);
      if (limiter.account && (await limiter.trusted.get(keys.accountAtAddress)) === null)
        await consume(limiter.account, keys.account);
    },
    async giveBack(action, attempt) {
      const limiter = limitersOf(action);
      const { address, account, accountAtAddress } = keysOf(attempt);
      // One point only: whoever has one account must not buy guesses at others with it.
      await limiter.address.reward(address, 1);
      if (account === undefined) return;
      if (limiter.accountAtAddress) await limiter.accountAtAddress.delete(accountAtAddress);
      if (limiter.account && (await limiter.trusted.get(accountAtAddress)) === null)
        await limiter.account.reward(account, 1);
      await trust(action, attempt);
    },
    trust,
  };
}

type Keys =
  | { readonly address: string; readonly account: string; readonly accountAtAddress: string }
  | { readonly address: string; readonly account: undefined; readonly accountAtAddress: undefined };

function keysOf({ source, account }: Attempt): Keys {
  const network = source === undefined ? "unknown" : networkOf(source.address);
  const address = hash(network);
  if (account === undefined) return { address, account: undefined, accountAtAddress: undefined };
  const name = account.trim().toLowerCase();
  return { address, account: hash(name), accountAtAddress: hash(`${network} ${name}`) };
}

/** Whatever the length of what was sent; and the table holds neither names nor addresses. */
function hash(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}

async function consume(limiter: RateLimiterAbstract, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    const retryAfterMs = Math.max(Math.ceil(error.msBeforeNext), 1);
    throw new AirgraphError(
      "RATE_LIMITED",
      `Too many attempts: try again in ${Math.ceil(retryAfterMs / 1000)} seconds.`,
      { retryAfterMs },
    );
  }
}
