import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { composeServices } from "@apollo/composition";
import { ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph } from "@apollo/federation-internals";
import { CriticalityLevel, diff } from "@graphql-inspector/core";
import { buildSchema, lexicographicSortSchema, parse, printSchema } from "graphql";
import { registry, subgraphNames } from "../subgraphs/registry.ts";

/**
 * Composes the subgraphs' schemas: `npm run schema`. Writes schema/supergraph.graphql for the router and
 * schema/api.graphql, which is what clients see, and the JSON Schemas of what clients give subgraphs as JSON. A change of
 * the API that would break clients is reported and refused, unless `--accept-breaking` says that it is meant. `--check`
 * writes nothing and fails when a file is stale.
 */
const { values: flags } = parseArgs({
  options: { check: { type: "boolean" }, "accept-breaking": { type: "boolean" } },
});

const supergraphFile = "schema/supergraph.graphql";
const apiFile = "schema/api.graphql";

const supergraph = await compose();
// Also with what the gateway does not support, and the router enforces itself: @authenticated and the like.
const federated = Supergraph.build(supergraph, { supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES });
const api = `${printSchema(lexicographicSortSchema(federated.apiSchema().toGraphQLJSSchema()))}\n`;
const breaking = await reportChanges(existing(apiFile), api);

const files = new Map([[supergraphFile, supergraph], [apiFile, api], ...(await jsonSchemas())]);

if (flags.check === true) {
  const stale = [...files].flatMap(([file, content]) => (existing(file) === content ? [] : [file]));
  if (stale.length > 0) fail(`${stale.join(" and ")} do not match what they are made of; run \`npm run schema\`.`);
} else if (breaking && flags["accept-breaking"] !== true) {
  fail("Clients would break. If that is meant, run `npm run schema -- --accept-breaking` and say so in CHANGELOG.md.");
} else {
  for (const [file, content] of files) writeFileSync(file, content);
}

async function compose(): Promise<string> {
  const services = await Promise.all(
    subgraphNames.map(async (name) => ({
      name,
      // Where a subgraph really runs is the router's configuration; composition wants an address.
      url: `http://${name}:${registry[name].port}/graphql`,
      typeDefs: parse((await registry[name].load()).schema),
    })),
  );
  const { supergraphSdl, errors, hints } = composeServices(services);
  for (const hint of hints ?? []) process.stderr.write(`hint: ${hint.message}\n`);
  if (supergraphSdl === undefined) {
    return fail(`The subgraphs do not compose:\n${(errors ?? []).map(({ message }) => `  ${message}`).join("\n")}`);
  }
  return `${supergraphSdl.trim()}\n`;
}

/** By file. */
async function jsonSchemas(): Promise<[string, string][]> {
  const subgraphs = await Promise.all(subgraphNames.map(async (name) => registry[name].load()));
  return subgraphs.flatMap(({ jsonSchemas: schemas = {} }) =>
    Object.entries(schemas).map(([file, schema]): [string, string] => [
      `schema/${file}`,
      `${JSON.stringify(schema, undefined, 2)}\n`,
    ]),
  );
}

/** Prints what changed for clients; tells whether something of it would break them. */
async function reportChanges(before: string, after: string): Promise<boolean> {
  if (before === "" || before === after) return false;
  const changes = await diff(buildSchema(before), buildSchema(after));
  const marks = {
    [CriticalityLevel.Breaking]: "✗",
    [CriticalityLevel.Dangerous]: "!",
    [CriticalityLevel.NonBreaking]: "+",
  };
  for (const { criticality, message, type } of changes) {
    if (!type.includes("DESCRIPTION")) process.stdout.write(`${marks[criticality.level]} ${message}\n`);
  }
  return changes.some(({ criticality }) => criticality.level === CriticalityLevel.Breaking);
}

function existing(file: string): string {
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}

function fail(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
