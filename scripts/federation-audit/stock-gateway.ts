import { ApolloGateway } from "@apollo/gateway";
import { ApolloServer } from "@apollo/server";
import { silentLogger } from "../../kernel/logger.ts";
import { createDataSource } from "./data-source.ts";
import type { Gateway } from "./gateway.ts";

/** Apollo's gateway in Apollo's server, as they come. */
export const stockGateway: Gateway = async (supergraphSdl, executors) => {
  const server = new ApolloServer({
    gateway: new ApolloGateway({
      supergraphSdl,
      logger: silentLogger,
      buildService({ name }) {
        const executor = executors[name];
        if (executor === undefined) throw new Error(`no subgraph ${name}`);
        return createDataSource(executor);
      },
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
