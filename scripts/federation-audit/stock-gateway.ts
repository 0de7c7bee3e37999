import { ApolloGateway, type GraphQLDataSource } from "@apollo/gateway";
import { ApolloServer } from "@apollo/server";
import { type Executor, isStream } from "../../kernel/executor/executor.ts";
import { silentLogger } from "../../kernel/logger.ts";
import type { Gateway } from "./gateway.ts";

/** Apollo's gateway in Apollo's server, as they come. */
export const stockGateway: Gateway = async (supergraphSdl, executors) => {
  const server = new ApolloServer({
    gateway: new ApolloGateway({
      supergraphSdl,
      logger: silentLogger,
      buildService: ({ name }) => dataSource(executors[name]),
    }),
    logger: silentLogger,
    stopOnTerminationSignals: false,
  });
  await server.start();
  return {
    async execute(query) {
      const { body } = await server.executeOperation({ query });
      if (body.kind !== "single") throw new TypeError("incremental delivery was not asked for");
      return body.singleResult;
    },
    stop: async () => server.stop(),
  };
};

function dataSource(executor: Executor | undefined): GraphQLDataSource {
  return {
    async process({ request: { query = "", variables, operationName } }) {
      if (executor === undefined) throw new TypeError("a subgraph without an executor");
      const result = await executor({ query, variables, operationName, identity: "", requestId: "audit" });
      if (isStream(result)) throw new TypeError("a fetch answered with a stream");
      return { data: result.data ?? null, ...(result.errors === undefined ? {} : { errors: result.errors }) };
    },
  };
}
