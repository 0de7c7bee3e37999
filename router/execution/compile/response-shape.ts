import {
  type DirectiveNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLLeafType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from "graphql";

/** What an object of an answer holds: by its type, fields in the order in which they were asked for. */
export interface ObjectShape {
  /** As the schema has it; an object may be of a narrower type. */
  readonly declared: GraphQLCompositeType;
  fieldsOf(type: GraphQLCompositeType): readonly ShapeField[];
}

interface NamedField {
  /** Name in the answer. */
  readonly key: string;
  /** Name under which the data have it. */
  readonly dataKey: string;
}

export type ShapeField =
  | (NamedField & { readonly kind: "typename" })
  | (NamedField & { readonly kind: "introspection"; readonly nodes: readonly FieldNode[] })
  | (NamedField & {
      readonly kind: "leaf";
      readonly type: GraphQLOutputType;
      readonly leaf: GraphQLLeafType;
      /** Type and field, for messages. */
      readonly coordinate: string;
    })
  | (NamedField & {
      readonly kind: "composite";
      readonly type: GraphQLOutputType;
      readonly shape: ObjectShape;
      readonly coordinate: string;
    });

export interface ShapeOptions {
  /** What clients see. */
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Values of the variables that @skip and @include hang on. */
  readonly conditions: ReadonlyMap<string, boolean>;
  /** What the data have under another name than the answer shall. */
  readonly renamed: ReadonlyMap<string, string>;
}

/** The shape of what a selection set answers with on objects of a type (GraphQL, section 6.3.2 CollectFields). */
export function objectShape(
  options: ShapeOptions,
  declared: GraphQLCompositeType,
  sets: readonly SelectionSetNode[],
): ObjectShape {
  const known = new Map<GraphQLCompositeType, readonly ShapeField[]>();
  return {
    declared,
    fieldsOf(type) {
      const fields = known.get(type);
      if (fields !== undefined) return fields;
      const collected = [...collectNodes(options, type, sets)].map(([dataKey, nodes]) =>
        shapeField(options, type, dataKey, nodes),
      );
      known.set(type, collected);
      return collected;
    },
  };
}

function shapeField(
  options: ShapeOptions,
  parent: GraphQLCompositeType,
  dataKey: string,
  nodes: readonly FieldNode[],
): ShapeField {
  const key = options.renamed.get(dataKey) ?? dataKey;
  const name = nodes[0]?.name.value ?? "";
  if (name === "__typename") return { kind: "typename", key, dataKey };
  if (name === "__schema" || name === "__type") return { kind: "introspection", key, dataKey, nodes };
  const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;
  if (field === undefined) throw new TypeError(`${parent.name} has no field ${name}: the operation was not validated`);
  const { type } = field;
  const named = getNamedType(type);
  const coordinate = `${parent.name}.${name}`;
  if (isLeafType(named)) return { kind: "leaf", key, dataKey, type, leaf: named, coordinate };
  const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
  return { kind: "composite", key, dataKey, type, shape: objectShape(options, named, sets), coordinate };
}

function collectNodes(
  options: ShapeOptions,
  type: GraphQLCompositeType,
  sets: readonly SelectionSetNode[],
): ReadonlyMap<string, readonly FieldNode[]> {
  const { schema, fragments, conditions } = options;
  const collected = new Map<string, FieldNode[]>();
  const spread = new Set<string>();

  const collect = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (!isIncluded(selection.directives, conditions)) continue;
      if (selection.kind === Kind.FIELD) {
        const key = (selection.alias ?? selection.name).value;
        const nodes = collected.get(key);
        if (nodes === undefined) collected.set(key, [selection]);
        else nodes.push(selection);
        continue;
      }
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        if (applies(schema, selection.typeCondition?.name.value, type)) collect(selection.selectionSet);
        continue;
      }
      const fragment = fragments.get(selection.name.value);
      if (fragment === undefined || spread.has(selection.name.value)) continue;
      spread.add(selection.name.value);
      if (applies(schema, fragment.typeCondition.name.value, type)) collect(fragment.selectionSet);
    }
  };
  for (const set of sets) collect(set);
  return collected;
}

function applies(schema: GraphQLSchema, condition: string | undefined, type: GraphQLCompositeType): boolean {
  if (condition === undefined || condition === type.name) return true;
  const wanted = schema.getType(condition);
  return isAbstractType(wanted) && (isObjectType(type) || isInterfaceType(type)) && schema.isSubType(wanted, type);
}

/** What @skip and @include say (GraphQL, section 3.13). */
function isIncluded(directives: readonly DirectiveNode[] = [], conditions: ReadonlyMap<string, boolean>): boolean {
  return directives.every(({ name, arguments: given }) => {
    if (name.value !== "skip" && name.value !== "include") return true;
    const value = given?.find((argument) => argument.name.value === "if")?.value;
    const holds =
      value?.kind === Kind.VARIABLE
        ? conditions.get(value.name.value) === true
        : value?.kind === Kind.BOOLEAN && value.value;
    return holds === (name.value === "include");
  });
}
