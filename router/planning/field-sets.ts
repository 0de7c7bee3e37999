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

/** What a plan may fetch although no client asks for it: the fields in keys and requirements of a supergraph, by name. */
export interface FetchedNames {
  readonly all: ReadonlySet<string>;
  /** Those that are fetched with arguments. */
  readonly withArguments: ReadonlySet<string>;
}

export function findFetchedNames(supergraph: DocumentNode): FetchedNames {
  const all = new Set(["__typename"]);
  const withArguments = new Set<string>();
  visit(supergraph, {
    Directive(directive) {
      for (const argument of holders[directive.name.value] ?? []) {
        const text = stringArgument(directive, argument);
        if (text === undefined) continue;
        visit(parseFieldSet(text), {
          Field({ name, arguments: given = [] }) {
            all.add(name.value);
            if (given.length > 0) withArguments.add(name.value);
          },
        });
      }
    },
  });
  return { all, withArguments };
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

/** The subgraph that a directive of the join specification is about, as a value of the enum join__Graph. */
export function graphOf({ arguments: given = [] }: ConstDirectiveNode): string | undefined {
  const value = given.find(({ name }) => name.value === "graph")?.value;
  return value?.kind === Kind.ENUM ? value.value : undefined;
}
