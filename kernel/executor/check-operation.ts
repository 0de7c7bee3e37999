import { GraphQLError, type GraphQLSchema, Kind, OperationTypeNode, parse, validate } from "graphql";

/** What is wrong with a text that is to be sent as one query or mutation, in words; nothing when it can be sent. */
export type OperationCheck = (source: string) => readonly string[];

const mostTokens = 20_000;
const mostProblems = 10;

/** @param schema that the operation must fit; without it, only its syntax is looked at */
export function createOperationCheck(schema?: GraphQLSchema): OperationCheck {
  return (source) => {
    try {
      const document = parse(source, { maxTokens: mostTokens });
      const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
      const [operation] = operations;
      if (operations.length !== 1) return [`it must hold one operation, and holds ${operations.length}`];
      if (operation?.operation === OperationTypeNode.SUBSCRIPTION)
        return ["it is a subscription; only queries and mutations are sent"];
      if (schema === undefined) return [];
      return validate(schema, document, undefined, { maxErrors: mostProblems }).map(inWords);
    } catch (error) {
      if (error instanceof GraphQLError) return [inWords(error)];
      throw error;
    }
  };
}

/** Whether a text only asks, and changes nothing. */
export function isQuery(source: string): boolean {
  return parse(source, { maxTokens: mostTokens }).definitions.every(
    (definition) => definition.kind !== Kind.OPERATION_DEFINITION || definition.operation === OperationTypeNode.QUERY,
  );
}

function inWords({ message, locations }: GraphQLError): string {
  const [place] = locations ?? [];
  return `${message.replace(/\.$/, "")}${place === undefined ? "" : ` (line ${place.line}, column ${place.column})`}`;
}
