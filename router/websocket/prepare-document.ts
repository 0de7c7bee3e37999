import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  OperationTypeNode,
  parse,
  type SelectionNode,
  validate,
} from "graphql";

/** The parsed document, or what is wrong with it: problems of one operation, which must not cost the socket. */
export function prepareDocument(query: string, schema: GraphQLSchema): DocumentNode | readonly GraphQLError[] {
  let document: DocumentNode;
  try {
    document = parse(query);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return [withCode(error, "GRAPHQL_PARSE_FAILED")];
  }
  const problems = conditionalRootFields(document) ?? validate(schema, document);
  return problems.length === 0 ? document : problems.map((problem) => withCode(problem, "GRAPHQL_VALIDATION_FAILED"));
}

/** Whether there is anything to subscribe to must not hang on a variable: graphql-js and the query planner both throw. */
function conditionalRootFields(document: DocumentNode): GraphQLError[] | undefined {
  const problems = document.definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION && definition.operation === OperationTypeNode.SUBSCRIPTION
      ? definition.selectionSet.selections.filter(isConditional)
      : [],
  );
  if (problems.length === 0) return undefined;
  return problems.map(
    (node) => new GraphQLError("The root field of a subscription takes no @skip or @include.", { nodes: node }),
  );
}

function isConditional({ directives = [] }: SelectionNode): boolean {
  return directives.some(({ name }) => name.value === "skip" || name.value === "include");
}

function withCode({ message, nodes, source, positions }: GraphQLError, code: string): GraphQLError {
  return new GraphQLError(message, {
    nodes: nodes ?? null,
    source: source ?? null,
    positions: positions ?? null,
    extensions: { code },
  });
}
