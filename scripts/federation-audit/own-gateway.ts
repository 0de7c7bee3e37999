import { operationFromDocument, Supergraph } from "@apollo/federation-internals";
import { buildOperationContext, executeQueryPlan } from "@apollo/gateway";
import { QueryPlanner } from "@apollo/query-planner";
import { type DocumentNode, parse, validate } from "graphql";
import { createFindUnfetched } from "../../router/planning/find-unfetched.ts";
import { mendSupergraph } from "../../router/planning/mend-supergraph.ts";
import { restoreNames } from "../../router/planning/separate-names.ts";
import { createDataSource } from "./data-source.ts";
import type { Answer, Gateway } from "./gateway.ts";

/** Our planning, and Apollo's execution of what comes out of it. */
export const ownGateway: Gateway = async (supergraphSdl, executors) => {
  const mended = mendSupergraph(supergraphSdl);
  const federated = Supergraph.build(mended.sdl);
  const operationSchema = federated.apiSchema();
  const apiSchema = operationSchema.toGraphQLJSSchema();
  const fullSchema = federated.schema.toGraphQLJSSchema();
  // The limits that the router plans with.
  const planner = new QueryPlanner(federated, { debug: { maxEvaluatedPlans: 100, pathsLimit: 100 } });
  const services = Object.fromEntries(
    Object.entries(executors).map(([name, executor]) => [name, createDataSource(executor)]),
  );
  const findUnfetched = createFindUnfetched(apiSchema);

  return {
    async execute(query) {
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
    if (unfetched !== undefined) return { errors: [{ message: `${unfetched} can't be fetched.` }] };
    return executeQueryPlan(
      plan,
      services,
      // The part of Apollo Server's request context that plan execution reads.
      { request: { variables: {} }, context: {}, metrics: {} } as unknown as Parameters<typeof executeQueryPlan>[2],
      buildOperationContext({ schema: apiSchema, operationDocument: document }),
      fullSchema,
      operationSchema,
    );
  }
};
