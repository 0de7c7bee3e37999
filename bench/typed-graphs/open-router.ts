import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { systemClock } from "../../kernel/clock.ts";
import { readConfig } from "../../kernel/config/settings.ts";
import { handFedStream } from "../../kernel/executor/fixtures/hand-fed-stream.ts";
import type { CallerExecutor } from "../../kernel/executor/signing-executor.ts";
import type { Person } from "../../kernel/identity/caller.ts";
import { tenantId as tenantIdText, userId } from "../../kernel/identity/ids.ts";
import { createLogger, silentLogger } from "../../kernel/logger.ts";
import type { PackedSdl } from "../../kernel/schema-extension/packed-sdl.ts";
import { graphSettings } from "../../router/config.ts";
import { startThreadedPlanner } from "../../router/planning/threaded-planner.ts";
import { serveGraph } from "../../router/serve-graph.ts";
import { startGraphThreads } from "../../router/tenant-graphs/graph-workers.ts";

export const coreSdl = readFileSync(new URL("../../schema/supergraph.graphql", import.meta.url), "utf8");

interface TypedGraph {
  readonly version: string;
  readonly packedSdl: PackedSdl;
}

/** The router as it is, before subgraphs that answer at once. */
export async function openRouter() {
  const graphs = new Map<string, TypedGraph>();
  const people = new Map<string, Person>();
  const changes = handFedStream<{ data: Record<string, unknown> }>();
  const canned =
    (data: Record<string, unknown>): CallerExecutor =>
    async () => ({ data: structuredClone(data) });
  const airtable: CallerExecutor = async ({ query, variables }) => {
    if (query.includes("TypedGraphsChanged")) return changes.stream;
    if (!query.includes("TypedGraph("))
      return { data: { crm: { thing0s: { totalCount: 1, nodes: [{ column0: "a", column1: "OPEN" }] } } } };
    const graph = graphs.get(String(variables?.["tenantId"]));
    return { data: { typedGraph: graph === undefined ? null : { ...graph, isShared: true } } };
  };
  const nothing = canned({});
  const served = await serveGraph({
    config: {
      ...readConfig(graphSettings, { ROUTER_PORT: "0", COOKIE_SECURE: "false", SHUTDOWN_GRACE_MS: "100" }),
      portVariable: "ROUTER_PORT",
      maximumTenantGraphs: 1_000,
    },
    sdl: coreSdl,
    startPlanner: (sdl) => startThreadedPlanner({ sdl, logger: silentLogger }),
    tenantGraphs: { subgraph: "airtable", startWorkers: startGraphThreads(silentLogger) },
    executors: {
      airtable,
      auth: canned({ me: { id: "1" } }),
      file: nothing,
      workflow: nothing,
      analytics: nothing,
    },
    async authenticate(authorization) {
      const token = authorization?.replace("Bearer ", "") ?? "";
      return { caller: personOf(token) };
    },
    standings: { find: async () => undefined },
    routes: [],
    tell: [],
    health: { notReady: async () => [] },
    clock: systemClock,
    // What goes wrong here would otherwise be measured as if it were fast.
    logger: createLogger({ level: "error", format: "json" }),
  });
  return {
    ...served,
    personOf,
    setGraph(token: string, graph: TypedGraph) {
      const { tenantId } = personOf(token);
      graphs.set(tenantId, graph);
      changes.push({ data: { typedGraphsChanged: { tenantId } } });
    },
  };

  function personOf(token: string): Person {
    const known = people.get(token);
    if (known !== undefined) return known;
    const person: Person = {
      kind: "person",
      userId: userId.parse(randomUUID()),
      tenantId: tenantIdText.parse(randomUUID()),
      roleId: "editor",
      scopes: ["data:read", "data:write"],
    };
    people.set(token, person);
    return person;
  }
}
