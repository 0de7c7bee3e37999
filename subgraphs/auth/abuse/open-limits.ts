import {
  RateLimiterDrizzle,
  RateLimiterMemory,
  RateLimiterRedis,
  type RateLimiterStoreAbstract,
} from "rate-limiter-flexible";
import type { Database } from "../../../kernel/database/database.ts";
import type { Logger } from "../../../kernel/logger.ts";
import { rateLimits } from "../store/tables.ts";
import type { Allowance } from "./allowances.ts";
import { createLimits, type Limits, noLimits } from "./limits.ts";

export interface OpenLimits {
  readonly limits: Limits;
  close(): Promise<void>;
}

/**
 * Counts in Redis when there is one, in Postgres otherwise, so that all processes count together. While the store is
 * away each process counts for itself: nobody is let in without limits, or kept out for want of them.
 */
export async function openLimits(options: {
  on: boolean;
  db: Database;
  redisUrl: string | undefined;
  logger: Logger;
}): Promise<OpenLimits> {
  const { on, db, redisUrl, logger } = options;
  if (!on) return { limits: noLimits, close: async () => {} };
  if (redisUrl === undefined) {
    const create = (name: string, allowance: Allowance) =>
      new RateLimiterDrizzle({
        ...shared(name, allowance),
        storeClient: db,
        schema: rateLimits,
        // Expired rows go with the other chores, whose errors reach the log.
        clearExpiredByTimeout: false,
      });
    // The library imports drizzle when it is first used; here, where nothing else is being loaded.
    await create("start", { times: 1, seconds: 1 }).get("");
    return { limits: createLimits(create), close: async () => {} };
  }
  // Loaded only when it is used: most have no Redis.
  const { openRedis } = await import("../../../kernel/redis/open-redis.ts");
  const redis = openRedis({ url: redisUrl, name: "airgraph-auth", logger });
  const create = (name: string, allowance: Allowance): RateLimiterStoreAbstract =>
    new RateLimiterRedis({
      ...shared(name, allowance),
      storeClient: redis.client,
      useRedisPackage: true,
      rejectIfRedisNotReady: true,
    });
  return { limits: createLimits(create), close: redis.close };
}

function shared(name: string, { times, seconds }: Allowance) {
  const counted = { keyPrefix: `airgraph:limit:${name}`, points: times, duration: seconds };
  return {
    ...counted,
    // A flood is refused without asking the store.
    inMemoryBlockOnConsumed: times + 1,
    insuranceLimiter: new RateLimiterMemory(counted),
  };
}
