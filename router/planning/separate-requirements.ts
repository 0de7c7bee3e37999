import {
  type ArgumentNode,
  type ConstArgumentNode,
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  print,
  type SelectionSetNode,
  visit,
} from "graphql";
import { dropUnusedExternals } from "./drop-unused-externals.ts";
import { graphOf, parseFieldSet, printFieldSet, stringArgument } from "./field-sets.ts";

/** Stands for a field with the arguments with which a requirement names it. */
export interface StandIn {
  readonly name: string;
  readonly field: string;
  readonly arguments: readonly ArgumentNode[];
}

export interface SeparatedRequirements {
  /** What is to be planned with; the very same document when nothing needs to be separated. */
  readonly supergraph: DocumentNode;
  /** By name; empty when nothing needed to be separated. */
  readonly standIns: ReadonlyMap<string, StandIn>;
  /** The values of the enum join__Graph, by the names of the subgraphs they stand for. */
  readonly graphs: ReadonlyMap<string, string>;
  /** What a field requires when that has stand-ins, by `placeOf` it. */
  readonly needs: ReadonlyMap<string, SelectionSetNode>;
}

/** @param graph the subgraph's value of the enum join__Graph */
export function placeOf(graph: string, type: string, field: string): string {
  return `${graph} ${type}.${field}`;
}

/**
 * Makes fields of their own from those that requirements name with different arguments, as in
 * `@requires(fields: "price(currency: \"USD\")")` here and `"EUR"` there: the planner compares response names only, so it
 * would fetch the one and hand it to both. Clients do not see these fields, subgraphs do not know them: a plan that has
 * some needs `mendPlan`.
 */
export function separateRequirements(supergraph: DocumentNode): SeparatedRequirements {
  const standIns = findStandIns(supergraph);
  if (standIns.size === 0) return { supergraph, standIns, graphs: new Map(), needs: new Map() };

  const needs = new Map<string, SelectionSetNode>();
  const added = [...standIns.values()];
  const separated: DocumentNode = visit(supergraph, {
    ObjectTypeDefinition: separateType,
    InterfaceTypeDefinition: separateType,
  });
  const touched = new Set(added.flatMap(({ name, field }) => [name, field]));
  const mended = withInaccessible(dropUnusedExternals(separated, touched));
  return { supergraph: mended, standIns, graphs: findGraphs(supergraph), needs };

  function separateType<Type extends Pick<ObjectTypeDefinitionNode, "name" | "fields">>(type: Type): Type {
    const fields = (type.fields ?? []).flatMap((field) => {
      const names = added.filter((standIn) => standsFor(standIn, field)).map(({ name }) => name);
      const own = separateField(field, type.name.value, [field.name.value, ...names]);
      return [own, ...names.map((name) => asStandIn(name, own))];
    });
    return { ...type, fields };
  }

  /** @param names of the field and of those that stand for it, which need the same */
  function separateField(field: FieldDefinitionNode, type: string, names: readonly string[]): FieldDefinitionNode {
    const directives = (field.directives ?? []).map((directive) => {
      const text = requirementOf(directive);
      const fieldSet = text === undefined ? undefined : parseFieldSet(text);
      const own = fieldSet && withStandIns(fieldSet);
      const graph = graphOf(directive);
      if (own === fieldSet || own === undefined || graph === undefined) return directive;
      for (const name of names) needs.set(placeOf(graph, type, name), own);
      return withArgument(directive, "requires", printFieldSet(own));
    });
    return { ...field, directives };
  }

  function withStandIns(fieldSet: SelectionSetNode): SelectionSetNode {
    return visit(fieldSet, {
      Field(field) {
        const standIn = added.find((one) => one.field === field.name.value && isSame(one.arguments, field.arguments));
        return standIn && { ...field, name: { kind: Kind.NAME, value: standIn.name }, arguments: [] };
      },
    });
  }
}

function findStandIns(supergraph: DocumentNode): ReadonlyMap<string, StandIn> {
  const names = new Set<string>();
  const variants = new Map<string, Map<string, readonly ArgumentNode[]>>();
  visit(supergraph, {
    FieldDefinition(field) {
      names.add(field.name.value);
      for (const text of (field.directives ?? []).flatMap((directive) => requirementOf(directive) ?? []))
        visit(parseFieldSet(text), {
          Field({ name, arguments: given = [] }) {
            const known = variants.get(name.value) ?? new Map<string, readonly ArgumentNode[]>();
            variants.set(name.value, known.set(given.map(print).join(), given));
          },
        });
    },
  });
  const conflicting = [...variants].flatMap(([field, known]) =>
    known.size === 1 ? [] : [...known.values()].map((given) => ({ field, given })),
  );
  return new Map(
    conflicting.map(({ field, given }, index) => {
      let name = `${field}_required_${index}`;
      while (names.has(name)) name += "_";
      return [name, { name, field, arguments: given }];
    }),
  );
}

function findGraphs(supergraph: DocumentNode): ReadonlyMap<string, string> {
  const graphs = new Map<string, string>();
  visit(supergraph, {
    EnumValueDefinition({ name, directives = [] }) {
      for (const directive of directives) {
        const subgraph = directive.name.value === "join__graph" ? stringArgument(directive, "name") : undefined;
        if (subgraph !== undefined) graphs.set(subgraph, name.value);
      }
    },
  });
  return graphs;
}

function requirementOf(directive: ConstDirectiveNode): string | undefined {
  return directive.name.value === "join__field" ? stringArgument(directive, "requires") : undefined;
}

function isSame(some: readonly ArgumentNode[], others: readonly ArgumentNode[] = []): boolean {
  return some.map(print).join() === others.map(print).join();
}

function standsFor(standIn: StandIn, { name, arguments: taken = [] }: FieldDefinitionNode): boolean {
  return (
    name.value === standIn.field &&
    standIn.arguments.every((given) => taken.some((argument) => argument.name.value === given.name.value))
  );
}

/** In the same subgraphs, and needing what the field needs, but hidden from clients. */
function asStandIn(name: string, field: FieldDefinitionNode): FieldDefinitionNode {
  return {
    kind: Kind.FIELD_DEFINITION,
    name: { kind: Kind.NAME, value: name },
    type: field.type,
    directives: [
      ...(field.directives ?? []).filter((directive) => directive.name.value === "join__field"),
      { kind: Kind.DIRECTIVE, name: { kind: Kind.NAME, value: "inaccessible" } },
    ],
  };
}

function withArgument(directive: ConstDirectiveNode, name: string, value: string): ConstDirectiveNode {
  const given = directive.arguments ?? [];
  const changed = given.map(
    (argument): ConstArgumentNode =>
      argument.name.value === name ? { ...argument, value: { kind: Kind.STRING, value } } : argument,
  );
  return { ...directive, arguments: changed };
}

const inaccessible = parse(
  `extend schema @link(url: "https://specs.apollo.dev/inaccessible/v0.2", for: SECURITY)
  directive @inaccessible on FIELD_DEFINITION | OBJECT | INTERFACE | UNION | ARGUMENT_DEFINITION | SCALAR | ENUM | ENUM_VALUE | INPUT_OBJECT | INPUT_FIELD_DEFINITION`,
  { noLocation: true },
).definitions;

/** Composition links it only where a subgraph uses it. */
function withInaccessible(supergraph: DocumentNode): DocumentNode {
  const isLinked = supergraph.definitions.some(
    (definition) => definition.kind === Kind.DIRECTIVE_DEFINITION && definition.name.value === "inaccessible",
  );
  return isLinked ? supergraph : { ...supergraph, definitions: [...supergraph.definitions, ...inaccessible] };
}
