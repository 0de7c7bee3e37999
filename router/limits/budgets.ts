import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from "rate-limiter-flexible";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import type { Caller } from "../../kernel/identity/caller.ts";
import { networkOf } from "../../kernel/identity/network-of.ts";
import type { Source } from "../../kernel/identity/source.ts";
import type { Logger } from "../../kernel/logger.ts";

/** How much of a budget is left. */
export interface BudgetState {
  readonly limit: number;
  readonly remaining: number;
  /** Until it is renewed. */
  readonly resetMs: number;
}

/** Who spends: budgets are a tenant's, a person's without one, or an address' where nobody is signed in. */
export interface Spender {
  readonly caller: Caller;
  readonly source?: Pick<Source, "address"> | undefined;
  readonly tellBudget?: ((state: BudgetState) => void) | undefined;
}

/** What may be asked in a minute. Undefined: without end. */
export interface Budgets {
  /** @throws AirgraphError RATE_LIMITED with `retryAfterMs` */
  readonly takeRequest: ((spender: Spender) => Promise<void>) | undefined;
  /** @throws AirgraphError RATE_LIMITED with `retryAfterMs` */
  readonly takeCost: ((spender: Spender, cost: number) => Promise<void>) | undefined;
}

export interface OpenBudgets {
  readonly budgets: Budgets;
  close(): Promise<void>;
}

const seconds = 60;

/**
 * Counts in Redis when there is one, so that all processes count together; in this process otherwise, and while Redis
 * is away.
 * @param options.requestsPerMinute 0 for no budget; so is `costPerMinute`
 */
export async function openBudgets(options: {
  requestsPerMinute: number;
  costPerMinute: number;
  redisUrl: string | undefined;
  logger: Logger;
}): Promise<OpenBudgets> {
  const { requestsPerMinute, costPerMinute, redisUrl, logger } = options;
  const isNeeded = redisUrl !== undefined && requestsPerMinute + costPerMinute > 0;
  // Loaded only when it is used: most have no Redis.
  const redis = isNeeded
    ? (await import("../../kernel/redis/open-redis.ts")).openRedis({ url: redisUrl, name: "airgraph-router", logger })
    : undefined;

  const createLimiter = (name: string, points: number): RateLimiterAbstract => {
    const counted = { keyPrefix: `airgraph:budget:${name}`, points, duration: seconds };
    if (redis === undefined) return new RateLimiterMemory(counted);
    return new RateLimiterRedis({
      ...counted,
      storeClient: redis.client,
      useRedisPackage: true,
      rejectIfRedisNotReady: true,
      // A flood is refused without asking Redis.
      inMemoryBlockOnConsumed: points + 1,
      insuranceLimiter: new RateLimiterMemory(counted),
    });
  };

  const budgetOf = (name: string, limit: number, what: string) => {
    if (limit === 0) return undefined;
    const limiter = createLimiter(name, limit);
    return async (spender: Spender, amount = 1): Promise<void> => {
      const key = keyOf(spender);
      if (key === undefined) return;
      // More than a whole budget would never be had.
      const { state, isRefused } = await consume(limiter, key, Math.min(Math.ceil(amount), limit));
      const remaining = Math.max(0, state.remainingPoints);
      spender.tellBudget?.({ limit, remaining, resetMs: state.msBeforeNext });
      if (!isRefused) return;
      throw new AirgraphError("RATE_LIMITED", `${what}; try again later.`, { retryAfterMs: state.msBeforeNext });
    };
  };

  return {
    budgets: {
      takeRequest: budgetOf("requests", requestsPerMinute, `More than ${requestsPerMinute} operations in a minute`),
      takeCost: budgetOf("cost", costPerMinute, `Operations of more than the cost ${costPerMinute} in a minute`),
    },
    close: async () => redis?.close(),
  };
}

async function consume(
  limiter: RateLimiterAbstract,
  key: string,
  points: number,
): Promise<{ readonly state: RateLimiterRes; readonly isRefused: boolean }> {
  try {
    return { state: await limiter.consume(key, points), isRefused: false };
  } catch (refusal) {
    // What was consumed is not in it where Redis was not asked.
    if (refusal instanceof RateLimiterRes) return { state: refusal, isRefused: true };
    throw refusal;
  }
}

function keyOf({ caller, source }: Spender): string | undefined {
  switch (caller.kind) {
    case "person":
    case "machine":
      return `tenant:${caller.tenantId}`;
    case "account":
      return `user:${caller.userId}`;
    case "anonymous":
      return source === undefined ? undefined : `address:${networkOf(source.address)}`;
    case "service":
      return undefined;
  }
}
