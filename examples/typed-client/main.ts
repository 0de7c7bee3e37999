// A typed client in forty lines: `npm run codegen` reads the operations below and types what they need and answer.
// Run it against `npm start`:  node scripts/run.mjs examples/typed-client/main.ts <login> <password>
import { graphql } from "./generated/gql.ts";
import type { TypedDocumentString } from "./generated/graphql.ts";

const endpoint = process.env["AIRGRAPH_URL"] ?? "http://localhost:8000/graphql";

const SignIn = graphql(`
  mutation SignIn($login: String!, $password: String!) {
    signIn(input: { login: $login, password: $password }) { accessToken }
  }
`);

const Pipeline = graphql(`
  query Pipeline($base: ID!) {
    base(id: $base) {
      table(key: "Deals") {
        records(first: 5, sort: [{ field: "Amount", direction: DESC }]) {
          nodes { cells linkedRecords(field: "Company") { nodes { name: cell(field: "Name") } } }
        }
      }
    }
  }
`);

async function ask<Data, Variables>(
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
  token?: string,
) {
  const headers = { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) };
  const body = JSON.stringify({ query: document.toString(), variables });
  const answer = (await (await fetch(endpoint, { method: "POST", headers, body })).json()) as {
    data: Data;
    errors?: unknown;
  };
  if (answer.errors) throw new Error(JSON.stringify(answer.errors));
  return answer.data;
}

const [login = "demo", password = "", base = "appj33aKuRPoyb6mg"] = process.argv.slice(2);
const { signIn } = await ask(SignIn, { login, password });
const pipeline = await ask(Pipeline, { base }, signIn.accessToken);
for (const { cells, linkedRecords } of pipeline.base?.table?.records?.nodes ?? []) {
  console.log(`${cells["Name"]}: ${cells["Amount"]} (${linkedRecords?.nodes.map(({ name }) => name).join(", ")})`);
}
