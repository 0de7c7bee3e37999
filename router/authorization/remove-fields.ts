import {
  type ASTNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from "graphql";
import { conditionOf, fragmentsOf } from "./find-requirements.ts";
import type { GuardedSchema, GuardedType } from "./guarded-schema.ts";
import type { Requirement } from "./requirements.ts";

/** An operation without what its caller may not have. */
export interface Reduced {
  /** What is left; absent when nothing is. */
  readonly document?: DocumentNode;
  /** What was taken out, and for want of what. */
  readonly removed: ReadonlyMap<FieldNode, Requirement>;
  /** The selections that something was taken out of, at whatever depth; all others are as they were. */
  readonly touched: ReadonlySet<SelectionSetNode>;
  /** The name under which `__typename` was added where the answer has to tell which type it is. */
  readonly typeAlias: string;
}

/**
 * Takes out of an operation the fields for which a requirement is not met. Where a selection would be empty its place is
 * held by `__typename`, since how many objects there are decides how many nulls the caller gets.
 *
 * @param isUnmet tells which requirements the caller does not meet
 */
export function removeFields(
  schema: GuardedSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  isUnmet: (requirement: Requirement) => boolean,
): Reduced {
  const fragments = fragmentsOf(document);
  const removed = new Map<FieldNode, Requirement>();
  const touched = new Set<SelectionSetNode>();
  const rewritten = new Map<string, FragmentDefinitionNode | "empty">();
  const typeAlias = unusedAlias(document);
  const typeName: FieldNode = {
    kind: Kind.FIELD,
    alias: { kind: Kind.NAME, value: typeAlias },
    name: { kind: Kind.NAME, value: "__typename" },
  };

  const root = reduce(operation.selectionSet, schema.type(schema.rootType(operation.operation)));
  if (root.selections.length === 0) return { removed, touched, typeAlias };
  return { document: assemble(root), removed, touched, typeAlias };

  /** Returns the very same set when nothing of it had to go. */
  function reduce(set: SelectionSetNode, parent: GuardedType | undefined): SelectionSetNode {
    let changed = false;
    const selections: SelectionNode[] = [];
    for (const selection of set.selections) {
      const reduced = reduceSelection(selection, parent);
      if (reduced !== selection || spreadsTouched(selection)) changed = true;
      if (reduced !== undefined) selections.push(reduced);
    }
    if (!changed) return set;
    touched.add(set);
    return { ...set, selections };
  }

  function reduceSelection(selection: SelectionNode, parent: GuardedType | undefined): SelectionNode | undefined {
    switch (selection.kind) {
      case Kind.FIELD:
        return reduceField(selection, parent);
      case Kind.INLINE_FRAGMENT: {
        const type = conditionOf(schema, selection.typeCondition?.name.value, parent);
        const selectionSet = reduce(selection.selectionSet, type);
        if (selectionSet === selection.selectionSet) return selection;
        return selectionSet.selections.length === 0 ? undefined : { ...selection, selectionSet };
      }
      case Kind.FRAGMENT_SPREAD:
        return reduceFragment(selection.name.value) === "empty" ? undefined : selection;
    }
  }

  function reduceField(node: FieldNode, parent: GuardedType | undefined): FieldNode | undefined {
    const field = parent?.field(node.name.value);
    if (field === undefined) return node; // __typename and introspection
    const unmet = field.requirements.find(isUnmet);
    if (unmet !== undefined) {
      removed.set(node, unmet);
      return undefined;
    }
    if (node.selectionSet === undefined) return node;
    const type = schema.type(field.named);
    const reduced = reduce(node.selectionSet, type);
    if (reduced === node.selectionSet) return node;
    const mustTell = type?.isAbstract === true || reduced.selections.length === 0;
    const selections = mustTell ? [...reduced.selections, typeName] : reduced.selections;
    return { ...node, selectionSet: { ...reduced, selections } };
  }

  function reduceFragment(name: string): FragmentDefinitionNode | "empty" | undefined {
    const known = rewritten.get(name);
    const fragment = fragments.get(name);
    if (known !== undefined || fragment === undefined) return known;
    rewritten.set(name, fragment); // Ends what would go round in circles, which validation has refused before.
    const selectionSet = reduce(fragment.selectionSet, schema.type(fragment.typeCondition.name.value));
    const reduced = selectionSet.selections.length === 0 ? ("empty" as const) : { ...fragment, selectionSet };
    rewritten.set(name, selectionSet === fragment.selectionSet ? fragment : reduced);
    return rewritten.get(name);
  }

  function spreadsTouched(selection: SelectionNode): boolean {
    if (selection.kind !== Kind.FRAGMENT_SPREAD) return false;
    const fragment = fragments.get(selection.name.value);
    return fragment !== undefined && touched.has(fragment.selectionSet);
  }

  /** Only with the fragments and variables that are still used: validation refuses others. */
  function assemble(selectionSet: SelectionSetNode): DocumentNode {
    const variables = new Set<string>();
    const spread = new Map<string, FragmentDefinitionNode>();
    const note = (node: ASTNode) => {
      visit(node, {
        Variable: ({ name }) => void variables.add(name.value),
        FragmentSpread({ name }) {
          const fragment = rewritten.get(name.value);
          if (fragment === undefined || fragment === "empty" || spread.has(name.value)) return;
          spread.set(name.value, fragment);
          note(fragment);
        },
      });
    };
    for (const directive of operation.directives ?? []) note(directive);
    note(selectionSet);
    const { variableDefinitions = [] } = operation;
    const used = variableDefinitions.filter(({ variable }) => variables.has(variable.name.value));
    return {
      kind: Kind.DOCUMENT,
      definitions: [{ ...operation, variableDefinitions: used, selectionSet }, ...spread.values()],
    };
  }
}

/** A client may use any name, this one too. */
function unusedAlias(document: DocumentNode): string {
  const names = new Set<string>();
  visit(document, { Name: ({ value }) => void names.add(value) });
  let alias = "__type";
  while (names.has(alias)) alias += "_";
  return alias;
}
