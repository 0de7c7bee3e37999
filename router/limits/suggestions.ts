import { GraphQLError } from "graphql";

/** graphql-js ends a sentence so, and has no option that keeps it from it. */
const suggestion = / Did you mean .*$/s;

/** A message without the names that may have been meant: they tell the schema to who guesses. */
export function withoutSuggestion(message: string): string {
  return message.replace(suggestion, "");
}

/** The same problem, told without suggestions. */
export function problemWithoutSuggestion(problem: GraphQLError): GraphQLError {
  const message = withoutSuggestion(problem.message);
  if (message === problem.message) return problem;
  const { nodes, source, positions, extensions } = problem;
  return new GraphQLError(message, {
    nodes: nodes ?? null,
    source: source ?? null,
    positions: positions ?? null,
    extensions,
  });
}
