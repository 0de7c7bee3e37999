import { type DocumentNode, Kind } from "graphql";
import { nodeOf } from "../../kernel/schema-extension/extension-definitions.ts";
import type { Extension } from "../../kernel/schema-extension/open-extension.ts";
import { type Costs, readCosts } from "../limits/cost/read-costs.ts";

/**
 * The core's costs with those of an extension's types, each read when it is first asked for.
 * @param supergraph the core, which says what the directives are called
 * @param weighsInputs whether some field of an input of the extension costs something
 */
export function extendCosts(core: Costs, supergraph: DocumentNode, extension: Extension, weighsInputs: boolean): Costs {
  const links = supergraph.definitions.filter(
    ({ kind }) => kind === Kind.SCHEMA_DEFINITION || kind === Kind.SCHEMA_EXTENSION,
  );
  const known = new Map<string, Costs | undefined>();
  return {
    typeWeight: (type) => costsOf(type)?.typeWeight(type) ?? core.typeWeight(type),
    fieldWeight: (type, field) => costsOf(type)?.fieldWeight(type, field) ?? core.fieldWeight(type, field),
    argumentWeight: (type, field, argument) =>
      costsOf(type)?.argumentWeight(type, field, argument) ?? core.argumentWeight(type, field, argument),
    inputFieldWeight: (type, field) =>
      costsOf(type)?.inputFieldWeight(type, field) ?? core.inputFieldWeight(type, field),
    weighsInputs: core.weighsInputs || weighsInputs,
    listSize: (type, field) => costsOf(type)?.listSize(type, field) ?? core.listSize(type, field),
  };

  function costsOf(type: string): Costs | undefined {
    if (!known.has(type)) known.set(type, read(type));
    return known.get(type);
  }

  function read(type: string): Costs | undefined {
    const definitions = extension.named(type);
    if (definitions.length === 0) return undefined;
    // Types of a supergraph are never extensions.
    const nodes = definitions
      .map(nodeOf)
      .map((node) =>
        node.kind === Kind.OBJECT_TYPE_EXTENSION ? ({ ...node, kind: Kind.OBJECT_TYPE_DEFINITION } as const) : node,
      );
    return readCosts({ kind: Kind.DOCUMENT, definitions: [...links, ...nodes] });
  }
}
