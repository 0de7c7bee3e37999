import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InterfaceTypeDefinitionNode,
  isTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  OperationTypeNode,
  parse,
  type TypeDefinitionNode,
} from "graphql";
import { graphOf, stringArgument } from "../../planning/field-sets.ts";
import { readWhole, type WholeSupergraph } from "../../planning/part-of-supergraph.ts";

/** What has to be known of a supergraph to add types of one subgraph to it. */
export interface CoreSupergraph {
  readonly document: DocumentNode;
  readonly whole: WholeSupergraph;
  /** The subgraph's value of the enum join__Graph. */
  readonly graph: string;
  readonly types: ReadonlyMap<string, TypeDefinitionNode>;
  readonly directives: ReadonlySet<string>;
  readonly rootNames: ReadonlySet<string>;
  /** Of the subgraph, by name. */
  readonly interfaces: ReadonlyMap<string, CoreInterface>;
}

/** An interface of the subgraph, and what others add to all that implements it: they have it as an `@interfaceObject`. */
export interface CoreInterface {
  readonly keys: readonly string[];
  /** By name; the subgraph's own. */
  readonly fields: ReadonlyMap<string, FieldDefinitionNode>;
  /** As each type has them that implements it. */
  readonly contributed: readonly FieldDefinitionNode[];
}

/**
 * @param subgraph whose types are to be added
 * @throws TypeError when the supergraph has no such subgraph
 */
export function readCore(sdl: string, subgraph: string): CoreSupergraph {
  const document = parse(sdl, { noLocation: true });
  const types = new Map<string, TypeDefinitionNode>();
  const directives = new Set<string>();
  const rootNames = new Set<string>(Object.values(rootTypeNames));
  for (const definition of document.definitions) {
    if (definition.kind === Kind.DIRECTIVE_DEFINITION) directives.add(definition.name.value);
    else if (definition.kind === Kind.SCHEMA_DEFINITION) {
      rootNames.clear();
      for (const { type } of definition.operationTypes) rootNames.add(type.name.value);
    } else if (isTypeDefinitionNode(definition)) types.set(definition.name.value, definition);
  }
  const graph = graphNamed(subgraph, types);
  const interfaces = new Map<string, CoreInterface>();
  for (const definition of types.values()) {
    if (definition.kind !== Kind.INTERFACE_TYPE_DEFINITION || !isIn(definition, graph)) continue;
    interfaces.set(definition.name.value, readInterface(definition, graph));
  }
  return { document, whole: readWhole(document), graph, types, directives, rootNames, interfaces };
}

const rootTypeNames = {
  [OperationTypeNode.QUERY]: "Query",
  [OperationTypeNode.MUTATION]: "Mutation",
  [OperationTypeNode.SUBSCRIPTION]: "Subscription",
};

function graphNamed(subgraph: string, types: ReadonlyMap<string, TypeDefinitionNode>): string {
  const graphs = types.get("join__Graph");
  const values = graphs?.kind === Kind.ENUM_TYPE_DEFINITION ? (graphs.values ?? []) : [];
  const found = values.find(({ directives = [] }) =>
    directives.some((directive) => stringArgument(directive, "name") === subgraph),
  );
  if (found === undefined) throw new TypeError(`the supergraph has no subgraph ${subgraph}`);
  return found.name.value;
}

function readInterface({ directives, fields = [] }: InterfaceTypeDefinitionNode, graph: string): CoreInterface {
  const own = fields.filter((field) => isIn(field, graph));
  return {
    keys: joins(directives, "join__type").flatMap((directive) =>
      graphOf(directive) === graph ? (stringArgument(directive, "key") ?? []) : [],
    ),
    fields: new Map(own.map((field) => [field.name.value, field])),
    contributed: fields
      .filter((field) => !own.includes(field))
      .map((field) => ({
        ...field,
        directives: [...(field.directives ?? []).filter(({ name }) => name.value !== "join__field"), ofNoSubgraph],
      })),
  };
}

/** That a field is in none of the subgraphs that have the object: one has it of the interface. */
const ofNoSubgraph: ConstDirectiveNode = {
  kind: Kind.DIRECTIVE,
  name: { kind: Kind.NAME, value: "join__field" },
  arguments: [],
};

/** What names no subgraph is in all that have its type. */
function isIn(node: ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode | FieldDefinitionNode, graph: string) {
  const named = joins(node.directives, node.kind === Kind.FIELD_DEFINITION ? "join__field" : "join__type");
  return named.length === 0 || named.some((directive) => graphOf(directive) === graph);
}

function joins(directives: readonly ConstDirectiveNode[] = [], name: string): readonly ConstDirectiveNode[] {
  return directives.filter((directive) => directive.name.value === name);
}
