import { readFileSync } from "node:fs";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { parse } from "graphql";
import { isStream } from "../../../kernel/executor/executor.ts";
import type { Person } from "../../../kernel/identity/caller.ts";
import { startWorkflows, type Workflows } from "../../../subgraphs/workflow/fixtures/runs.ts";
import { eventually } from "../../support/eventually.ts";
import { newPerson, newTenant } from "../../support/subgraph.ts";

/** Ids of what one tenant has. The run waits for an event, the approval's run for the approval. */
interface Theirs {
  readonly workflow: string;
  readonly run: string;
  readonly approval: string;
  readonly saga: string;
}

const name = "theirs";
const secret = "signing";

/** What leads to a thing by its id or name, or lists some. */
const reads: Readonly<Record<string, (their: Theirs) => string>> = {
  "Query.run": ({ run }) => `{ run(id: "${run}") { id status input triggerData steps { nodes { path } } } }`,
  "Query.runs": () => "{ runs { nodes { id status input } } }",
  "Query.runs of a workflow": ({ workflow }) => `{ runs(filter: { workflow: "${workflow}" }) { nodes { id } } }`,
  "Query.pendingApprovals": () => "{ pendingApprovals { nodes { id title run { id } } } }",
  "Query.saga": ({ saga }) => `{ saga(id: "${saga}") { id status steps { id input } } }`,
  "Query.sagas": () => "{ sagas { nodes { id status } } }",
  "Query.workflow": ({ workflow }) => `{ workflow(id: "${workflow}") { id name draft triggers { id } } }`,
  "Query.workflow by its name": () => `{ workflow(id: "${name}") { id name draft versions { nodes { number } } } }`,
  "Query.workflows": () => "{ workflows { nodes { id name } } }",
  "Query.workflowSecrets": () => "{ workflowSecrets { name updatedAt } }",
  "Query.dryRunWorkflow": ({ workflow }) => `{ dryRunWorkflow(input: { workflow: "${workflow}" }) { steps { path } } }`,
  "Subscription.runUpdated": ({ run }) => `subscription { runUpdated(id: "${run}") { kind run { id } } }`,
  "Subscription.sagaUpdated": ({ saga }) => `subscription { sagaUpdated(id: "${saga}") { kind saga { id } } }`,
};

/** What changes a thing, or makes something of it. */
const writes: Readonly<Record<string, (their: Theirs) => string>> = {
  "Mutation.startRun": ({ workflow }) => `startRun(input: { workflow: "${workflow}" }) { run { id } }`,
  "Mutation.startRun by its name": () => `startRun(input: { workflow: "${name}" }) { run { id } }`,
  "Mutation.cancelRun": ({ run }) => `cancelRun(id: "${run}") { run { id } }`,
  "Mutation.pauseRun": ({ run }) => `pauseRun(id: "${run}") { run { id } }`,
  "Mutation.resumeRun": ({ run }) => `resumeRun(id: "${run}") { run { id } }`,
  "Mutation.retryRun": ({ run }) => `retryRun(id: "${run}") { run { id } }`,
  "Mutation.replayRun": ({ run }) => `replayRun(id: "${run}") { run { id } }`,
  "Mutation.decideApproval": ({ approval }) =>
    `decideApproval(input: { id: "${approval}", approved: true }) { approval { id } }`,
  "Mutation.deleteWorkflowSecret": () => `deleteWorkflowSecret(name: "${secret}") { name }`,
  "Mutation.cancelSaga": ({ saga }) => `cancelSaga(id: "${saga}") { saga { id } }`,
  "Mutation.retryCompensation": ({ saga }) => `retryCompensation(id: "${saga}") { saga { id } }`,
  "Mutation.resolveStuck": ({ saga }) =>
    `resolveStuck(input: { id: "${saga}", stepId: "a", resolution: IGNORE }) { saga { id } }`,
  "Mutation.saveWorkflowDraft": ({ workflow }) =>
    `saveWorkflowDraft(input: { id: "${workflow}", draft: {}, expectedRevision: 1 }) { workflow { id } }`,
  "Mutation.publishWorkflow": ({ workflow }) =>
    `publishWorkflow(input: { id: "${workflow}", expectedRevision: 1 }) { workflow { id } }`,
  "Mutation.renameWorkflow": ({ workflow }) =>
    `renameWorkflow(input: { id: "${workflow}", name: "mine" }) { workflow { id } }`,
  "Mutation.setWorkflowEnabled": ({ workflow }) =>
    `setWorkflowEnabled(input: { id: "${workflow}", enabled: false }) { workflow { id } }`,
  "Mutation.archiveWorkflow": ({ workflow }) => `archiveWorkflow(id: "${workflow}") { workflow { id } }`,
};

/** What is tried below in other ways, and what is about nothing that anybody has: it only makes something of one's own. */
const others = new Set([
  "Query.checkWorkflow",
  "Query.previewTransact",
  "Mutation.sendRunEvent",
  "Mutation.createWorkflow",
  "Mutation.setWorkflowSecret",
  "Mutation.startSaga",
  "Mutation.transact",
  // The router's alone: see the permission matrix.
  "Mutation.receiveHook",
  "Subscription.runsUpdated",
  "Subscription.approvalsPending",
]);

/** What is told of all runs and approvals, from the first on. */
const feeds = [
  'subscription { runsUpdated(after: "0") { run { id } } }',
  'subscription { approvalsPending(after: "0") { approval { run { id } } } }',
];
const sendEvent = 'mutation { sendRunEvent(input: { event: "paid" }) { received } }';
const setSecret = `mutation { setWorkflowSecret(input: { name: "${secret}", value: "known to nobody" }) { name } }`;

describe("workflows of one tenant, for the same person as an owner of another,", () => {
  const owner = newPerson({ role: "owner" });
  const stranger: Person = { ...owner, tenantId: newTenant() };
  let workflows: Workflows;
  let theirs: Theirs;

  beforeAll(async () => {
    workflows = await startWorkflows();
    theirs = await makeAll(owner);
  });
  afterAll(() => workflows.stop());

  it.each(Object.entries(reads))("are not read by %s", async (_field, document) => {
    const query = document(theirs);
    expect(await told(owner, query)).not.toEqual([]);
    expect(await told(stranger, query)).toEqual([]);
  });

  it.each(Object.entries(writes))("are not touched by %s", async (_field, document) => {
    const before = await everythingOf(owner);
    const { data, errors } = await workflows.subgraph.ask(stranger, `mutation { ${document(theirs)} }`);
    expect(data ?? null).toBeNull();
    expect(errors).toMatchObject([{ extensions: { code: "NOT_FOUND" } }]);
    expect(await everythingOf(owner)).toEqual(before);
  });

  it("are tried by every field of the schema", () => {
    const sdl = readFileSync(new URL("../../../subgraphs/workflow/schema.graphql", import.meta.url), "utf8");
    const schema = buildSubgraphSchema({ typeDefs: parse(sdl) });
    const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
    const fields = roots.flatMap((type) => Object.keys(type?.getFields() ?? {}).map((each) => `${type?.name}.${each}`));
    const tried = new Set([...Object.keys(reads), ...Object.keys(writes)].map((key) => key.split(" ")[0]));
    // A new field needs a line above.
    expect(fields.filter((each) => !each.startsWith("Query._") && !tried.has(each) && !others.has(each))).toEqual([]);
  });

  it("hear no event", async () => {
    expect(await workflows.ask(stranger, sendEvent)).toEqual({ sendRunEvent: { received: 0 } });
    expect(await workflows.run(owner, theirs.run)).toMatchObject({ status: "WAITING" });
  });

  it("are none that definitions can name, nor are their secrets", async () => {
    const steps = [
      { id: "call", kind: "runWorkflow", with: { workflow: name } },
      {
        id: "send",
        kind: "httpRequest",
        with: { url: "https://example.com/", headers: { a: `\${secrets.${secret}}` } },
      },
    ];
    const query = "query ($definition: JSON!) { checkWorkflow(definition: $definition) { code } }";
    const problemsOf = async (person: Person) =>
      (await workflows.ask(person, query, { definition: { steps } }))["checkWorkflow"];
    const known = await problemsOf(owner);
    expect(known).not.toContainEqual({ code: "UNKNOWN_WORKFLOW" });
    expect(known).not.toContainEqual({ code: "UNKNOWN_SECRET" });
    const unknown = await problemsOf(stranger);
    expect(unknown).toContainEqual({ code: "UNKNOWN_WORKFLOW" });
    expect(unknown).toContainEqual({ code: "UNKNOWN_SECRET" });
  });

  it("keep their names, keys and secrets when somebody else takes the like, who hears of his own only", async () => {
    const before = await everythingOf(owner);
    const other = newPerson({ role: "owner" });
    const heard = feeds.map(async (query) => firstEvent(other, query));
    const own = await makeAll(other);
    expect(Object.values(own).filter((id) => Object.values(theirs).includes(id))).toEqual([]);
    const runs = await workflows.ask(other, "{ runs { nodes { id } } }");
    for (const event of await Promise.all(heard)) expect(leavesOf(runs)).toContain(leavesOf(event)[0]);
    expect(await everythingOf(owner)).toEqual(before);
  });

  /** Everything in an answer, or a subscription's first event, that says something. */
  async function told(person: Person, query: string): Promise<unknown[]> {
    const { data, errors = [] } = query.startsWith("subscription")
      ? await firstEvent(person, query)
      : await workflows.subgraph.ask(person, query);
    for (const { extensions } of errors) expect(extensions?.["code"]).toBe("NOT_FOUND");
    return leavesOf(data);
  }

  async function firstEvent(person: Person, query: string) {
    const answer = await workflows.subgraph.follow(person, query);
    if (!isStream(answer)) return answer;
    for await (const event of answer) return event;
    throw new Error("the stream had no event");
  }

  /** What the tenant of a person has, as it is now. */
  async function everythingOf(person: Person): Promise<Record<string, unknown>> {
    return workflows.ask(
      person,
      `{
        workflows { nodes { id name draft draftRevision published { number } enabled updatedAt archivedAt } }
        runs { nodes { id status steps { nodes { path status } } } }
        sagas { nodes { id status } }
        pendingApprovals { nodes { id status } }
        workflowSecrets { name updatedAt }
      }`,
    );
  }

  /** One of everything for the tenant of a person. */
  async function makeAll(person: Person): Promise<Theirs> {
    await workflows.ask(person, setSecret);
    const create = "mutation ($input: CreateWorkflowInput!) { createWorkflow(input: $input) { workflow { id } } }";
    const publish = "mutation ($input: PublishWorkflowInput!) { publishWorkflow(input: $input) { workflow { id } } }";
    const draft = {
      triggers: [{ id: "yearly", kind: "cron", schedule: "0 0 1 1 *" }],
      steps: [{ id: "paid", kind: "waitForEvent", with: { event: "paid" } }],
    };
    const [workflow] = leavesOf(await workflows.ask(person, create, { input: { name, draft } }));
    await workflows.ask(person, publish, { input: { id: workflow, expectedRevision: 1 } });
    const run = await workflows.start(person, name, {}, { idempotencyKey: "once" });
    // Both the person and the role are the other tenant's, too.
    const assignees = [{ userId: person.userId }, { roleId: "owner" }];
    const asking = await workflows.publish(person, {
      steps: [{ id: "ask", kind: "approval", with: { title: "Go on?", assignees } } as never],
    });
    await workflows.start(person, asking);
    await workflows.until(person, run, "WAITING");
    const startSaga = `mutation { startSaga(input: { idempotencyKey: "once", steps: [{ id: "a", do: { kind: "transform", with: { value: 1 } } }] }) { saga { id } } }`;
    const [saga] = leavesOf(await workflows.ask(person, startSaga));
    const statusOf = `{ saga(id: "${String(saga)}") { status } }`;
    await eventually(async () => leavesOf(await workflows.ask(person, statusOf)).includes("COMPLETED") || undefined);
    const approval = await eventually(
      async () => leavesOf(await workflows.ask(person, "{ pendingApprovals { nodes { id } } }"))[0],
    );
    return { workflow: String(workflow), run, approval: String(approval), saga: String(saga) };
  }
});

function leavesOf(value: unknown): unknown[] {
  if (value === null || value === undefined) return [];
  if (typeof value !== "object") return [value];
  return Object.values(value).flatMap(leavesOf);
}
