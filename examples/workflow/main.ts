// Creates, publishes and runs a workflow that asks before it writes, and shows live how it gets on. `npm run codegen` types
// the operations below.
// With `npm start` running:  node scripts/run.mjs examples/workflow/main.ts <login> <password>
import { createClient } from "graphql-ws";
import { WebSocket } from "ws";
import { graphql } from "./generated/gql.ts";
import type { RunProgressSubscription, TypedDocumentString } from "./generated/graphql.ts";

const endpoint = process.env["AIRGRAPH_URL"] ?? "http://localhost:8000/graphql";
const [login = "demo", password = "", base = "appj33aKuRPoyb6mg"] = process.argv.slice(2);
const name = "closeTasks";

/** As schema/workflow-definition.schema.json says. */
const definition = {
  description: "Closes what is left to do for a deal that was lost.",
  input: { deal: { type: "record" } },
  steps: [
    { id: "deal", kind: "getRecord", with: { recordId: "${input.deal}" } },
    {
      id: "tasks",
      kind: "queryRecords",
      with: {
        baseId: base,
        table: "Tasks",
        filter: {
          and: [
            { field: "Deal", hasAny: ["${input.deal}"] },
            { field: "Done", eq: false },
          ],
        },
      },
    },
    {
      id: "ask",
      kind: "approval",
      with: {
        title: 'Close ${size(steps.tasks.output.records)} tasks of ${get(steps.deal.output.cells, "Name", "a deal")}?',
        assignees: [{ roleId: "owner" }],
        deadlineSeconds: 3_600,
      },
    },
    {
      id: "close",
      kind: "updateRecords",
      with: { records: '${steps.tasks.output.records.map(task, {"id": task.id, "cells": {"Done": true}})}' },
    },
  ],
  output: "${size(steps.close.output.records)}",
};

const SignIn = graphql(`
  mutation SignInToRun($login: String!, $password: String!) {
    signIn(input: { login: $login, password: $password }) { ... on SignedIn { accessToken } }
  }
`);

const LostDeal = graphql(`
  query LostDeal($base: ID!) {
    base(id: $base) {
      table(key: "Deals") {
        records(first: 1, filter: { and: [{ field: "Stage", eq: "Lost" }, { field: "Tasks", isEmpty: false }] }) { nodes { id } }
      }
    }
  }
`);

const Workflows = graphql(`query Workflows { workflows(first: 100) { nodes { name draftRevision } } }`);

const CreateWorkflow = graphql(`
  mutation CreateWorkflow($name: String!, $draft: JSONObject!) {
    createWorkflow(input: { name: $name, draft: $draft }) { workflow { draftRevision } }
  }
`);

const SaveDraft = graphql(`
  mutation SaveDraft($name: ID!, $draft: JSONObject!, $expectedRevision: Int!) {
    saveWorkflowDraft(input: { id: $name, draft: $draft, expectedRevision: $expectedRevision }) { workflow { draftRevision } }
  }
`);

const Publish = graphql(`
  mutation Publish($name: ID!, $expectedRevision: Int!) {
    publishWorkflow(input: { id: $name, expectedRevision: $expectedRevision }) { workflow { published { number } } }
  }
`);

const Start = graphql(`
  mutation Start($workflow: String!, $input: JSONObject!) {
    startRun(input: { workflow: $workflow, input: $input }) { run { id } }
  }
`);

const RunProgress = graphql(`
  subscription RunProgress($id: ID!, $after: ID) {
    runUpdated(id: $id, after: $after) { cursor kind path error { code message } run { output } }
  }
`);

const Pending = graphql(`query Pending { pendingApprovals(first: 100) { nodes { id title run { id } } } }`);

const Decide = graphql(`
  mutation Decide($id: ID!) { decideApproval(input: { id: $id, approved: true }) { approval { status } } }
`);

let token = "";

async function ask<Data, Variables>(document: TypedDocumentString<Data, Variables>, variables: Variables) {
  const headers = { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) };
  const body = JSON.stringify({ query: document.toString(), variables });
  const response = await fetch(endpoint, { method: "POST", headers, body });
  const { data, errors } = (await response.json()) as { data: Data; errors?: unknown };
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

const { signIn } = await ask(SignIn, { login, password });
token = ("accessToken" in signIn ? signIn.accessToken : null) ?? "";
const lost = await ask(LostDeal, { base });
const deal = lost.base?.table?.records?.nodes[0]?.id;
if (deal === undefined) throw new Error("no deal was lost");

const known = (await ask(Workflows, {})).workflows?.nodes.find((workflow) => workflow.name === name);
const { workflow } = known
  ? (await ask(SaveDraft, { name, draft: definition, expectedRevision: known.draftRevision })).saveWorkflowDraft
  : (await ask(CreateWorkflow, { name, draft: definition })).createWorkflow;
const published = await ask(Publish, { name, expectedRevision: workflow.draftRevision });
console.log("published version", published.publishWorkflow.workflow.published?.number);

const { run } = (await ask(Start, { workflow: name, input: { deal } })).startRun;
const variables = { id: run.id, after: undefined as string | undefined };
const client = createClient({
  url: endpoint.replace(/^http/, "ws"),
  webSocketImpl: WebSocket,
  connectionParams: { authorization: `Bearer ${token}` },
});
for await (const { data } of client.iterate<RunProgressSubscription>({ query: RunProgress.toString(), variables })) {
  if (!data) continue;
  const { cursor, kind, path, error, run: now } = data.runUpdated;
  variables.after = cursor; // A client that has to connect again goes on behind it.
  console.log(kind, path ?? "", error?.message ?? "");
  if (kind === "STEP_WAITING" && path === "ask") await approve(run.id);
  if (kind === "SUCCEEDED") console.log("tasks closed:", now.output);
}
await client.dispose();

/** What a person does on a page that shows `pendingApprovals`. */
async function approve(runId: string) {
  const { pendingApprovals } = await ask(Pending, {});
  const mine = pendingApprovals?.nodes.find((approval) => approval.run?.id === runId);
  if (mine === undefined) return;
  console.log("asked:", mine.title);
  await ask(Decide, { id: mine.id });
}
