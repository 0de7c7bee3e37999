import { composeServices } from "@apollo/composition";
import { buildSubgraphSchema } from "@apollo/subgraph";
import type { GraphQLResolverMap } from "@apollo/subgraph/dist/schema-helper/index.js";
import { parse } from "graphql";
import type { Executor } from "../../kernel/executor/executor.ts";
import { createLocalExecutor } from "../../kernel/executor/local-executor.ts";
import { createRemoteExecutor } from "../../kernel/executor/remote-executor.ts";
import { serveExecutor } from "../../kernel/executor/serve-executor.ts";
import { silentLogger } from "../../kernel/logger.ts";
import type { AuditSuite } from "./load-suites.ts";

export interface ServedSuite {
  readonly supergraphSdl: string;
  /** Over HTTP, by subgraph name. */
  readonly executors: Readonly<Record<string, Executor>>;
  stop(): Promise<void>;
}

type AuditSubgraph = AuditSuite["subgraphs"][number];

/** Composes a suite's supergraph and serves its subgraphs on free ports of this machine. */
export async function serveSuite({ id, subgraphs }: AuditSuite): Promise<ServedSuite> {
  const { supergraphSdl, errors = [] } = composeServices(
    subgraphs.map(({ name, typeDefs }) => ({ name, typeDefs: parse(typeDefs), url: `http://${name}` })),
  );
  if (supergraphSdl === undefined)
    throw new Error(`${id} does not compose:\n${errors.map(({ message }) => message).join("\n")}`);
  const served = await Promise.all(subgraphs.map(serveSubgraph));
  return {
    supergraphSdl,
    executors: Object.fromEntries(served.map(({ name, execute }) => [name, execute])),
    async stop() {
      await Promise.all(served.map(async ({ stop }) => stop()));
    },
  };
}

async function serveSubgraph({ name, typeDefs, resolvers }: AuditSubgraph) {
  const executor = createLocalExecutor({
    // Apollo's map of resolvers knows no unions of functions and objects; what does not fit the schema it refuses itself.
    schema: buildSubgraphSchema({ typeDefs: parse(typeDefs), resolvers: resolvers as GraphQLResolverMap<unknown> }),
    verifyIdentity: async () => ({ caller: { kind: "anonymous" } }),
    createContext: () => ({}),
    logger: silentLogger,
  });
  const server = await serveExecutor({
    executor,
    host: "127.0.0.1",
    port: 0,
    portVariable: "PORT",
    graceMs: 1_000,
    health: { notReady: async () => [] },
    logger: silentLogger,
  });
  const remote = createRemoteExecutor({ name, url: server.url, timeoutMs: 10_000 });
  return {
    name,
    execute: remote.execute,
    async stop() {
      await remote.close();
      await server.stop();
    },
  };
}
