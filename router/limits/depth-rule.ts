import { type FragmentDefinitionNode, GraphQLError, Kind, type SelectionSetNode, type ValidationRule } from "graphql";

/** A validation rule: fields may nest only so deep, seen through fragments. Planning costs more with every level. */
export function depthRule(maximumDepth: number): ValidationRule {
  return (context) => {
    const depths = new Map<FragmentDefinitionNode, number>();

    // Recursive: checkSource has bounded how deep a document can nest, and a fragment is entered once.
    const depthOf = (set: SelectionSetNode | undefined): number =>
      Math.max(
        0,
        ...(set?.selections ?? []).map((selection) => {
          switch (selection.kind) {
            case Kind.FIELD:
              return 1 + depthOf(selection.selectionSet);
            case Kind.INLINE_FRAGMENT:
              return depthOf(selection.selectionSet);
            case Kind.FRAGMENT_SPREAD:
              return depthOfFragment(context.getFragment(selection.name.value));
          }
        }),
      );

    const depthOfFragment = (fragment: FragmentDefinitionNode | null | undefined): number => {
      if (fragment === null || fragment === undefined) return 0;
      const known = depths.get(fragment);
      if (known !== undefined) return known;
      depths.set(fragment, 0); // A fragment within itself is refused by another rule.
      const depth = depthOf(fragment.selectionSet);
      depths.set(fragment, depth);
      return depth;
    };

    return {
      OperationDefinition(operation) {
        const depth = depthOf(operation.selectionSet);
        if (depth <= maximumDepth) return;
        const message = `The operation nests fields ${depth} deep; at most ${maximumDepth} are taken.`;
        context.reportError(new GraphQLError(message, { nodes: operation }));
      },
    };
  };
}
