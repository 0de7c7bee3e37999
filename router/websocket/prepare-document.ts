import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  OperationTypeNode,
  parse,
  type SelectionNode,
  specifiedRules,
  validate,
} from "graphql";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import type { ErrorCode } from "../../kernel/errors/error-code.ts";
import { withCode } from "../../kernel/errors/with-code.ts";
import { checkSource } from "../limits/check-source.ts";
import { depthRule } from "../limits/depth-rule.ts";
import type { OperationLimits } from "../limits/operation-limits.ts";

/** The parsed document, or what is wrong with it: problems of one operation, which must not cost the socket. */
export function prepareDocument(
  query: string,
  schema: GraphQLSchema,
  limits: OperationLimits,
): DocumentNode | readonly GraphQLError[] {
  let code: ErrorCode = "GRAPHQL_PARSE_FAILED";
  try {
    checkSource(query, limits);
    const document = parse(query);
    code = "GRAPHQL_VALIDATION_FAILED";
    const conditional = conditionalRootFields(document);
    const problems =
      conditional.length > 0
        ? conditional
        : validate(schema, document, [...specifiedRules, depthRule(limits.maximumDepth)]);
    return problems.length === 0 ? document : problems.map((problem) => withCode(problem, code));
  } catch (error) {
    if (error instanceof AirgraphError) return [new GraphQLError(error.message, { extensions: error.extensions })];
    // graphql-js throws some problems instead of returning them.
    const problem = error instanceof GraphQLError ? error : new GraphQLError("The document can't be validated.");
    return [withCode(problem, code)];
  }
}

/** Whether there is anything to subscribe to must not hang on a variable: graphql-js and the query planner both throw. */
function conditionalRootFields(document: DocumentNode): GraphQLError[] {
  const fragments = new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition]] : [],
    ),
  );
  const problems: GraphQLError[] = [];
  const look = (selections: readonly SelectionNode[], within: ReadonlySet<string>): void => {
    for (const selection of selections) {
      if (selection.directives?.some(({ name }) => name.value === "skip" || name.value === "include") === true) {
        problems.push(
          new GraphQLError("The root field of a subscription takes no @skip or @include.", { nodes: selection }),
        );
      }
      if (selection.kind === Kind.INLINE_FRAGMENT) look(selection.selectionSet.selections, within);
      if (selection.kind !== Kind.FRAGMENT_SPREAD || within.has(selection.name.value)) continue;
      const fragment = fragments.get(selection.name.value);
      if (fragment !== undefined) look(fragment.selectionSet.selections, new Set([...within, selection.name.value]));
    }
  };
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    if (definition.operation === OperationTypeNode.SUBSCRIPTION) look(definition.selectionSet.selections, new Set());
  }
  return problems;
}
