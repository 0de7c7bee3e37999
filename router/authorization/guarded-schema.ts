import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  type OperationTypeNode,
  parse,
  type TypeNode,
  valueFromASTUntyped,
} from "graphql";
import { z } from "zod";
import { knownPolicy, type Requirement } from "./requirements.ts";

/** What operations are held against: who may ask for which field of which type. */
export interface GuardedSchema {
  type(name: string): GuardedType | undefined;
  rootType(operation: OperationTypeNode): string;
  /** What directives ask for. The same requirement is the same object, whichever directive it is read of. */
  requirementsOf(directives: readonly ConstDirectiveNode[] | undefined): readonly Requirement[];
}

export interface GuardedType {
  readonly name: string;
  readonly isAbstract: boolean;
  /** Object types that a value of this type can be; itself, if it is one. */
  readonly possible: ReadonlySet<string>;
  /** Of whoever asks for anything of it. */
  readonly requirements: readonly Requirement[];
  field(name: string): GuardedField | undefined;
}

export interface GuardedField {
  readonly type: TypeNode;
  /** Its type without lists and non-null. */
  readonly named: string;
  /** All must be met. The same requirement is the same object everywhere. */
  readonly requirements: readonly Requirement[];
}

interface TypeDefinition {
  readonly name: string;
  readonly isAbstract: boolean;
  readonly requirements: readonly Requirement[];
  readonly fields: ReadonlyMap<string, { readonly type: TypeNode; readonly requirements: readonly Requirement[] }>;
  readonly possible: Set<string>;
}

const alternatives = z.array(z.array(z.string()));
const rootNames = { query: "Query", mutation: "Mutation", subscription: "Subscription" } as const;

/**
 * Reads what the directives of a supergraph ask for. A field asks for what stands at it, at its type and at the type that
 * it belongs to. A field of an interface asks for what it asks for in any type that implements it: composition lets
 * nobody write a directive on an interface, since a gateway can't know before it asks which type it will get.
 *
 * @param sdl of a supergraph, or of a subgraph
 * @throws Error when the directives have other names than their own, or name a policy that there is none of
 */
export function readGuardedSchema(sdl: string | DocumentNode): GuardedSchema {
  const document = typeof sdl === "string" ? parse(sdl, { noLocation: true }) : sdl;
  const requirementsOf = createReader();
  const { definitions, roots } = readTypes(document, requirementsOf);
  const types = new Map<string, GuardedType>();
  for (const definition of definitions.values()) types.set(definition.name, guardedType(definition, definitions));
  return {
    type: (name) => types.get(name),
    rootType: (operation) => roots.get(operation) ?? rootNames[operation],
    requirementsOf,
  };
}

function guardedType(type: TypeDefinition, all: ReadonlyMap<string, TypeDefinition>): GuardedType {
  const fields = new Map<string, GuardedField>();
  for (const [name, { type: fieldType }] of type.fields) {
    const named = namedType(fieldType);
    const owners = [type, ...(type.isAbstract ? [...type.possible].flatMap((each) => all.get(each) ?? []) : [])];
    const requirements = owners.flatMap((owner) => {
      const field = owner.fields.get(name);
      if (field === undefined) return [];
      return [...owner.requirements, ...field.requirements, ...(all.get(namedType(field.type))?.requirements ?? [])];
    });
    fields.set(name, { type: fieldType, named, requirements: [...new Set(requirements)] });
  }
  const { name, isAbstract, possible, requirements: own } = type;
  return { name, isAbstract, possible, requirements: own, field: (fieldName) => fields.get(fieldName) };
}

function readTypes(document: DocumentNode, requirementsOf: GuardedSchema["requirementsOf"]) {
  const definitions = new Map<string, TypeDefinition>();
  const roots = new Map<OperationTypeNode, string>();
  const implementations: [type: string, interfaceName: string][] = [];

  const read = (name: string, kind: { isAbstract: boolean }, directives: readonly ConstDirectiveNode[] = []) => {
    const known = definitions.get(name);
    const fields = new Map(known?.fields);
    const definition = {
      name,
      ...kind,
      requirements: [...(known?.requirements ?? []), ...requirementsOf(directives)],
      fields,
      possible: known?.possible ?? new Set(kind.isAbstract ? [] : [name]),
    };
    definitions.set(name, definition);
    return {
      ...definition,
      addFields(nodes: readonly FieldDefinitionNode[] = []) {
        for (const { name: field, type, directives: own } of nodes)
          fields.set(field.value, { type, requirements: requirementsOf(own) });
      },
    };
  };

  for (const node of document.definitions) {
    if (node.kind === Kind.SCHEMA_DEFINITION || node.kind === Kind.SCHEMA_EXTENSION) {
      refuseRenamed(node.directives);
      for (const { operation, type } of node.operationTypes ?? []) roots.set(operation, type.name.value);
    } else if (node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.OBJECT_TYPE_EXTENSION) {
      read(node.name.value, { isAbstract: false }, node.directives).addFields(node.fields);
      for (const each of node.interfaces ?? []) implementations.push([node.name.value, each.name.value]);
    } else if (node.kind === Kind.INTERFACE_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_EXTENSION) {
      read(node.name.value, { isAbstract: true }, node.directives).addFields(node.fields);
    } else if (node.kind === Kind.UNION_TYPE_DEFINITION || node.kind === Kind.UNION_TYPE_EXTENSION) {
      const { possible } = read(node.name.value, { isAbstract: true }, node.directives);
      for (const member of node.types ?? []) possible.add(member.name.value);
    } else if (node.kind === Kind.SCALAR_TYPE_DEFINITION || node.kind === Kind.ENUM_TYPE_DEFINITION) {
      read(node.name.value, { isAbstract: false }, node.directives);
    }
  }
  for (const [type, interfaceName] of implementations) definitions.get(interfaceName)?.possible.add(type);
  return { definitions, roots };
}

/** Reads directives, and makes the same requirement the same object wherever it stands. */
function createReader() {
  const known = new Map<string, Requirement>();
  return (directives: readonly ConstDirectiveNode[] = []): Requirement[] => {
    const read = directives.flatMap((directive) => requirementOf(directive) ?? []);
    return read.map((requirement) => {
      const key = JSON.stringify(requirement);
      const same = known.get(key) ?? requirement;
      known.set(key, same);
      return same;
    });
  };
}

function requirementOf(directive: ConstDirectiveNode): Requirement | undefined {
  const list = (argument: string) =>
    alternatives.parse(
      directive.arguments?.flatMap(({ name, value }) =>
        name.value === argument ? [valueFromASTUntyped(value)] : [],
      )[0],
    );
  switch (directive.name.value) {
    case "authenticated":
      return { kind: "authenticated" };
    case "requiresScopes":
      return { kind: "scopes", alternatives: list("scopes") };
    case "policy":
      return { kind: "policies", alternatives: list("policies").map((each) => each.map(knownPolicy)) };
  }
  return undefined;
}

/** Under another name a directive would be enforced by nobody, without a word. */
function refuseRenamed(directives: readonly ConstDirectiveNode[] = []): void {
  for (const directive of directives) {
    if (directive.name.value !== "link") continue;
    const given = new Map(directive.arguments?.map(({ name, value }) => [name.value, valueFromASTUntyped(value)]));
    const url = String(given.get("url"));
    if (/\/(authenticated|requiresScopes|policy)\/v[\d.]+$/.test(url) && given.has("as"))
      throw new Error(`the supergraph links ${url} under another name, which the router does not read`);
  }
}

/** A type without lists and non-null. */
export function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}
