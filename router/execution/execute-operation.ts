import type { ApolloServer } from "@apollo/server";
import type { ExecutionResult } from "../../kernel/executor/executor.ts";
import type { RequestContext } from "../request-context.ts";

/** A query or mutation that did not come over HTTP: from a WebSocket, or from a subgraph of this process. */
export async function executeOperation(
  apollo: ApolloServer<RequestContext>,
  operation: {
    query: string;
    operationName?: string | null | undefined;
    variables?: Readonly<Record<string, unknown>> | null | undefined;
  },
  contextValue: RequestContext,
): Promise<ExecutionResult> {
  const { query, operationName, variables } = operation;
  const { body } = await apollo.executeOperation(
    { query, ...(operationName ? { operationName } : {}), ...(variables ? { variables: { ...variables } } : {}) },
    { contextValue },
  );
  if (body.kind !== "single") throw new TypeError("incremental delivery was not asked for");
  const { data, errors } = body.singleResult;
  return { ...(data === undefined ? {} : { data }), ...(errors === undefined ? {} : { errors }) };
}
