import type { GraphQLDataSource } from "@apollo/gateway";
import { type Executor, isStream } from "../../kernel/executor/executor.ts";

/** What Apollo's plan execution asks a suite's subgraph through. */
export function createDataSource(executor: Executor): GraphQLDataSource {
  return {
    async process({ request: { query = "", variables, operationName } }) {
      const result = await executor({ query, variables, operationName, identity: "", requestId: "audit" });
      if (isStream(result)) throw new TypeError("a fetch answered with a stream");
      return { data: result.data ?? null, ...(result.errors === undefined ? {} : { errors: result.errors }) };
    },
  };
}
