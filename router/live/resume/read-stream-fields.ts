import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  OperationTypeNode,
  type TypeNode,
} from "graphql";

/** What a supergraph says of the root fields of subscriptions. */
export interface StreamFields {
  /** Fields of a subgraph's that can be resumed, by the subgraph's name and theirs, with the type of their argument `after`. */
  readonly resumable: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Fields that, without `after`, begin with whatever happens next. */
  readonly fromNowOn: ReadonlySet<string>;
}

/** At a field of Subscription, with Federation's own `@tag`: without `after`, nothing of what was before is told. */
const fromNowOnTag = "from-now-on";
const cursorTypes: ReadonlySet<string> = new Set(["ID", "String"]);

/**
 * A subscription can be resumed when its root field takes an optional argument `after` and answers with an object that has a field
 * `cursor` in the same subgraph: asked for with the cursor of the last event, the field goes on behind that event.
 */
export function readStreamFields(supergraph: DocumentNode): StreamFields {
  const types = new Map<string, ObjectTypeDefinitionNode>();
  const graphs = new Map<string, string>();
  let rootName = "Subscription";
  for (const definition of supergraph.definitions) {
    if (definition.kind === Kind.OBJECT_TYPE_DEFINITION) types.set(definition.name.value, definition);
    if (definition.kind === Kind.SCHEMA_DEFINITION)
      for (const { operation, type } of definition.operationTypes)
        if (operation === OperationTypeNode.SUBSCRIPTION) rootName = type.name.value;
    if (definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === "join__Graph")
      for (const { name, directives = [] } of definition.values ?? []) {
        const [subgraph] = directives.flatMap((directive) => textOf(directive, "join__graph", "name") ?? []);
        if (subgraph !== undefined) graphs.set(name.value, subgraph);
      }
  }

  const resumable = new Map<string, Map<string, string>>();
  const fromNowOn = new Set<string>();
  const root = types.get(rootName);
  for (const field of root?.fields ?? []) {
    const tags = (field.directives ?? []).map((directive) => textOf(directive, "tag", "name"));
    if (tags.includes(fromNowOnTag)) fromNowOn.add(field.name.value);

    const afterType = namedType(field.arguments?.find(({ name }) => name.value === "after")?.type);
    const type = types.get(namedType(field.type) ?? "");
    const cursor = type?.fields?.find(({ name }) => name.value === "cursor");
    if (root === undefined || type === undefined || cursor === undefined) continue;
    if (afterType === undefined || !cursorTypes.has(namedType(cursor.type) ?? "")) continue;
    const withCursor = graphsOf(cursor, type);
    for (const graph of graphsOf(field, root)) {
      const subgraph = graphs.get(graph);
      if (subgraph === undefined || !withCursor.has(graph)) continue;
      const fields = resumable.get(subgraph) ?? new Map<string, string>();
      resumable.set(subgraph, fields.set(field.name.value, afterType));
    }
  }
  return { resumable, fromNowOn };
}

/** Of a type that may be absent; undefined for a list, which holds no one cursor. */
function namedType(type: TypeNode | undefined): string | undefined {
  const inner = type?.kind === Kind.NON_NULL_TYPE ? type.type : type;
  return inner?.kind === Kind.NAMED_TYPE ? inner.name.value : undefined;
}

/** The subgraphs that answer a field: those it names, or all that have its type. */
function graphsOf({ directives = [] }: FieldDefinitionNode, type: ObjectTypeDefinitionNode): ReadonlySet<string> {
  const named = directives.filter(({ name }) => name.value === "join__field");
  const own = named.filter((directive) => !isTrue(directive, "external"));
  const withGraph = own.flatMap((directive) => textOf(directive, "join__field", "graph") ?? []);
  if (named.length > 0 && (withGraph.length > 0 || own.length === 0)) return new Set(withGraph);
  return new Set((type.directives ?? []).flatMap((directive) => textOf(directive, "join__type", "graph") ?? []));
}

function textOf(directive: ConstDirectiveNode, name: string, argument: string): string | undefined {
  if (directive.name.value !== name) return undefined;
  const value = directive.arguments?.find((given) => given.name.value === argument)?.value;
  return value?.kind === Kind.STRING || value?.kind === Kind.ENUM ? value.value : undefined;
}

function isTrue(directive: ConstDirectiveNode, argument: string): boolean {
  const value = directive.arguments?.find((given) => given.name.value === argument)?.value;
  return value?.kind === Kind.BOOLEAN && value.value;
}
