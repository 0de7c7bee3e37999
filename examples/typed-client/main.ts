// A typed client to copy: `npm run codegen` reads the operations below and types what they need and answer.
// With `npm start` running:  node scripts/run.mjs examples/typed-client/main.ts <login> <password>
import { graphql } from "./generated/gql.ts";
import type { TypedDocumentString } from "./generated/graphql.ts";

const endpoint = process.env["AIRGRAPH_URL"] ?? "http://localhost:8000/graphql";

const SignIn = graphql(`
  mutation SignIn($login: String!, $password: String!) {
    signIn(input: { login: $login, password: $password }) { ... on SignedIn { accessToken } }
  }
`);

const Pipeline = graphql(`
  query Pipeline($base: ID!) {
    base(id: $base) {
      table(key: "Deals") {
        records(first: 5, sort: [{ field: "Amount", direction: DESC }]) {
          nodes { id cells company: linkedRecords(field: "Company") { nodes { cells } } }
        }
      }
    }
  }
`);

async function ask<Data, Variables>(document: TypedDocumentString<Data, Variables>, variables: Variables, token = "") {
  const headers = { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) };
  const body = JSON.stringify({ query: document.toString(), variables });
  const response = await fetch(endpoint, { method: "POST", headers, body });
  const { data, errors } = (await response.json()) as { data: Data; errors?: unknown };
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

const [login = "demo", password = "", base = "appj33aKuRPoyb6mg"] = process.argv.slice(2);
const { signIn } = await ask(SignIn, { login, password });
if (!("accessToken" in signIn)) throw new Error("this account has a second factor");
const pipeline = await ask(Pipeline, { base }, signIn.accessToken ?? undefined);
for (const deal of pipeline.base?.table?.records?.nodes ?? []) {
  console.log(deal.cells["Name"], deal.cells["Amount"], deal.company?.nodes[0]?.cells["Name"]);
}
