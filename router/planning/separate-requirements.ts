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
import { parseFieldSet, printFieldSet, stringArgument } from "./field-sets.ts";

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
  /** Names of the stand-ins that a field needs, by type and field: `Product.shippingEstimate`. */
  readonly needs: ReadonlyMap<string, ReadonlySet<string>>;
}

/**
 * Makes fields of their own from those that requirements name with different arguments, as in
 * `@requires(fields: "price(currency: \"USD\")")` here and `"EUR"` there: the planner compares response names only, so it
 * would fetch the one and hand it to both. Clients do not see these fields, subgraphs do not know them: a plan that has
 * some needs `mendPlan`.
 */
export function separateRequirements(supergraph: DocumentNode): SeparatedRequirements {
  const standIns = findStandIns(supergraph);
  if (standIns.size === 0) return { supergraph, standIns, needs: new Map() };

  const needs = new Map<string, ReadonlySet<string>>();
  const added = [...standIns.values()];
  const separated: DocumentNode = visit(supergraph, {
    ObjectTypeDefinition: separateType,
    InterfaceTypeDefinition: separateType,
  });
  const touched = new Set(added.flatMap(({ name, field }) => [name, field]));
  return { supergraph: withInaccessible(dropUnusedExternals(separated, touched)), standIns, needs };

  function separateType<Type extends Pick<ObjectTypeDefinitionNode, "name" | "fields">>(type: Type): Type {
    const fields = (type.fields ?? []).map((field) => separateField(type.name.value, field));
    const more = fields.flatMap((field) =>
      added.filter((standIn) => standsFor(standIn, field)).map(({ name }) => asStandIn(name, field)),
    );
    return { ...type, fields: [...fields, ...more] };
  }

  function separateField(type: string, field: FieldDefinitionNode): FieldDefinitionNode {
    const needed = new Set<string>();
    const directives = field.directives?.map((directive) => separateDirective(directive, needed));
    if (needed.size === 0) return field;
    needs.set(`${type}.${field.name.value}`, needed);
    return { ...field, directives: directives ?? [] };
  }

  function separateDirective(directive: ConstDirectiveNode, needed: Set<string>): ConstDirectiveNode {
    const text = requirementOf(directive);
    if (text === undefined) return directive;
    const fieldSet: SelectionSetNode = visit(parseFieldSet(text), {
      Field(field) {
        const standIn = added.find((one) => one.field === field.name.value && isSame(one.arguments, field.arguments));
        if (standIn === undefined) return undefined;
        needed.add(standIn.name);
        return { ...field, name: { kind: Kind.NAME, value: standIn.name }, arguments: [] };
      },
    });
    return withArgument(directive, "requires", printFieldSet(fieldSet));
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
