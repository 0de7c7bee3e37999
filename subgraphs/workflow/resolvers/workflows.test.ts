import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { ExecutionRequest, ExecutionResult } from "../../../kernel/executor/executor.ts";
import type { Person } from "../../../kernel/identity/caller.ts";
import { generateSigningKey } from "../../../kernel/identity/signing-key.ts";
import { newPerson, startTestSubgraph, statementsOf, type TestSubgraph } from "../../../tests/support/subgraph.ts";
import { workflow } from "../subgraph.ts";

const asked: ExecutionRequest[] = [];

async function supergraph(request: ExecutionRequest): Promise<ExecutionResult> {
  asked.push(request);
  return { data: { me: { id: "somebody" } } };
}

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await startTestSubgraph(workflow, {
    // What works in the background asks the database, too, and its statements would be counted.
    env: { DELEGATION_PRIVATE_KEY: generateSigningKey().privateKey, WORKFLOW_WORKS: "false" },
    supergraph,
  });
});
afterAll(async () => subgraph.stop());

const steps = [{ id: "a", kind: "transform", with: { value: "${1 + 1}" } }];
const fields = `id name draft draftRevision enabled archivedAt published { number definition publishedBy { id } }
  versions(first: 1) { nodes { number } pageInfo { hasNextPage endCursor } }`;
const create = `mutation ($input: CreateWorkflowInput!) { createWorkflow(input: $input) { workflow { ${fields} } } }`;
const save = `mutation ($input: SaveWorkflowDraftInput!) { saveWorkflowDraft(input: $input) { workflow { draftRevision } } }`;
const publish = `mutation ($input: PublishWorkflowInput!) { publishWorkflow(input: $input) { workflow { ${fields} } } }`;
const check = "query ($definition: JSON!) { checkWorkflow(definition: $definition) { path code message } }";
const dryRun = `query ($input: DryRunWorkflowInput!) {
  dryRunWorkflow(input: $input) { steps { path outcome input output dependsOn note error { code } } output error { code } truncated }
}`;

async function mutate(person: Person, mutation: string, input: Record<string, unknown>): Promise<unknown> {
  const { data, errors } = await subgraph.ask(person, mutation, { input });
  if (errors !== undefined) return errors[0]?.extensions;
  return Object.values(Object(Object.values(Object(data))[0]))[0];
}

const made = async (person: Person, name: string) => mutate(person, create, { name, draft: { steps } });

describe("the API of workflows", () => {
  it("tells of their triggers, and where requests go to those who may change them", async () => {
    const admin = newPerson({ role: "admin" });
    const set = "mutation ($input: SetWorkflowSecretInput!) { setWorkflowSecret(input: $input) { name } }";
    await mutate(admin, set, { name: "signing", value: "a shared secret" });
    const triggers = [
      { id: "hook", kind: "webhook", secret: "signing" },
      { id: "much", kind: "usage", metric: "operations", above: 10 },
      { id: "yearly", kind: "cron", schedule: "0 0 1 1 *" },
    ];
    await mutate(admin, create, { name: "triggered", draft: { steps, triggers } });
    await mutate(admin, publish, { id: "triggered", expectedRevision: 1 });
    const query = '{ workflow(id: "triggered") { id triggers { id kind nextAt lastFiredAt webhookPath } } }';
    const { data, errors } = await subgraph.ask(admin, query);
    expect(errors).toBeUndefined();
    const { id, triggers: told } = Object(data)["workflow"] as { id: string; triggers: unknown[] };
    const never = { nextAt: null, lastFiredAt: null, webhookPath: null };
    expect(told).toMatchObject([
      { ...never, id: "hook", kind: "WEBHOOK", webhookPath: `/hooks/${id}/hook` },
      { ...never, id: "much", kind: "USAGE" },
      { ...never, id: "yearly", kind: "CRON", nextAt: expect.stringContaining("-01-01T00:00:00.000Z") },
    ]);
    const viewer = newPerson({ role: "viewer", tenantId: admin.tenantId });
    const { data: others } = await subgraph.ask(viewer, query);
    expect(others).toMatchObject({ workflow: { triggers: [{ id: "hook", webhookPath: null }, {}, {}] } });
  });

  it("creates, publishes and reads them", async () => {
    const admin = newPerson({ role: "admin" });
    expect(await made(admin, "one")).toMatchObject({
      name: "one",
      draft: { steps },
      draftRevision: 1,
      published: null,
    });
    expect(await mutate(admin, publish, { id: "one", expectedRevision: 1 })).toMatchObject({
      published: { number: 1, definition: { steps, priority: 100 }, publishedBy: { id: admin.userId } },
    });
    await mutate(admin, save, { id: "one", draft: { steps, priority: 5 }, expectedRevision: 1 });
    const second = await mutate(admin, publish, { id: "one", expectedRevision: 2 });
    expect(second).toMatchObject({
      published: { number: 2 },
      versions: { nodes: [{ number: 2 }], pageInfo: { hasNextPage: true, endCursor: "2" } },
    });
    const query = `query ($id: ID!) { workflow(id: $id) { version(number: 1) { number } versions(after: "2") { nodes { number } } } }`;
    const { data } = await subgraph.ask(admin, query, { id: "one" });
    expect(data).toEqual({ workflow: { version: { number: 1 }, versions: { nodes: [{ number: 1 }] } } });
  });

  it("lists them with their drafts and versions in as many statements for ten as for one", async () => {
    const query = `{ workflows(first: 20) { nodes { draft published { definition } versions { nodes { number } } } } }`;
    const counts: number[] = [];
    for (const many of [1, 10]) {
      const admin = newPerson({ role: "admin" });
      for (let at = 0; at < many; at += 1) {
        await made(admin, `w${at}`);
        await mutate(admin, publish, { id: `w${at}`, expectedRevision: 1 });
      }
      const statements = await statementsOf(async () => {
        const { data, errors } = await subgraph.ask(admin, query);
        expect(errors).toBeUndefined();
        expect(Reflect.get(Object(Reflect.get(Object(data), "workflows")), "nodes")).toHaveLength(many);
      });
      counts.push(statements.length);
    }
    expect(counts[1]).toBe(counts[0]);
  });

  it("switches, renames and archives them", async () => {
    const admin = newPerson({ role: "admin" });
    await made(admin, "one");
    const enabled =
      "mutation ($input: SetWorkflowEnabledInput!) { setWorkflowEnabled(input: $input) { workflow { enabled } } }";
    expect(await mutate(admin, enabled, { id: "one", enabled: false })).toEqual({ enabled: false });
    const rename = "mutation ($input: RenameWorkflowInput!) { renameWorkflow(input: $input) { workflow { name } } }";
    expect(await mutate(admin, rename, { id: "one", name: "two" })).toEqual({ name: "two" });
    const { data } = await subgraph.ask(admin, `mutation { archiveWorkflow(id: "two") { workflow { archivedAt } } }`);
    expect(data).toMatchObject({ archiveWorkflow: { workflow: { archivedAt: expect.any(String) } } });
    const listed = await subgraph.ask(
      admin,
      "{ kept: workflows { nodes { name } } gone: workflows(archived: true) { nodes { name } } }",
    );
    expect(listed.data).toEqual({ kept: { nodes: [] }, gone: { nodes: [{ name: "two" }] } });
  });

  it("tells what is wrong with a definition, and refuses to publish it with the same", async () => {
    const admin = newPerson({ role: "admin" });
    const definition = { steps: [...steps, { id: "b", kind: "transform", with: { value: "${steps.c.output}" } }] };
    const problem = { path: "steps[1].with.value", code: "UNKNOWN_STEP", message: "There is no step `c`." };
    expect((await subgraph.ask(admin, check, { definition })).data).toEqual({ checkWorkflow: [problem] });
    await mutate(admin, create, { name: "wrong", draft: definition });
    expect(await mutate(admin, publish, { id: "wrong", expectedRevision: 1 })).toMatchObject({
      code: "BAD_USER_INPUT",
      problems: [problem],
    });
    expect(await mutate(admin, save, { id: "wrong", draft: {}, expectedRevision: 7 })).toMatchObject({
      code: "CONFLICT",
    });
  });

  it("tries a run out in the caller's name, and does nothing", async () => {
    const editor = newPerson({ role: "editor" });
    const definition = {
      steps: [
        { id: "me", kind: "graphql", with: { query: "{ me { id } }" } },
        { id: "remove", kind: "deleteRecords", with: { ids: ["${steps.me.output.me.id}"] } },
      ],
    };
    const before = asked.length;
    const { data, errors } = await subgraph.ask(editor, dryRun, { input: { definition } });
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({
      dryRunWorkflow: {
        steps: [
          { path: "me", outcome: "READ", output: { me: { id: "somebody" } } },
          { path: "remove", outcome: "WOULD_BE_DONE", input: { ids: ["somebody"] }, note: "would delete 1 record" },
        ],
        truncated: false,
        error: null,
      },
    });
    expect(asked.slice(before).map(({ query }) => query)).toEqual(["{ me { id } }"]);
  });

  it("shows and changes nothing of another tenant's", async () => {
    const admin = newPerson({ role: "admin" });
    const { id } = Object(await made(admin, "mine"));
    const stranger = newPerson({ role: "owner" });
    for (const given of [id, "mine"]) {
      const { errors } = await subgraph.ask(stranger, "query ($id: ID!) { workflow(id: $id) { name } }", { id: given });
      expect(errors).toMatchObject([{ extensions: { code: "NOT_FOUND" } }]);
      expect(await mutate(stranger, publish, { id: given, expectedRevision: 1 })).toMatchObject({ code: "NOT_FOUND" });
    }
    const entity = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Workflow { name } } }`;
    const { data } = await subgraph.ask(stranger, entity, { of: [{ __typename: "Workflow", id }] });
    expect(data).toEqual({ _entities: [null] });
  });

  it("lets viewers read, editors try out, and only admins change", async () => {
    const admin = newPerson({ role: "admin" });
    await made(admin, "one");
    const { tenantId } = admin;
    const [viewer, editor] = [newPerson({ tenantId, role: "viewer" }), newPerson({ tenantId, role: "editor" })];
    const read = await subgraph.ask(viewer, "{ workflows { nodes { name } } }");
    expect(read.data).toEqual({ workflows: { nodes: [{ name: "one" }] } });
    for (const person of [viewer, editor]) expect(await made(person, "two")).toMatchObject({ code: "FORBIDDEN" });
    const input = { definition: { steps } };
    expect((await subgraph.ask(viewer, dryRun, { input })).errors).toMatchObject([
      { extensions: { code: "FORBIDDEN" } },
    ]);
    expect((await subgraph.ask(editor, dryRun, { input })).errors).toBeUndefined();
    const nobody = newPerson({ tenantId, role: "viewer" });
    const outsider: Person = { ...nobody, scopes: [] };
    for (const query of ["{ workflows { nodes { id } } }", `{ workflow(id: "one") { id } }`])
      expect((await subgraph.ask(outsider, query)).errors).toMatchObject([{ extensions: { code: "FORBIDDEN" } }]);
  });
});
