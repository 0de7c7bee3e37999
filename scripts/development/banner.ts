import type { Demo } from "./demo.ts";

/** What a newcomer needs to see once everything runs. */
export function banner({
  url,
  airtable,
  mails,
  demo,
}: {
  url: string;
  airtable: string;
  mails: string;
  demo: Demo;
}): string {
  const endpoint = `${url}/graphql`;
  return `
  Airgraph is running.

  GraphQL     ${endpoint}
  WebSocket   ${endpoint.replace(/^http/, "ws")}
  Sandbox     ${endpoint}   (open it in a browser)
  GraphiQL    ${url}/graphiql   (the like, without internet)
  Airtable    ${airtable}
  Mails       ${mails}   (and below, with their links)

  1. Sign in, and send what comes back as the header  Authorization: Bearer <accessToken>

     mutation { signIn(input: { login: "${demo.login}", password: "${demo.password}" }) { ... on SignedIn { accessToken } } }
${demo.example === undefined ? "" : examples(demo.example)}
  Ctrl-C stops everything.
`;
}

function examples({ recordId, typed }: NonNullable<Demo["example"]>): string {
  const columns =
    typed.list === "deals"
      ? "name amount stage company { name contacts(first: 1) { nodes { email } } }"
      : "createdTime";
  return `
  2. Records of a table, and what is linked to them: typed by the base

     { ${typed.base} { ${typed.list}(first: 3) { totalCount nodes { id ${columns} } } } }

  3. Start a run on a record, then ask five subgraphs in one operation who ran it, on what, what it made and what it cost

     mutation { startRun(input: { workflow: "summarizeRecord", input: { record: "${recordId}" } }) { run { id } } }

     { runs(first: 1) { nodes { status startedBy { username } record { cells } files { nodes { name content } } airtableCalls } } }

     subscription { runUpdated(id: "<run id>") { kind path run { status } } }
`;
}
