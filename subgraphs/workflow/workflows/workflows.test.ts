import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { asc, eq } from "drizzle-orm";
import type { Person } from "../../../kernel/identity/caller.ts";
import { silentLogger } from "../../../kernel/logger.ts";
import { createEvaluator } from "../expressions/create-evaluator.ts";
import { openTestStore, type TestStore } from "../fixtures/workflow-store.ts";
import { secrets, triggers } from "../store/tables.ts";
import {
  findDraft,
  findVersion,
  listLinks,
  listVersions,
  listWorkflows,
  type StoredWorkflow,
} from "../store/workflows.ts";
import { archiveWorkflow, renameWorkflow, setWorkflowEnabled } from "./change-workflow.ts";
import { checkWorkflow } from "./check-workflow.ts";
import { createWorkflow } from "./create-workflow.ts";
import { dryRunWorkflow } from "./dry-run-workflow.ts";
import { publishWorkflow } from "./publish-workflow.ts";
import { saveDraft } from "./save-draft.ts";
import { reachWorkflow } from "./workflow-parts.ts";

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(async () => store.stop());

const steps = [{ id: "a", kind: "transform", with: { value: 1 } }];
const cron = (schedule: string) => ({ id: "nightly", kind: "cron", schedule });
const webhook = { id: "hook", kind: "webhook", secret: "signing" };
const ofRecords = { id: "records", kind: "record", baseId: "app1", table: "t", on: ["CREATED"] };

const create = async (admin: Person, name: string, draft: unknown = { steps }) =>
  createWorkflow(store.partsFor(admin), admin, { name, draft });
const save = async (admin: Person, { id, draftRevision }: StoredWorkflow, draft: unknown) =>
  saveDraft(store.partsFor(admin), admin, { id, draft, expectedRevision: draftRevision });
const publish = async (admin: Person, { id, draftRevision }: StoredWorkflow) =>
  publishWorkflow(store.partsFor(admin), admin, { id, expectedRevision: draftRevision });
const published = async (admin: Person, name: string, draft: unknown = { steps }) =>
  publish(admin, await create(admin, name, draft));
const setEnabled = async (admin: Person, { id }: StoredWorkflow, enabled: boolean) =>
  setWorkflowEnabled(store.partsFor(admin), admin, { id, enabled });
const archive = async (admin: Person, { id }: StoredWorkflow) => archiveWorkflow(store.partsFor(admin), admin, { id });
const triggersOf = async ({ id }: StoredWorkflow) =>
  store.db.select().from(triggers).where(eq(triggers.workflowId, id)).orderBy(asc(triggers.id));

async function withSecret({ tenantId }: Person): Promise<void> {
  await store.db
    .insert(secrets)
    .values({ tenantId, id: randomUUID(), name: "signing", sealed: "sealed", updatedAt: new Date() });
}

describe("a workflow", () => {
  it("is created with a draft, which need not be fit to be published", async () => {
    const admin = store.newAdmin();
    const made = await create(admin, " Onboarding ", { steps: "none yet" });
    expect(made).toMatchObject({ name: "Onboarding", draftRevision: 1, publishedVersion: null, enabled: true });
    expect(await findDraft(store.db, admin.tenantId, made.id)).toEqual({ steps: "none yet" });
    expect(await store.audited(admin.tenantId)).toEqual([
      { action: "workflow.created", target: { kind: "workflow", id: made.id }, details: { name: "Onboarding" } },
    ]);
  });

  it.each([
    ["", "name"],
    ["x".repeat(101), "name"],
    ["a\nb", "name"],
    [randomUUID(), "name"],
  ])("is not called %j", async (name) => {
    await expect(create(store.newAdmin(), name)).rejects.toMatchObject({ code: "BAD_USER_INPUT" });
  });

  it.each([[null], [[]], ["x"], [{ text: "\0" }], [{ deep: JSON.parse("[".repeat(200) + "]".repeat(200)) }]])(
    "has no draft such as %j",
    async (draft) => {
      await expect(create(store.newAdmin(), "x", draft)).rejects.toMatchObject({
        code: "BAD_USER_INPUT",
        extensions: { field: "draft" },
      });
    },
  );

  it("has a name of its own, also when two are created at once", async () => {
    const admin = store.newAdmin();
    const outcomes = await Promise.allSettled([create(admin, "same"), create(admin, "same"), create(admin, "same")]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(outcomes.find(({ status }) => status === "rejected")).toMatchObject({
      reason: { code: "CONFLICT", message: "There is a workflow same already." },
    });
    await expect(create(store.newAdmin(), "same")).resolves.toMatchObject({ name: "same" });
  });

  it("is found by id or name, and by nobody of another tenant", async () => {
    const admin = store.newAdmin();
    const { id } = await create(admin, "found");
    for (const given of [id, "found"])
      await expect(reachWorkflow(store.db, admin.tenantId, given)).resolves.toMatchObject({ id });
    const other = store.newAdmin();
    for (const given of [id, "found", "nonsense"])
      await expect(reachWorkflow(store.db, other.tenantId, given)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(archive(other, await reachWorkflow(store.db, admin.tenantId, id))).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });

  it("can be renamed, but not to a name that is taken", async () => {
    const admin = store.newAdmin();
    const rename = async (id: string, name: string) => renameWorkflow(store.partsFor(admin), admin, { id, name });
    const one = await create(admin, "one");
    await create(admin, "two");
    await expect(rename(one.id, "two")).rejects.toMatchObject({ code: "CONFLICT" });
    await expect(rename("one", "three")).resolves.toMatchObject({ id: one.id, name: "three" });
    await expect(rename(one.id, "three")).resolves.toMatchObject({ name: "three" });
    expect((await store.audited(admin.tenantId)).map(({ action }) => action)).toEqual([
      "workflow.created",
      "workflow.created",
      "workflow.renamed",
    ]);
  });

  it("is listed, newest first, and apart once it is archived", async () => {
    const admin = store.newAdmin();
    const names = ["a", "b", "c"];
    for (const name of names) {
      store.clock.time += 1;
      await create(admin, name);
    }
    const page = { first: 2, after: undefined };
    const list = async (archived: boolean) =>
      (await listWorkflows(store.db, admin.tenantId, page, { archived })).map(({ name }) => name);
    expect(await list(false)).toEqual(["c", "b", "a"]);
    await archive(admin, await reachWorkflow(store.db, admin.tenantId, "b"));
    expect([await list(false), await list(true)]).toEqual([["c", "a"], ["b"]]);
  });
});

describe("a dry run", () => {
  const definition = {
    input: { name: { type: "string" } },
    steps: [{ id: "hello", kind: "transform", with: { value: "Hello ${input.name} by ${run.workflow}" } }],
  };
  const evaluator = createEvaluator({ logger: silentLogger });
  afterAll(() => evaluator.close());
  const tryOut = async (admin: Person, given: { workflow?: string; definition?: unknown; input: unknown }) =>
    dryRunWorkflow({ ...store.partsFor(admin), evaluator, read: async () => null }, admin, given);

  it("is one of a workflow's draft, or of a definition", async () => {
    const admin = store.newAdmin();
    const { id } = await create(admin, "greet", definition);
    const output = (text: string) => ({ steps: [{ path: "hello", output: text }] });
    expect(await tryOut(admin, { workflow: id, input: { name: "Ada" } })).toMatchObject(output("Hello Ada by greet"));
    expect(await tryOut(admin, { definition, input: { name: "Ada" } })).toMatchObject(output("Hello Ada by "));
  });

  it("is refused without input that fits, for what can't be carried out, and for nothing at all", async () => {
    const admin = store.newAdmin();
    await expect(tryOut(admin, { definition, input: {} })).rejects.toMatchObject({
      extensions: { field: "input.name" },
    });
    await expect(tryOut(admin, { definition: {}, input: {} })).rejects.toMatchObject({
      extensions: { problems: [{ path: "steps", code: "MALFORMED" }] },
    });
    await expect(tryOut(admin, { input: {} })).rejects.toMatchObject({ extensions: { field: "workflow" } });
    await expect(tryOut(admin, { workflow: "nobody", input: {} })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("a draft", () => {
  it("is saved by one of two who read the same revision; the other is told", async () => {
    const admin = store.newAdmin();
    const made = await create(admin, "shared");
    const outcomes = await Promise.allSettled([
      save(admin, made, { steps: "mine" }),
      save(admin, made, { steps: "yours" }),
    ]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(outcomes.find(({ status }) => status === "rejected")).toMatchObject({
      reason: { code: "CONFLICT", extensions: { field: "expectedRevision", revision: 2 } },
    });
    await expect(reachWorkflow(store.db, admin.tenantId, made.id)).resolves.toMatchObject({ draftRevision: 2 });
  });

  it("of an archived workflow is saved no more", async () => {
    const admin = store.newAdmin();
    const made = await create(admin, "old");
    await archive(admin, made);
    await expect(save(admin, made, {})).rejects.toMatchObject({
      code: "CONFLICT",
      message: "The workflow old is archived.",
    });
  });
});

describe("publishing", () => {
  it("makes versions that never change, with defaults, in the name of who published them", async () => {
    const admin = store.newAdmin();
    const first = await published(admin, "versions");
    expect(first).toMatchObject({ publishedVersion: 1 });
    const second = await publish(admin, await save(admin, first, { steps, priority: 7 }));
    expect(second).toMatchObject({ publishedVersion: 2, draftRevision: 2 });
    const { tenantId, userId } = admin;
    const other = await published(admin, "other versions");
    const list = async (before?: number) =>
      listVersions(store.db, tenantId, [first.id, other.id], { first: 5, before });
    expect((await list()).get(first.id)).toMatchObject([
      { version: 2, publishedBy: { kind: "person", userId } },
      { version: 1 },
    ]);
    expect((await list()).get(other.id)).toMatchObject([{ version: 1 }]);
    expect((await list(2)).get(first.id)).toMatchObject([{ version: 1 }]);
    expect(
      await listVersions(store.db, store.newAdmin().tenantId, [first.id], { first: 5, before: undefined }),
    ).toEqual(new Map());
    expect((await findVersion(store.db, tenantId, first.id, 1))?.definition).toMatchObject({ priority: 100, steps });
    expect((await findVersion(store.db, tenantId, first.id, 2))?.definition).toMatchObject({ priority: 7 });
  });

  it("is refused with all that is wrong, and changes nothing", async () => {
    const admin = store.newAdmin();
    const made = await create(admin, "wrong", {
      steps: [
        { ...steps[0], when: "1 +" },
        { ...steps[0], with: { value: "${steps.b.output}" } },
      ],
    });
    await expect(publish(admin, made)).rejects.toMatchObject({
      code: "BAD_USER_INPUT",
      message: expect.stringMatching(
        /^The draft can't be published\. steps\[1\]\.id: There is a step `a` already\. And 2 more\.$/,
      ),
      extensions: { problems: [{ code: "DUPLICATE_ID" }, { code: "BAD_EXPRESSION" }, { code: "UNKNOWN_STEP" }] },
    });
    expect(await reachWorkflow(store.db, admin.tenantId, made.id)).toMatchObject({ publishedVersion: null });
    expect(await store.audited(admin.tenantId)).toHaveLength(1);
  });

  it("is refused for another revision than was looked at", async () => {
    const admin = store.newAdmin();
    const made = await create(admin, "looked at");
    await save(admin, made, { steps });
    await expect(publish(admin, made)).rejects.toMatchObject({ code: "CONFLICT" });
  });

  it("holds the draft against what the tenant has and the publisher may", async () => {
    const admin = store.newAdmin();
    const draft = { steps, triggers: [webhook] };
    const made = await create(admin, "hooked", draft);
    await expect(publish(admin, made)).rejects.toMatchObject({
      extensions: { problems: [{ code: "UNKNOWN_SECRET" }] },
    });
    await withSecret(admin);
    const viewer: Person = { ...admin, scopes: ["workflows:write"] };
    const writes = { steps: [{ id: "d", kind: "deleteRecords", with: { ids: [] } }] };
    expect(await checkWorkflow(store.partsFor(viewer), viewer, { definition: writes })).toMatchObject([
      { code: "MISSING_SCOPE" },
    ]);
    expect(await checkWorkflow(store.partsFor(admin), admin, { definition: writes })).toEqual([]);
    await expect(publish(admin, made)).resolves.toMatchObject({ publishedVersion: 1 });
  });

  it("lets workflows not start each other without end, also when two are published at once", async () => {
    const admin = store.newAdmin();
    const running = (workflow: string) => ({ steps: [{ id: "r", kind: "runWorkflow", with: { workflow } }] });
    await published(admin, "one");
    await published(admin, "two");
    const one = await save(admin, await reachWorkflow(store.db, admin.tenantId, "one"), running("two"));
    const two = await save(admin, await reachWorkflow(store.db, admin.tenantId, "two"), {
      steps: [{ id: "c", kind: "forEach", with: { items: [1], steps: running("one").steps } }],
    });
    const outcomes = await Promise.allSettled([publish(admin, one), publish(admin, two)]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(outcomes.find(({ status }) => status === "rejected")).toMatchObject({
      reason: { extensions: { problems: [{ code: "ENDLESS" }] } },
    });
    expect(await listLinks(store.db, admin.tenantId)).toContainEqual({
      name: expect.any(String),
      runs: [expect.any(String)],
      runsAfter: [],
    });
  });
});

describe("the triggers of a workflow", () => {
  it("are those of its published version, with when a schedule is due and what events are matched by", async () => {
    const admin = store.newAdmin();
    await withSecret(admin);
    const after = { id: "after", kind: "runEnded", workflow: "other", status: ["FAILED"] };
    const draft = { steps, triggers: [cron("0 3 * * *"), webhook, ofRecords, after] };
    const made = await published(admin, "triggered", draft);
    const nextAt = new Date("2026-03-03T03:00:00.000Z");
    expect(await triggersOf(made)).toMatchObject([
      { id: "after", kind: "runEnded", topic: "other", nextAt: null },
      { id: "hook", kind: "webhook", topic: `${made.id}/hook` },
      { id: "nightly", kind: "cron", topic: "", nextAt },
      { id: "records", kind: "record", topic: "app1", cursor: null },
    ]);
    await publish(admin, await save(admin, made, { steps, triggers: [ofRecords] }));
    expect((await triggersOf(made)).map(({ id }) => id)).toEqual(["records"]);
  });

  it("go on where they are when another version has them too", async () => {
    const admin = store.newAdmin();
    const draft = { steps, triggers: [cron("* * * * *"), ofRecords] };
    const made = await published(admin, "going on", draft);
    await store.db.update(triggers).set({ cursor: "17" }).where(eq(triggers.workflowId, made.id));
    const due = (await triggersOf(made))[0]?.nextAt;
    store.clock.time += 10 * 60_000;
    await publish(admin, made);
    // What was due and has not fired is due still.
    expect(await triggersOf(made)).toMatchObject([
      { id: "nightly", nextAt: due },
      { id: "records", cursor: "17" },
    ]);
    const elsewhere = { ...ofRecords, baseId: "app2" };
    await publish(admin, await save(admin, made, { steps, triggers: [elsewhere] }));
    expect(await triggersOf(made)).toMatchObject([{ topic: "app2", cursor: null }]);
  });

  it("are there only while it is enabled, and not archived", async () => {
    const admin = store.newAdmin();
    const made = await published(admin, "switched", { steps, triggers: [cron("0 3 * * *")] });
    expect(await setEnabled(admin, made, false)).toMatchObject({ enabled: false, publishedVersion: 1 });
    expect(await triggersOf(made)).toEqual([]);
    await publish(admin, made);
    expect(await triggersOf(made)).toEqual([]);
    await setEnabled(admin, made, true);
    expect(await triggersOf(made)).toHaveLength(1);
    await archive(admin, made);
    expect(await triggersOf(made)).toEqual([]);
    await expect(setEnabled(admin, made, true)).rejects.toMatchObject({ code: "CONFLICT" });
    expect((await store.audited(admin.tenantId)).map(({ action }) => action)).toEqual([
      "workflow.created",
      "workflow.published",
      "workflow.disabled",
      "workflow.published",
      "workflow.enabled",
      "workflow.archived",
    ]);
  });

  it("of a workflow that was never published are none, whether it is enabled or not", async () => {
    const admin = store.newAdmin();
    const made = await create(admin, "never", { steps, triggers: [cron("0 3 * * *")] });
    await setEnabled(admin, made, false);
    await setEnabled(admin, made, true);
    expect(await triggersOf(made)).toEqual([]);
  });
});
