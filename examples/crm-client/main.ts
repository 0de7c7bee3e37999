// A client that is typed by one tenant's own graph. With `npm start` running, and the accessToken that signIn gave:
//   npm run typegen -- --token $TOKEN            writes schema.graphql and generated/ beside this file
//   node scripts/run.mjs examples/crm-client/main.ts $TOKEN
import { graphql } from "./generated/gql.ts";
import type { TypedDocumentString } from "./generated/graphql.ts";

const endpoint = process.env["AIRGRAPH_URL"] ?? "http://localhost:8000/graphql";

const Pipeline = graphql(`
  query Pipeline($least: Float!) {
    salesCrm {
      deals(filter: { stage: { in: [NEGOTIATION, PROPOSAL] }, amount: { gte: $least } }, sort: [{ closeDate: ASC }], first: 5) {
        totalCount
        nodes { id name amount stage closeDate company { name } }
      }
      dealsAggregate(groupBy: [stage]) { key { stage } count amount { sum } }
    }
  }
`);

const Win = graphql(`
  mutation Win($id: ID!) {
    salesCrm { updateDeals(input: [{ id: $id, stage: WON }]) { results { record { name stage } error { code message field } } } }
  }
`);

async function ask<Data, Variables>(document: TypedDocumentString<Data, Variables>, variables: Variables) {
  const headers = { "content-type": "application/json", authorization: `Bearer ${process.argv[2] ?? ""}` };
  const body = JSON.stringify({ query: document.toString(), variables });
  const response = await fetch(endpoint, { method: "POST", headers, body });
  const { data, errors } = (await response.json()) as { data: Data; errors?: unknown };
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

const { salesCrm } = await ask(Pipeline, { least: 10_000 });
for (const { name, amount, stage, company } of salesCrm?.deals?.nodes ?? [])
  console.log(name, amount, stage, company?.name);
for (const { key, count, amount } of salesCrm?.dealsAggregate ?? []) console.log(key.stage, count, amount?.sum);

const [first] = salesCrm?.deals?.nodes ?? [];
if (first) {
  const won = await ask(Win, { id: first.id });
  console.log(won.salesCrm?.updateDeals?.results[0]?.record);
}
