import { describe } from "@jest/globals";
import { defineSchedulerSuite } from "./fixtures/scheduler-suite.ts";
import { redisIsInstalled, startRedis } from "./fixtures/start-redis.ts";

describe("a scheduler on Redis", () => {
  const suite = redisIsInstalled() ? describe : describe.skip;
  suite("(needs redis-server on the PATH)", () => {
    defineSchedulerSuite(async () => {
      const { url, kill } = await startRedis();
      return { redisUrl: url, stop: kill };
    });
  });
});
