import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { systemClock } from "../../kernel/clock.ts";
import { readConfig } from "../../kernel/config/settings.ts";
import type { CallerExecutor } from "../../kernel/executor/signing-executor.ts";
import { caller as callerSchema } from "../../kernel/identity/caller.ts";
import { silentLogger } from "../../kernel/logger.ts";
import { graphSettings } from "../../router/config.ts";
import { startThreadedPlanner } from "../../router/planning/threaded-planner.ts";
import { serveGraph } from "../../router/serve-graph.ts";

/**
 * The router on Airgraph's own supergraph, with its defaults; subgraphs answer at once, so that all of the time is the
 * router's. Who has the token `healthy` is signed in, everybody else is a stranger.
 */
const caller = callerSchema.parse({
  kind: "person",
  userId: randomUUID(),
  tenantId: randomUUID(),
  roleId: "owner",
  scopes: [],
});
const answers: CallerExecutor = async ({ query }) => ({ data: query.includes("me") ? { me: { id: "1" } } : {} });
const executors = Object.fromEntries(
  ["auth", "airtable", "workflow", "file", "analytics"].map((name) => [name, answers]),
);
const graph = await serveGraph({
  config: { ...readConfig(graphSettings, { ROUTER_PORT: "0" }), portVariable: "ROUTER_PORT" },
  sdl: readFileSync("schema/supergraph.graphql", "utf8"),
  startPlanner: (sdl) => startThreadedPlanner({ sdl, logger: silentLogger }),
  executors,
  authenticate: async (authorization) =>
    authorization === "Bearer healthy" ? { caller } : { caller: { kind: "anonymous" } },
  standings: { find: async () => undefined },
  routes: [],
  tell: [],
  health: { notReady: async () => [] },
  clock: systemClock,
  logger: silentLogger,
});
process.stdout.write(`${graph.url}\n`);
process.on("SIGTERM", () => void graph.stop().then(() => process.exit(0)));
