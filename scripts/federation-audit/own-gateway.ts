import { systemClock } from "../../kernel/clock.ts";
import type { Executor } from "../../kernel/executor/executor.ts";
import type { CallerExecutor } from "../../kernel/executor/signing-executor.ts";
import { silentLogger } from "../../kernel/logger.ts";
import { openUngatedRouter } from "../../router/operation/run-ungated.ts";
import type { Gateway } from "./gateway.ts";

/** The router's own way from a client's text to the answer. */
export const ownGateway: Gateway = async (sdl, remote) => {
  const router = openUngatedRouter(sdl, { clock: systemClock, logger: silentLogger });
  const executors = Object.fromEntries(Object.entries(remote).map(([name, executor]) => [name, unsigned(executor)]));
  return { execute: async (query) => router.run(executors, { query }), stop: router.stop };
};

/** The suites' subgraphs ask nobody who they are. */
function unsigned(executor: Executor): CallerExecutor {
  return async ({ caller: _caller, source: _source, ...request }) => executor({ ...request, identity: "" });
}
