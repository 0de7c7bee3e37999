import { readFileSync } from "node:fs";
import { type DocumentNode, Kind, parse, specifiedScalarTypes } from "graphql";
import type { ReservedNames } from "../typed/naming/reserved-names.ts";

const supergraphFile = new URL("../../../schema/supergraph.graphql", import.meta.url);
const recordTypes = ["AirtableRecord", "UntypedRecord"];

/**
 * What the composed supergraph calls its own, all subgraphs together: `npm run check` sees to it that the file is what they
 * compose to.
 */
export function readReservedNames(): ReservedNames {
  return reservedNamesOf(parse(readFileSync(supergraphFile, "utf8"), { noLocation: true }));
}

/** Reads them when they are first asked for: most processes begin without naming anything. */
export function createReservedNames(): () => ReservedNames {
  let known: ReservedNames | undefined;
  return () => (known ??= readReservedNames());
}

function reservedNamesOf(supergraph: DocumentNode): ReservedNames {
  const types = new Set(specifiedScalarTypes.map(({ name }) => name));
  const fields = new Map<string, Set<string>>();
  for (const definition of supergraph.definitions) {
    if (!("name" in definition) || definition.name === undefined || definition.kind === Kind.DIRECTIVE_DEFINITION)
      continue;
    const { value: typeName } = definition.name;
    types.add(typeName);
    if (!("fields" in definition)) continue;
    const known = fields.get(typeName) ?? new Set();
    for (const { name } of definition.fields ?? []) known.add(name.value);
    fields.set(typeName, known);
  }
  const fieldsOf = (...names: string[]) => new Set(names.flatMap((name) => [...(fields.get(name) ?? [])]));
  return {
    types,
    rootFields: {
      query: new Set([...fieldsOf("Query"), "_entities", "_service"]),
      mutation: fieldsOf("Mutation"),
      subscription: fieldsOf("Subscription"),
    },
    recordFields: fieldsOf(...recordTypes),
  };
}
