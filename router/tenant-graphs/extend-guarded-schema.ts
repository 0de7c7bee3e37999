import type { FieldDefinitionNode, OperationTypeNode } from "graphql";
import { fieldNodes, nodeOf } from "../../kernel/schema-extension/extension-definitions.ts";
import type { Extension } from "../../kernel/schema-extension/open-extension.ts";
import { type GuardedField, type GuardedSchema, type GuardedType, namedType } from "../authorization/guarded-schema.ts";

/** The core's guarded schema with an extension's types, each read when it is first asked for. */
export function extendGuardedSchema(core: GuardedSchema, extension: Extension): GuardedSchema {
  const known = new Map<string, GuardedType | undefined>();
  return {
    type(name) {
      if (!known.has(name)) known.set(name, read(name));
      return known.get(name);
    },
    rootType: (operation: OperationTypeNode) => core.rootType(operation),
    requirementsOf: core.requirementsOf,
  };

  function read(name: string): GuardedType | undefined {
    const ofCore = core.type(name);
    const definitions = extension.named(name);
    if (definitions.length === 0) {
      const added = extension.implementations(name);
      return ofCore === undefined || added.length === 0
        ? ofCore
        : { ...ofCore, possible: new Set([...ofCore.possible, ...added]) };
    }
    const own = definitions.flatMap((definition) => core.requirementsOf(nodeOf(definition).directives));
    const requirements = [...(ofCore?.requirements ?? []), ...own];
    const fields = new Map<string, GuardedField>();
    // Each by itself: to know what a field asks for, its type has to be read as well.
    const fieldNamed = (fieldName: string): GuardedField | undefined => {
      const before = fields.get(fieldName);
      if (before !== undefined) return before;
      const node = definitions.flatMap(fieldNodes).find((each) => each.name.value === fieldName);
      if (node === undefined) return undefined;
      const field = readField(node, requirements);
      fields.set(fieldName, field);
      return field;
    };
    return {
      name,
      isAbstract: false,
      possible: new Set([name]),
      requirements,
      field: (fieldName) => fieldNamed(fieldName) ?? ofCore?.field(fieldName) ?? contributed(name, fieldName),
    };
  }

  function readField({ type, directives }: FieldDefinitionNode, ofOwner: GuardedType["requirements"]): GuardedField {
    const named = namedType(type);
    const requirements = [...ofOwner, ...core.requirementsOf(directives), ...requirementsOfType(named)];
    return { type, named, requirements: [...new Set(requirements)] };
  }

  function requirementsOfType(name: string): GuardedType["requirements"] {
    const definitions = extension.named(name);
    if (definitions.length === 0) return core.type(name)?.requirements ?? [];
    return definitions.flatMap((definition) => core.requirementsOf(nodeOf(definition).directives));
  }

  /** What other subgraphs add to an interface, and so to each type that implements it. */
  function contributed(name: string, fieldName: string): GuardedField | undefined {
    for (const each of extension.named(name).flatMap(({ interfaces }) => interfaces)) {
      const field = core.type(each)?.field(fieldName);
      if (field !== undefined) return field;
    }
    return undefined;
  }
}
