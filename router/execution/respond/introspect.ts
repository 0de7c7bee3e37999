import {
  executeSync,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  Kind,
  OperationTypeNode,
  print,
  visit,
} from "graphql";
import { createBoundedCache } from "../../../kernel/bounded-cache.ts";
import type { IntrospectionQuestion } from "../../planning/planner.ts";
import type { CompiledOperation } from "../compile/compile-operation.ts";

/** In characters of JSON. */
export const longestAnswer = 12_000_000;
/**
 * A tool asks for the whole schema again and again, and of a tenant with 60 tables that takes a second. As text, and all
 * schemas together: as objects one answer takes some 50 MB, each tenant has a schema, and asks what it likes of it.
 */
const answers = createBoundedCache<string>({
  total: 4 * longestAnswer,
  longest: longestAnswer,
  sizeOf: (key, json) => key.length + json.length,
});
const schemaNumbers = new WeakMap<GraphQLSchema, number>();
let schemaCount = 0;

/** What `__schema` or `__type` answers, of the schema that clients see. */
export function introspect(
  operation: CompiledOperation,
  nodes: readonly FieldNode[],
  variables: Readonly<Record<string, unknown>>,
): unknown {
  const { apiSchema } = operation;
  const asked = questionOf(operation, nodes, variables);
  const known = answers.get(asked.key);
  if (known !== undefined) return JSON.parse(known);
  const { document, variables: variableValues } = asked;
  const { data } = executeSync({ schema: apiSchema, document, rootValue: {}, variableValues });
  const answer: unknown = Object.values(data ?? {})[0] ?? null;
  answers.set(asked.key, JSON.stringify(answer));
  return answer;
}

/**
 * Has what an operation asks of the schema looked up elsewhere, so that `introspect` finds it: in a large one it takes a second.
 * @param ask what it answers is JSON
 */
export async function lookUpIntrospection(
  operation: CompiledOperation,
  variables: Readonly<Record<string, unknown>>,
  ask: (question: IntrospectionQuestion) => Promise<string>,
): Promise<void> {
  const { shape, type } = operation.responseFor(variables);
  for (const field of shape.fieldsOf(type)) {
    if (field.kind !== "introspection") continue;
    const { key, document, variables: used } = questionOf(operation, field.nodes, variables);
    if (answers.get(key) === undefined) answers.set(key, await ask({ source: print(document), variables: used }));
  }
}

/** The field as a document of its own, with the fragments and variables that it needs. */
function questionOf(
  { apiSchema, fragments, definition }: CompiledOperation,
  nodes: readonly FieldNode[],
  variables: Readonly<Record<string, unknown>>,
) {
  const used = new Set<string>();
  const spread = new Map<string, FragmentDefinitionNode>();
  const note = (node: FieldNode | FragmentDefinitionNode): void => {
    visit(node, {
      Variable: ({ name }) => void used.add(name.value),
      FragmentSpread({ name }) {
        const fragment = fragments.get(name.value);
        if (fragment === undefined || spread.has(name.value)) return;
        spread.set(name.value, fragment);
        note(fragment);
      },
    });
  };
  for (const node of nodes) note(node);
  const values = Object.fromEntries(Object.entries(variables).filter(([name]) => used.has(name)));
  const document = {
    kind: Kind.DOCUMENT,
    definitions: [
      {
        kind: Kind.OPERATION_DEFINITION,
        operation: OperationTypeNode.QUERY,
        variableDefinitions:
          definition.variableDefinitions?.filter(({ variable }) => used.has(variable.name.value)) ?? [],
        selectionSet: { kind: Kind.SELECTION_SET, selections: nodes },
      },
      ...spread.values(),
    ],
  } as const;
  return { key: `${numberOf(apiSchema)} ${JSON.stringify(values)} ${print(document)}`, document, variables: values };
}

/** What it tells of a schema goes when others need the room, so that it need not know when the schema itself has gone. */
function numberOf(schema: GraphQLSchema): number {
  const known = schemaNumbers.get(schema);
  if (known !== undefined) return known;
  schemaCount += 1;
  schemaNumbers.set(schema, schemaCount);
  return schemaCount;
}
