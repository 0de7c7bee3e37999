import {
  type DocumentNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  getNamedType,
  getOperationAST,
  isAbstractType,
  isCompositeType,
  isUnionType,
  Kind,
  type SelectionSetNode,
} from "graphql";

/** What one key of a path in an answer may stand for: a name may mean several fields, by the type of the object. */
export interface TracedKey {
  /** `Type.field` each. */
  readonly coordinates: ReadonlySet<string>;
  /** What the fields are declared as, without lists. */
  readonly types: ReadonlySet<string>;
  /** Whether it stands in a fragment on some type within one on an interface or union. */
  readonly isInNarrowedFragment: boolean;
}

interface Level {
  readonly type: GraphQLCompositeType;
  readonly set: SelectionSetNode;
}

/** Follows a path of an answer through its operation, key by key; places in lists are left out. */
export function tracePath(
  schema: GraphQLSchema,
  { document, operationName }: { readonly document: DocumentNode; readonly operationName: string },
  path: readonly (string | number)[],
): readonly TracedKey[] {
  const operation = getOperationAST(document, operationName);
  const root = operation && schema.getRootType(operation.operation);
  if (!root) throw new Error(`no operation ${operationName}`);
  let levels: Level[] = [{ type: root, set: operation.selectionSet }];
  return path.flatMap((key) => {
    if (typeof key === "number") return [];
    const traced = { coordinates: new Set<string>(), types: new Set<string>(), isInNarrowedFragment: false };
    const next: Level[] = [];
    for (const { type, set } of levels) walk(type, set, key, 0, traced, next);
    levels = next;
    return [traced];
  });

  function walk(
    type: GraphQLCompositeType,
    { selections }: SelectionSetNode,
    key: string,
    abstractAround: number,
    traced: { coordinates: Set<string>; types: Set<string>; isInNarrowedFragment: boolean },
    next: Level[],
  ): void {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        if ((selection.alias ?? selection.name).value !== key) continue;
        const field = isUnionType(type) ? undefined : type.getFields()[selection.name.value];
        traced.coordinates.add(`${type.name}.${selection.name.value}`);
        if (abstractAround > 0) traced.isInNarrowedFragment = true;
        if (field === undefined) continue;
        const named = getNamedType(field.type);
        traced.types.add(named.name);
        if (isCompositeType(named) && selection.selectionSet !== undefined)
          next.push({ type: named, set: selection.selectionSet });
        continue;
      }
      const fragment =
        selection.kind === Kind.INLINE_FRAGMENT
          ? selection
          : document.definitions.find(
              (definition) =>
                definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === selection.name.value,
            );
      if (fragment?.kind !== Kind.INLINE_FRAGMENT && fragment?.kind !== Kind.FRAGMENT_DEFINITION) continue;
      const condition = fragment.typeCondition && schema.getType(fragment.typeCondition.name.value);
      const narrowed = isCompositeType(condition) ? condition : type;
      walk(narrowed, fragment.selectionSet, key, abstractAround + (isAbstractType(narrowed) ? 1 : 0), traced, next);
    }
  }
}
