import {
  executeSync,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  OperationTypeNode,
  print,
  visit,
} from "graphql";
import type { CompiledOperation } from "../compile/compile-operation.ts";

/** A tool asks for the whole schema again and again, which takes milliseconds; few of them ask for different things. */
const mostAnswers = 8;
const answers = new WeakMap<object, Map<string, unknown>>();

/** What `__schema` or `__type` answers, of the schema that clients see. */
export function introspect(
  { apiSchema, fragments, definition }: CompiledOperation,
  nodes: readonly FieldNode[],
  variables: Readonly<Record<string, unknown>>,
): unknown {
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
  const key = `${JSON.stringify(values)} ${print(document)}`;
  const known = answers.get(apiSchema) ?? new Map<string, unknown>();
  answers.set(apiSchema, known);
  if (!known.has(key)) {
    const { data } = executeSync({ schema: apiSchema, document, rootValue: {}, variableValues: values });
    if (known.size >= mostAnswers) known.clear();
    known.set(key, Object.values(data ?? {})[0] ?? null);
  }
  return known.get(key);
}
