import { getOperationAST } from "graphql";
import type { ExecutionResult } from "../../kernel/executor/executor.ts";
import { variablesOf } from "../../kernel/executor/executor.ts";
import type { CallerExecutor } from "../../kernel/executor/signing-executor.ts";
import { silentLogger } from "../../kernel/logger.ts";
import { type CompiledOperation, compileOperation } from "../../router/execution/compile/compile-operation.ts";
import { execute } from "../../router/execution/execute.ts";
import { respondWithData, writeResponse } from "../../router/execution/respond/write-response.ts";
import type { Ask } from "./answer-subgraph.ts";
import type { Run } from "./judge-case.ts";

const compiled = new WeakMap<object, CompiledOperation>();

/** Runs an operation by the router's own executor, in both of the ways in which it answers. */
export const executeByOwn: Run = async (planned, asks, given) => {
  const { document, operationName } = given;
  const definition = getOperationAST(document, operationName);
  if (!definition) throw new Error(`no operation ${operationName}`);
  let operation = compiled.get(document);
  if (operation === undefined) {
    const { apiSchema, fullSchema: supergraphSchema } = planned;
    const plan = planned.planFor(given);
    operation = compileOperation({ document, definition, plan, apiSchema, supergraphSchema });
    compiled.set(document, operation);
  }
  const execution = await execute(operation, {
    variables: planned.coerce(given),
    context: { caller: { kind: "anonymous" }, requestId: "differential", logger: silentLogger },
    executors: Object.fromEntries(Object.entries(asks).map(([name, ask]) => [name, executorOf(ask)])),
  });
  const asData = respondWithData(execution);
  const { errors, dataJson } = writeResponse(execution);
  const data = JSON.parse(dataJson) as ExecutionResult["data"];
  if (JSON.stringify(asData.data) !== JSON.stringify(data)) {
    throw new Error(`answers as text and as objects differ: ${dataJson} and ${JSON.stringify(asData.data)}`);
  }
  return { data: data ?? null, ...(errors.length === 0 ? {} : { errors }) };
};

/** A subgraph as the router asks it. */
export function executorOf(ask: Ask): CallerExecutor {
  return async (request) => {
    const { query, operationName } = request;
    const answer = await ask({ query, operationName, variables: variablesOf(request) });
    // As the remote executor tells it: where the answer's text holds no backslash.
    return JSON.stringify(answer).includes("\\") ? answer : { ...answer, isPlain: true };
  };
}
