import { describe } from "@jest/globals";
import { redisIsInstalled, startRedis } from "../../../tests/support/redis.ts";
import { defineSchedulerSuite } from "./fixtures/scheduler-suite.ts";

describe("a scheduler on Redis", () => {
  const suite = redisIsInstalled() ? describe : describe.skip;
  suite("(needs redis-server on the PATH)", () => {
    defineSchedulerSuite(async () => {
      const { url, kill } = await startRedis();
      return { redisUrl: url, stop: kill };
    });
  });
});
