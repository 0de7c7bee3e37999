import type { Database } from "../../../kernel/database/database.ts";
import type { Logger } from "../../../kernel/logger.ts";
import { answerInTime } from "./answer-in-time.ts";
import type { LaneStore } from "./lane-store.ts";
import { createPostgresLanes } from "./postgres-lanes.ts";

export interface OpenLanes {
  readonly store: LaneStore;
  /** Names what is not ready beside the database. */
  notReady(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** The lanes in Redis when there is one, in Postgres otherwise. All processes must agree on it. */
export async function openLanes(options: {
  db: Database;
  redisUrl: string | undefined;
  logger: Logger;
}): Promise<OpenLanes> {
  const { db, redisUrl, logger } = options;
  if (redisUrl === undefined) {
    return { store: answerInTime(createPostgresLanes(db)), notReady: async () => [], close: async () => {} };
  }
  // Loaded only when it is used: most have no Redis.
  const { createRedisLanes } = await import("./redis-lanes.ts");
  const redis = createRedisLanes({ url: redisUrl, logger });
  return {
    store: answerInTime(redis),
    notReady: async () => ((await redis.ready()) ? [] : ["redis"]),
    close: redis.close,
  };
}
