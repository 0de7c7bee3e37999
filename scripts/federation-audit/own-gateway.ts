import { Supergraph } from "@apollo/federation-internals";
import { getOperationAST, getVariableValues, parse, validate } from "graphql";
import type { Executor } from "../../kernel/executor/executor.ts";
import type { CallerExecutor } from "../../kernel/executor/signing-executor.ts";
import { silentLogger } from "../../kernel/logger.ts";
import { compileOperation } from "../../router/execution/compile/compile-operation.ts";
import { execute } from "../../router/execution/execute.ts";
import { writeResponse } from "../../router/execution/respond/write-response.ts";
import { createFindUnfetched } from "../../router/planning/find-unfetched.ts";
import { mendSupergraph } from "../../router/planning/mend-supergraph.ts";
import { createPlanner } from "../../router/planning/planner.ts";
import { renamedIn } from "../../router/planning/separate-names.ts";
import type { Gateway } from "./gateway.ts";

/** Our planning and our execution. */
export const ownGateway: Gateway = async (supergraphSdl, remote) => {
  const mended = mendSupergraph(supergraphSdl);
  const federated = Supergraph.build(mended.sdl);
  const apiSchema = federated.apiSchema().toGraphQLJSSchema();
  const supergraphSchema = federated.schema.toGraphQLJSSchema();
  const planner = createPlanner(federated);
  const findUnfetched = createFindUnfetched(apiSchema);
  const executors = Object.fromEntries(Object.entries(remote).map(([name, executor]) => [name, unsigned(executor)]));
  const context = { caller: { kind: "anonymous" }, requestId: "audit", logger: silentLogger } as const;

  return {
    async execute(query) {
      const asked = parse(query);
      const problems = validate(apiSchema, asked);
      if (problems.length > 0) return { errors: problems };
      const document = mended.separateNames(asked);
      const definition = getOperationAST(document);
      if (!definition) throw new TypeError("a test with several operations");
      const plan = mended.mendPlan(await planner.plan(document, definition.name?.value));
      const unfetched = findUnfetched(document, undefined, plan);
      if (unfetched !== undefined) return { errors: [{ message: `${unfetched} can't be fetched.` }] };
      const renamed = renamedIn(document);
      const compiled = compileOperation({ document, definition, plan, apiSchema, supergraphSchema, renamed });
      const { coerced = {} } = getVariableValues(apiSchema, definition.variableDefinitions ?? [], {});
      const { errors, dataJson } = writeResponse(await execute(compiled, { variables: coerced, context, executors }));
      return { data: JSON.parse(dataJson), errors };
    },
    async stop() {},
  };
};

/** The suites' subgraphs ask nobody who they are. */
function unsigned(executor: Executor): CallerExecutor {
  return async ({ caller: _caller, source: _source, ...request }) => executor({ ...request, identity: "" });
}
