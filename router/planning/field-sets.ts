import {
  type ConstDirectiveNode,
  type DirectiveNode,
  type DocumentNode,
  Kind,
  OperationTypeNode,
  parse,
  print,
  type SelectionSetNode,
  stripIgnoredCharacters,
  visit,
} from "graphql";

/** Where the join specification keeps field sets. */
const holders: Readonly<Record<string, readonly string[]>> = {
  join__type: ["key"],
  join__field: ["requires", "provides"],
};

/**
 * Names of all fields in keys and requirements of a supergraph, and `__typename`: of what a plan fetches although no client
 * asks for it.
 */
export function findFetchedNames(supergraph: DocumentNode): ReadonlySet<string> {
  const names = new Set(["__typename"]);
  visit(supergraph, {
    Directive(directive) {
      for (const argument of holders[directive.name.value] ?? []) {
        const text = stringArgument(directive, argument);
        if (text !== undefined) visit(parseFieldSet(text), { Field: ({ name }) => void names.add(name.value) });
      }
    },
  });
  return names;
}

/** A directive's argument, when it is a string that says something. */
export function stringArgument(directive: DirectiveNode | ConstDirectiveNode, name: string): string | undefined {
  const value = directive.arguments?.find((argument) => argument.name.value === name)?.value;
  return value?.kind === Kind.STRING && value.value !== "" ? value.value : undefined;
}

/** @param text without the outer braces, as directives hold it */
export function parseFieldSet(text: string): SelectionSetNode {
  const [operation] = parse(`{${text}}`, { noLocation: true }).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION || operation.operation !== OperationTypeNode.QUERY)
    throw new TypeError(`not a field set: ${text}`);
  return operation.selectionSet;
}

export function printFieldSet(fieldSet: SelectionSetNode): string {
  return stripIgnoredCharacters(print(fieldSet)).slice(1, -1);
}
