import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from "graphql";
import type { GuardedSchema, GuardedType } from "./guarded-schema.ts";
import type { Requirement } from "./requirements.ts";

/** All that an operation asks for of its caller, each once. A fragment is looked at once, however often it is spread. */
export function findRequirements(
  schema: GuardedSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): readonly Requirement[] {
  const fragments = fragmentsOf(document);
  const found = new Set<Requirement>();
  const seen = new Set<string>();
  look(operation.selectionSet, schema.type(schema.rootType(operation.operation)));
  return [...found];

  function look({ selections }: SelectionSetNode, parent: GuardedType | undefined): void {
    for (const selection of selections) {
      switch (selection.kind) {
        case Kind.FIELD: {
          const field = parent?.field(selection.name.value);
          for (const requirement of field?.requirements ?? []) found.add(requirement);
          if (field !== undefined && selection.selectionSet !== undefined)
            look(selection.selectionSet, schema.type(field.named));
          break;
        }
        case Kind.INLINE_FRAGMENT:
          look(selection.selectionSet, conditionOf(schema, selection.typeCondition?.name.value, parent));
          break;
        case Kind.FRAGMENT_SPREAD: {
          const fragment = fragments.get(selection.name.value);
          if (fragment === undefined || seen.has(fragment.name.value)) break;
          seen.add(fragment.name.value);
          look(fragment.selectionSet, schema.type(fragment.typeCondition.name.value));
        }
      }
    }
  }
}

export function fragmentsOf({ definitions }: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  return new Map(
    definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition]] : [],
    ),
  );
}

/** The type that the fields of an inline fragment belong to. */
export function conditionOf(
  schema: GuardedSchema,
  condition: string | undefined,
  parent: GuardedType | undefined,
): GuardedType | undefined {
  return condition === undefined ? parent : schema.type(condition);
}
