import {
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type FieldNode,
  type InputValueDefinitionNode,
  isTypeDefinitionNode,
  Kind,
  OperationTypeNode,
  type SelectionSetNode,
  type TypeDefinitionNode,
  type TypeNode,
  type ValueNode,
} from "graphql";
import { fragmentsOf } from "../authorization/find-requirements.ts";
import { parseFieldSet, stringArgument } from "./field-sets.ts";

/** A supergraph of which parts are taken. */
export interface WholeSupergraph {
  typeNamed(name: string): TypeDefinitionNode | undefined;
  /** Where it stands among all: what the planner makes of several types follows their order. */
  placeOf(name: string): number;
  /** Names of the objects and interfaces that implement an interface. */
  implementations(interfaceName: string): readonly string[];
  /** The schema, directives, scalars, and what the specifications of the supergraph define: they go into every part. */
  readonly frame: readonly DefinitionNode[];
  rootName(operation: OperationTypeNode): string;
}

/**
 * The part of a supergraph that an operation is planned on as on the whole: the fields that it asks for, all by which subgraphs can
 * be changed to get them (keys, requirements, and theirs), and of what is abstract all that it can be. The planner walks no other
 * edge, so that it finds the same plans, but building a planner takes as long as the supergraph is large.
 *
 * @param operation valid; all operations of the document are looked at
 */
export function partOfSupergraph(whole: WholeSupergraph, operation: DocumentNode): DocumentNode {
  const needed = new Map<string, Set<string>>();
  const todo: (() => void)[] = [];
  const fragments = fragmentsOf(operation);

  // The schema names them.
  for (const each of Object.values(OperationTypeNode)) needType(whole.rootName(each));
  for (const definition of operation.definitions) {
    switch (definition.kind) {
      case Kind.OPERATION_DEFINITION:
        for (const { type } of definition.variableDefinitions ?? []) needType(namedType(type));
        walk(definition.selectionSet, whole.rootName(definition.operation));
        break;
      case Kind.FRAGMENT_DEFINITION:
        walk(definition.selectionSet, definition.typeCondition.name.value);
        break;
      default:
    }
  }
  followNeeds();
  for (const [name, fields] of needed) if (fields.size === 0) needAnyField(name);
  return {
    kind: Kind.DOCUMENT,
    definitions: [...whole.frame, ...inOrder().flatMap(([name, fields]) => part(name, fields))],
  };

  function inOrder(): [name: string, fields: ReadonlySet<string>][] {
    return [...needed].sort(([one], [other]) => whole.placeOf(one) - whole.placeOf(other));
  }

  function followNeeds(): void {
    for (let next = todo.pop(); next !== undefined; next = todo.pop()) next();
  }

  /** A type has to have a field, even if no one is needed. */
  function needAnyField(name: string): void {
    const type = whole.typeNamed(name);
    if (type?.kind !== Kind.OBJECT_TYPE_DEFINITION && type?.kind !== Kind.INTERFACE_TYPE_DEFINITION) return;
    const isLeaf = (field: FieldDefinitionNode) => {
      const kind = whole.typeNamed(namedType(field.type))?.kind;
      return kind === undefined || kind === Kind.ENUM_TYPE_DEFINITION;
    };
    // One that clients do not see would hide the type from them.
    const visible = type.fields?.filter(({ directives = [] }) => !directives.some(isInaccessible)) ?? [];
    const field = visible.find(isLeaf) ?? visible[0] ?? type.fields?.[0];
    if (field !== undefined) needField(name, field.name.value);
    followNeeds();
  }

  function walk({ selections }: SelectionSetNode, typeName: string): void {
    for (const selection of selections) {
      switch (selection.kind) {
        case Kind.FIELD:
          walkField(selection, typeName);
          break;
        case Kind.INLINE_FRAGMENT: {
          const condition = selection.typeCondition?.name.value ?? typeName;
          needType(condition);
          walk(selection.selectionSet, condition);
          break;
        }
        case Kind.FRAGMENT_SPREAD: {
          // What is within it is walked with its definition.
          const condition = fragments.get(selection.name.value)?.typeCondition.name.value;
          if (condition !== undefined) needType(condition);
        }
      }
    }
  }

  function walkField({ name, arguments: given = [], selectionSet }: FieldNode, typeName: string): void {
    const field = needField(typeName, name.value);
    if (field === undefined) return;
    for (const { name: argument, value } of given)
      walkValue(value, field.arguments?.find((each) => each.name.value === argument.value)?.type);
    if (selectionSet !== undefined) walk(selectionSet, namedType(field.type));
  }

  /** Values are read by their types. */
  function walkValue(value: ValueNode, type: TypeNode | undefined): void {
    if (type === undefined) return;
    if (value.kind === Kind.LIST) for (const each of value.values) walkValue(each, type);
    if (value.kind !== Kind.OBJECT) return;
    const input = whole.typeNamed(namedType(type));
    if (input?.kind !== Kind.INPUT_OBJECT_TYPE_DEFINITION) return;
    for (const { name, value: inner } of value.fields) {
      const field = input.fields?.find((each) => each.name.value === name.value);
      if (field === undefined) continue;
      fieldsOf(input.name.value)?.add(name.value);
      needType(namedType(field.type));
      walkValue(inner, field.type);
    }
  }

  function fieldsOf(typeName: string): Set<string> | undefined {
    needType(typeName);
    return needed.get(typeName);
  }

  function needType(name: string): void {
    if (needed.has(name)) return;
    const type = whole.typeNamed(name);
    if (type === undefined) return;
    needed.set(name, new Set());
    todo.push(() => needOfType(type));
  }

  /** Whatever is asked of it. */
  function needOfType(type: TypeDefinitionNode): void {
    const name = type.name.value;
    for (const directive of type.directives ?? []) {
      const key = directive.name.value === "join__type" ? stringArgument(directive, "key") : undefined;
      if (key !== undefined) walk(parseFieldSet(key), name);
    }
    switch (type.kind) {
      case Kind.OBJECT_TYPE_DEFINITION:
      case Kind.INTERFACE_TYPE_DEFINITION:
        for (const each of type.interfaces ?? []) needType(each.name.value);
        if (type.kind === Kind.INTERFACE_TYPE_DEFINITION)
          for (const each of whole.implementations(name)) needType(each);
        break;
      case Kind.UNION_TYPE_DEFINITION:
        for (const each of type.types ?? []) needType(each.name.value);
        break;
      default:
    }
  }

  function needField(typeName: string, name: string): FieldDefinitionNode | undefined {
    const type = whole.typeNamed(typeName);
    if (type?.kind !== Kind.OBJECT_TYPE_DEFINITION && type?.kind !== Kind.INTERFACE_TYPE_DEFINITION) {
      needType(typeName);
      return undefined;
    }
    const field = type.fields?.find((each) => each.name.value === name);
    const fields = fieldsOf(typeName);
    if (field === undefined || fields === undefined || fields.has(name)) return field;
    fields.add(name);
    todo.push(() => {
      needType(namedType(field.type));
      for (const argument of field.arguments ?? []) needArgument(argument);
      for (const directive of field.directives ?? []) needOfJoin(directive, typeName, field);
      for (const each of type.interfaces ?? []) needField(each.name.value, name);
      if (type.kind === Kind.INTERFACE_TYPE_DEFINITION)
        for (const each of whole.implementations(typeName)) needField(each, name);
    });
    return field;
  }

  function needArgument({ type, defaultValue }: InputValueDefinitionNode): void {
    needType(namedType(type));
    if (defaultValue !== undefined) walkValue(defaultValue, type);
  }

  function needOfJoin(directive: ConstDirectiveNode, typeName: string, field: FieldDefinitionNode): void {
    if (directive.name.value !== "join__field") return;
    const requires = stringArgument(directive, "requires");
    if (requires !== undefined) walk(parseFieldSet(requires), typeName);
    const provides = stringArgument(directive, "provides");
    if (provides !== undefined) walk(parseFieldSet(provides), namedType(field.type));
  }

  function part(name: string, fields: ReadonlySet<string>): readonly DefinitionNode[] {
    const type = whole.typeNamed(name);
    switch (type?.kind) {
      case Kind.OBJECT_TYPE_DEFINITION:
      case Kind.INTERFACE_TYPE_DEFINITION:
        return [{ ...type, fields: type.fields?.filter((field) => fields.has(field.name.value)) ?? [] }];
      case Kind.INPUT_OBJECT_TYPE_DEFINITION:
        return [{ ...type, fields: chosenInputs(type.fields, fields) }];
      case Kind.ENUM_TYPE_DEFINITION:
      case Kind.UNION_TYPE_DEFINITION:
        return [type];
      default:
        return [];
    }
  }
}

function isInaccessible({ name }: ConstDirectiveNode): boolean {
  return name.value === "inaccessible";
}

/** An input has to have a field, too, but it may be any: nothing is looked for there but what literals name. */
function chosenInputs(
  all: readonly InputValueDefinitionNode[] = [],
  names: ReadonlySet<string>,
): readonly InputValueDefinitionNode[] {
  const fields = all.filter(({ name }) => names.has(name.value));
  return fields.length === 0 ? [unused] : fields;
}

const unused: InputValueDefinitionNode = {
  kind: Kind.INPUT_VALUE_DEFINITION,
  name: { kind: Kind.NAME, value: "airgraphUnused" },
  type: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: "Boolean" } },
};

/** @param supergraph of which parts are to be taken again and again */
export function readWhole(supergraph: DocumentNode): WholeSupergraph {
  const types = new Map<string, TypeDefinitionNode>();
  const places = new Map<string, number>();
  const frame: DefinitionNode[] = [];
  const implementations = new Map<string, string[]>();
  const roots = new Map<OperationTypeNode, string>();
  for (const definition of supergraph.definitions) {
    if (definition.kind === Kind.SCHEMA_DEFINITION)
      for (const { operation, type } of definition.operationTypes) roots.set(operation, type.name.value);
    if (!isTypeDefinitionNode(definition) || isOfFrame(definition)) {
      frame.push(definition);
      continue;
    }
    places.set(definition.name.value, types.size);
    types.set(definition.name.value, definition);
    if (!("interfaces" in definition)) continue;
    for (const { name } of definition.interfaces ?? [])
      implementations.set(name.value, [...(implementations.get(name.value) ?? []), definition.name.value]);
  }
  return {
    typeNamed: (name) => types.get(name),
    placeOf: (name) => places.get(name) ?? 0,
    implementations: (name) => implementations.get(name) ?? [],
    frame,
    rootName: (operation) => roots.get(operation) ?? operation,
  };
}

function isOfFrame({ kind, name }: TypeDefinitionNode): boolean {
  return kind === Kind.SCALAR_TYPE_DEFINITION || name.value.includes("__");
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}
