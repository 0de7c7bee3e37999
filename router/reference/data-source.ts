import type { GraphQLDataSource, GraphQLDataSourceProcessOptions } from "@apollo/gateway";
import {
  type DocumentNode,
  type GraphQLFormattedError,
  getOperationAST,
  Kind,
  parse,
  type SelectionSetNode,
} from "graphql";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import { isStream } from "../../kernel/executor/executor.ts";
import { addMeasures, measuresOf } from "../../kernel/executor/measures.ts";
import type { CallerExecutor } from "../../kernel/executor/signing-executor.ts";
import { cookiesOf } from "../../kernel/identity/session-cookies.ts";
import type { RequestContext } from "../request-context.ts";

type SubgraphAnswer = Awaited<ReturnType<GraphQLDataSource["process"]>>;

/** What Apollo's plan execution asks a subgraph through: our executor port. */
export function createDataSource(name: string, executor: CallerExecutor): GraphQLDataSource<RequestContext> {
  return { process: (options) => processFetch(name, executor, options) };
}

async function processFetch(
  name: string,
  executor: CallerExecutor,
  options: GraphQLDataSourceProcessOptions<RequestContext>,
): Promise<SubgraphAnswer> {
  if (!("incomingRequestContext" in options))
    throw new Error(`only fetches of plans are expected, not ${options.kind}`);
  const { query = "", variables, operationName } = options.request;
  const { caller, source, requestId, cancellation, measures, setCookies } = options.context;
  try {
    const result = await executor({ query, variables, operationName, caller, source, requestId, cancellation });
    if (isStream(result)) throw new TypeError("a fetch answered with a stream");
    if (measures !== undefined) addMeasures(measures, name, measuresOf(result.extensions));
    const cookies = cookiesOf(result.extensions);
    if (cookies !== undefined) setCookies?.(cookies);
    return { data: result.data ?? null, ...(result.errors === undefined ? {} : { errors: result.errors }) };
  } catch (error) {
    if (!(error instanceof AirgraphError)) throw error;
    const told = { message: error.message, extensions: { ...error.extensions } };
    return { data: null, errors: missingPlaces(query, operationName, variables).map((path) => ({ ...told, path })) };
  }
}

/** Without an answer everything that was asked for is missing: each entity, or each root field, is told of in its place. */
function missingPlaces(
  query: string,
  operationName: string | undefined,
  variables: Readonly<Record<string, unknown>> | undefined,
): NonNullable<GraphQLFormattedError["path"]>[] {
  const representations = variables?.["representations"];
  if (Array.isArray(representations)) return representations.map((_, index) => ["_entities", index]);
  const document = parse(query);
  const operation = getOperationAST(document, operationName);
  return operation ? rootFields(operation.selectionSet, document).map((name) => [name]) : [];
}

function rootFields({ selections }: SelectionSetNode, document: DocumentNode): string[] {
  return selections.flatMap((selection) => {
    switch (selection.kind) {
      case Kind.FIELD:
        return [(selection.alias ?? selection.name).value];
      case Kind.INLINE_FRAGMENT:
        return rootFields(selection.selectionSet, document);
      case Kind.FRAGMENT_SPREAD:
        return document.definitions.flatMap((definition) =>
          definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === selection.name.value
            ? rootFields(definition.selectionSet, document)
            : [],
        );
    }
  });
}
