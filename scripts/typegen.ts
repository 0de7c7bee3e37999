import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { generate } from "@graphql-codegen/cli";
import {
  buildClientSchema,
  getIntrospectionQuery,
  type IntrospectionQuery,
  lexicographicSortSchema,
  printSchema,
} from "graphql";
import { typedClient } from "./typed-client.ts";

/**
 * Types a client's operations by the graph of one tenant: `npm run typegen -- --token … [--endpoint …] [--folder …]`. Writes
 * schema.graphql and generated/ into the folder, whose other files hold the operations. An operation that does not fit the
 * graph fails, with its place.
 */
const { values: flags } = parseArgs({
  options: {
    endpoint: { type: "string", default: "http://localhost:8000/graphql" },
    token: { type: "string" },
    folder: { type: "string", default: "examples/crm-client" },
  },
});
const { endpoint, folder, token = process.env["AIRGRAPH_TOKEN"] } = flags;

if (token === undefined) fail("Whose graph? Give an access token or an API key: --token …, or AIRGRAPH_TOKEN.");
if (!existsSync(folder)) fail(`There is no folder ${folder}; give the one of your client: --folder …`);
const schemaFile = join(folder, "schema.graphql");
writeFileSync(schemaFile, await introspect(endpoint, token));
mkdirSync(join(folder, "generated"), { recursive: true });
try {
  await generate(
    {
      silent: true,
      generates: { [join(folder, "generated/")]: typedClient(folder, schemaFile) },
      ignoreNoDocuments: true,
    },
    true,
  );
} catch (error) {
  fail(error instanceof Error ? error.message : String(error));
}
process.stdout.write(`${schemaFile} and ${join(folder, "generated/")} fit ${endpoint} as this token sees it.\n`);

/** SDL in a stable order, so that what has changed can be seen. */
async function introspect(url: string, credential: string): Promise<string> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${credential}` },
    body: JSON.stringify({ query: getIntrospectionQuery({ inputValueDeprecation: true, specifiedByUrl: true }) }),
  }).catch((error: unknown) => fail(`${url} does not answer: ${String(error)}`));
  const { data, errors } = (await response.json()) as {
    data?: IntrospectionQuery;
    errors?: readonly { message: string }[];
  };
  if (!data) return fail(`${url} does not tell its schema: ${errors?.[0]?.message ?? response.status}`);
  return `${printSchema(lexicographicSortSchema(buildClientSchema(data)))}\n`;
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
