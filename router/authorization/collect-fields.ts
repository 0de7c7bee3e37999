import {
  type DirectiveNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from "graphql";
import type { GuardedSchema } from "./guarded-schema.ts";
import type { Reduced } from "./remove-fields.ts";

/** An operation, what was taken out of it, and the variables it came with: what an answer is held against. */
export interface ReducedRequest {
  readonly schema: GuardedSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly reduced: Reduced;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** A selection set, and whether all of it went because the field above it did. */
export interface Selected {
  readonly set: SelectionSetNode;
  readonly isRemoved: boolean;
}

/** A field as the operation asks for it at one place. */
export interface Asked {
  readonly node: FieldNode;
  readonly isRemoved: boolean;
}

/**
 * The fields that an object of this type answers with, by response key, in the operation's order (GraphQL, section
 * 6.3.2 CollectFields), those included that were taken out.
 */
export function collectFields(
  request: ReducedRequest,
  selected: readonly Selected[],
  typeName: string,
): ReadonlyMap<string, readonly Asked[]> {
  const { schema, fragments, reduced } = request;
  const collected = new Map<string, Asked[]>();
  const spread = new Set<string>();
  const applies = (condition: string | undefined) =>
    condition === undefined || condition === typeName || schema.type(condition)?.possible.has(typeName) === true;

  const collect = ({ selections }: SelectionSetNode, isRemoved: boolean): void => {
    for (const selection of selections) {
      if (!isIncluded(request, selection.directives)) continue;
      switch (selection.kind) {
        case Kind.FIELD: {
          const key = (selection.alias ?? selection.name).value;
          const asked = { node: selection, isRemoved: isRemoved || reduced.removed.has(selection) };
          const known = collected.get(key);
          if (known === undefined) collected.set(key, [asked]);
          else known.push(asked);
          break;
        }
        case Kind.INLINE_FRAGMENT:
          if (applies(selection.typeCondition?.name.value)) collect(selection.selectionSet, isRemoved);
          break;
        case Kind.FRAGMENT_SPREAD: {
          const fragment = fragments.get(selection.name.value);
          // Once with what is left and once without: a fragment may be spread where nothing was left too.
          const visited = `${isRemoved} ${selection.name.value}`;
          if (fragment === undefined || spread.has(visited)) break;
          spread.add(visited);
          if (applies(fragment.typeCondition.name.value)) collect(fragment.selectionSet, isRemoved);
        }
      }
    }
  };
  for (const { set, isRemoved } of selected) collect(set, isRemoved);
  return collected;
}

/** What @skip and @include say (GraphQL, section 3.13). */
export function isIncluded(
  { operation, variables }: ReducedRequest,
  directives: readonly DirectiveNode[] = [],
): boolean {
  return directives.every(({ name, arguments: given }) => {
    if (name.value !== "skip" && name.value !== "include") return true;
    const condition = given?.find((argument) => argument.name.value === "if")?.value;
    return truthOf(condition) === (name.value === "include");
  });

  function truthOf(condition: NonNullable<DirectiveNode["arguments"]>[number]["value"] | undefined): boolean {
    if (condition?.kind === Kind.BOOLEAN) return condition.value;
    if (condition?.kind !== Kind.VARIABLE) return false;
    const variable = condition.name.value;
    if (Object.hasOwn(variables, variable)) return variables[variable] === true;
    const definition = operation.variableDefinitions?.find((each) => each.variable.name.value === variable);
    return definition?.defaultValue?.kind === Kind.BOOLEAN && definition.defaultValue.value;
  }
}
