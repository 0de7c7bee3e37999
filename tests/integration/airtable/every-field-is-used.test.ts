import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "@jest/globals";
import {
  type DocumentNode,
  Kind,
  type ObjectTypeDefinitionNode,
  type ObjectTypeExtensionNode,
  OperationTypeNode,
  parse,
} from "graphql";

const folder = new URL(".", import.meta.url);
const schema = new URL("../../../subgraphs/airtable/schema.graphql", import.meta.url);
const rootTypes = {
  [OperationTypeNode.QUERY]: "Query",
  [OperationTypeNode.MUTATION]: "Mutation",
  [OperationTypeNode.SUBSCRIPTION]: "Subscription",
};

/** `Mutation.createBase` and the like, without what only parts of Airgraph can ask. */
function publicFields(document: DocumentNode): string[] {
  return document.definitions.flatMap((definition) => {
    if (!isObjectType(definition) || !Object.values(rootTypes).includes(definition.name.value)) return [];
    return (definition.fields ?? [])
      .filter(({ directives }) => !directives?.some(({ name }) => name.value === "inaccessible"))
      .map(({ name }) => `${definition.name.value}.${name.value}`);
  });
}

function isObjectType(
  definition: DocumentNode["definitions"][number],
): definition is ObjectTypeDefinitionNode | ObjectTypeExtensionNode {
  return definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.OBJECT_TYPE_EXTENSION;
}

/** The fields that the operations of this folder begin with. The compiler refuses an operation that is not used. */
function usedFields(): Set<string> {
  const sources = readdirSync(folder)
    .filter((name) => name.endsWith(".ts"))
    .map((name) => readFileSync(new URL(name, folder), "utf8"));
  const documents = sources.flatMap((source) =>
    [...source.matchAll(/= graphql\(`([^`]+)`\)/g)].map(([, text]) => text ?? ""),
  );
  const operations = documents.flatMap((text) => parse(text).definitions);
  return new Set(
    operations.flatMap((definition) => {
      if (definition.kind !== Kind.OPERATION_DEFINITION) return [];
      const type = rootTypes[definition.operation];
      return definition.selectionSet.selections.map((selection) =>
        selection.kind === Kind.FIELD ? `${type}.${selection.name.value}` : selection.kind,
      );
    }),
  );
}

it("every operation that the schema offers is carried out by a test of this folder", () => {
  const offered = publicFields(parse(readFileSync(schema, "utf8")));
  const used = usedFields();
  expect(offered.length).toBeGreaterThan(25);
  expect(offered.filter((field) => !used.has(field))).toEqual([]);
});
