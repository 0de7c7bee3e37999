import { operationFromDocument } from "@apollo/federation-internals";
import { buildOperationContext, executeQueryPlan } from "@apollo/gateway";
import { type DocumentNode, parse, validate } from "graphql";
import { systemClock } from "../../kernel/clock.ts";
import type { Executor } from "../../kernel/executor/executor.ts";
import { silentLogger } from "../../kernel/logger.ts";
import { loadSupergraph } from "../../router/execution/supergraph.ts";
import { createFindUnfetched } from "../../router/planning/find-unfetched.ts";
import { mendSupergraph } from "../../router/planning/mend-supergraph.ts";
import { restoreNames } from "../../router/planning/separate-names.ts";
import type { Answer, Gateway } from "./gateway.ts";

/** Our planning, and Apollo's execution of what comes out of it. */
export const ownGateway: Gateway = async (supergraphSdl, executors) => {
  const mended = mendSupergraph(supergraphSdl);
  const { services, schemas } = loadSupergraph({
    sdl: mended.sdl,
    executors: Object.fromEntries(Object.entries(executors).map(([name, executor]) => [name, unsigned(executor)])),
    authorizationMode: "null",
    clock: systemClock,
    logger: silentLogger,
  });
  const { planner, apiSchema, fullSchema, operationSchema } = schemas();
  const findUnfetched = createFindUnfetched(apiSchema);

  return {
    async execute(query): Promise<Answer> {
      const document = parse(query);
      const problems = validate(apiSchema, document);
      if (problems.length > 0) return { errors: problems };
      const separated = mended.separateNames(document);
      const { data, errors } = await run(separated);
      return { data: restoreNames(data, separated), errors };
    },
    async stop() {},
  };

  async function run(document: DocumentNode): Promise<Answer> {
    const plan = mended.mendPlan(planner.buildQueryPlan(operationFromDocument(operationSchema, document)));
    const unfetched = findUnfetched(document, undefined, plan);
    if (unfetched !== undefined) return { errors: [`${unfetched} can't be fetched`] };
    const context = { caller: { kind: "anonymous" }, requestId: "audit", logger: silentLogger };
    return executeQueryPlan(
      plan,
      services,
      // The part of Apollo Server's request context that plan execution reads.
      { request: { variables: {} }, context, logger: silentLogger, metrics: {} } as unknown as Parameters<
        typeof executeQueryPlan
      >[2],
      buildOperationContext({ schema: apiSchema, operationDocument: document }),
      fullSchema,
      operationSchema,
    );
  }
};

/** The suites' subgraphs ask nobody who they are. */
function unsigned(executor: Executor): Parameters<typeof loadSupergraph>[0]["executors"][string] {
  return async ({ caller: _caller, source: _source, ...request }) => executor({ ...request, identity: "" });
}
