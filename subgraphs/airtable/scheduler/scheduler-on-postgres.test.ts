import { describe } from "@jest/globals";
import { defineSchedulerSuite } from "./fixtures/scheduler-suite.ts";

describe("a scheduler on Postgres", () => {
  defineSchedulerSuite(async () => ({ redisUrl: undefined, stop: async () => {} }));
});
