import { type ConstDirectiveNode, type DocumentNode, Kind, visit } from "graphql";

/**
 * Moves, at each type, the keys by which a subgraph can't be asked behind those by which it can. For what comes back to a
 * subgraph with the values of @requires, the planner takes the first key whose fields that subgraph has, and does not look
 * whether it is `resolvable`.
 *
 * @returns the very same document when every type is in order
 */
export function orderKeys(supergraph: DocumentNode): DocumentNode {
  return visit(supergraph, {
    enter(node) {
      if (node.kind !== Kind.OBJECT_TYPE_DEFINITION && node.kind !== Kind.INTERFACE_TYPE_DEFINITION) return undefined;
      const { directives = [] } = node;
      const ordered = [
        ...directives.filter((directive) => !isUnresolvable(directive)),
        ...directives.filter(isUnresolvable),
      ];
      const inOrder = ordered.every((directive, place) => directive === directives[place]);
      return inOrder ? false : { ...node, directives: ordered };
    },
  });
}

function isUnresolvable({ name, arguments: given = [] }: ConstDirectiveNode): boolean {
  return (
    name.value === "join__type" &&
    given.some(
      (argument) =>
        argument.name.value === "resolvable" && argument.value.kind === Kind.BOOLEAN && !argument.value.value,
    )
  );
}
