import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { isStream } from "../../../kernel/executor/executor.ts";
import { eventually } from "../../../tests/support/eventually.ts";
import { newPerson } from "../../../tests/support/subgraph.ts";
import { startWorkflows, type Workflows } from "../fixtures/runs.ts";

let workflows: Workflows;
beforeAll(async () => {
  workflows = await startWorkflows();
});
afterAll(() => workflows.stop());

const value = (id: string, template: unknown) => ({ id, kind: "transform", with: { value: template } }) as never;

const decide =
  "mutation ($input: DecideApprovalInput!) { decideApproval(input: $input) { approval { status comment } } }";
const pending = "{ pendingApprovals { nodes { id title run { id } } } }";

async function pendingOf(person: ReturnType<typeof newPerson>) {
  return eventually(async () => {
    const { pendingApprovals } = await workflows.ask(person, pending);
    const { nodes } = pendingApprovals as { nodes: { id: string; title: string }[] };
    return nodes.length > 0 ? nodes : undefined;
  });
}

describe("wait", () => {
  it("waits for a while, and until an instant", async () => {
    const person = newPerson();
    const name = await workflows.publish(person, {
      input: { at: { type: "dateTime" } },
      steps: [
        { id: "pause", kind: "wait", with: { seconds: 1 } },
        { id: "until", kind: "wait", with: { until: "${input.at}" } },
        value("after", 1),
      ],
    });
    const begun = Date.now();
    const id = await workflows.start(person, name, { at: new Date(begun + 2_000).toISOString() });
    await workflows.until(person, id, "WAITING");
    const run = await workflows.until(person, id, "SUCCEEDED", "FAILED");
    expect(run.error).toBeNull();
    expect(Date.now() - begun).toBeGreaterThanOrEqual(2_000);
  });
});

describe("waitForEvent", () => {
  const send = "mutation ($input: SendRunEventInput!) { sendRunEvent(input: $input) { received } }";
  const waiting = (timeoutSeconds?: number) => ({
    input: { order: { type: "string" as const } },
    steps: [
      {
        id: "paid",
        kind: "waitForEvent",
        with: { event: "paid", key: "${input.order}", ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }) },
      } as never,
    ],
    output: "${steps.paid.output}",
  });

  it("wakes the runs that wait for this event and key, with what it brings", async () => {
    const person = newPerson();
    const name = await workflows.publish(person, waiting());
    const [mine, other] = await Promise.all(["1", "2"].map((order) => workflows.start(person, name, { order })));
    await Promise.all([mine, other].map((id) => workflows.until(person, id ?? "", "WAITING")));
    const sent = await workflows.ask(person, send, { input: { event: "paid", key: "1", payload: { euros: 5 } } });
    expect(sent).toEqual({ sendRunEvent: { received: 1 } });
    expect(await workflows.until(person, mine ?? "", "SUCCEEDED")).toMatchObject({ output: { euros: 5 } });
    expect(await workflows.run(person, other ?? "")).toMatchObject({ status: "WAITING" });
  });

  it("takes an event that came before the step was reached, once", async () => {
    const person = newPerson();
    const event = (id: string) => ({ id, kind: "waitForEvent", with: { event: "tick", timeoutSeconds: 2 } }) as never;
    const name = await workflows.publish(person, {
      steps: [{ id: "pause", kind: "wait", with: { seconds: 1 } }, event("first"), event("second")],
      output: ["${steps.first.output}", "${steps.second.output}"],
    });
    const id = await workflows.start(person, name);
    await workflows.until(person, id, "WAITING");
    for (const payload of [1, 2]) await workflows.ask(person, send, { input: { event: "tick", payload } });
    expect(await workflows.until(person, id, "SUCCEEDED", "FAILED")).toMatchObject({
      status: "SUCCEEDED",
      output: [1, 2],
    });
  });

  it("fails when the event does not come in time, and hears nothing of another tenant's", async () => {
    const person = newPerson();
    const id = await workflows.start(person, await workflows.publish(person, waiting(1)), { order: "1" });
    await workflows.ask(newPerson(), send, { input: { event: "paid", key: "1", payload: 1 } });
    expect(await workflows.until(person, id, "SUCCEEDED", "FAILED")).toMatchObject({ error: { code: "TIMEOUT" } });
  });
});

describe("approval", () => {
  const asking = (person: { userId: string }, settings: object = {}) => ({
    input: { amount: { type: "number" as const } },
    steps: [
      {
        id: "ask",
        kind: "approval",
        with: { title: "Pay ${input.amount}?", assignees: [{ userId: person.userId }], ...settings },
      } as never,
    ],
    output: "${steps.ask.output}",
  });

  it("asks whom it is assigned to, who approves with a comment", async () => {
    const [owner, approver] = [newPerson(), newPerson()];
    const colleague = { ...approver, tenantId: owner.tenantId };
    const id = await workflows.start(owner, await workflows.publish(owner, asking(colleague)), { amount: 5 });
    const [asked] = await pendingOf(colleague);
    expect(asked).toMatchObject({ title: "Pay 5?", run: { id } });
    await workflows.ask(colleague, decide, { input: { id: asked?.id, approved: true, comment: "fine" } });
    const run = await workflows.until(owner, id, "SUCCEEDED", "FAILED");
    expect(run.output).toMatchObject({
      approved: true,
      comment: "fine",
      expired: false,
      by: { userId: colleague.userId },
    });
  });

  it("is nobody else's to decide, and is decided once, by one of two who decide at once", async () => {
    const person = newPerson();
    const id = await workflows.start(person, await workflows.publish(person, asking(person)), { amount: 1 });
    const [asked] = await pendingOf(person);
    const input = { id: asked?.id, approved: true };
    const stranger = newPerson();
    await expect(workflows.ask({ ...stranger, tenantId: person.tenantId }, decide, { input })).rejects.toThrow(
      "NOT_FOUND",
    );
    await expect(workflows.ask(stranger, decide, { input })).rejects.toThrow("NOT_FOUND");
    const both = await Promise.allSettled(
      [true, false].map((approved) => workflows.ask(person, decide, { input: { ...input, approved } })),
    );
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    const run = await workflows.until(person, id, "SUCCEEDED", "FAILED");
    const approved = both[0]?.status === "fulfilled";
    expect(run.status).toBe(approved ? "SUCCEEDED" : "FAILED");
    await expect(workflows.ask(person, decide, { input })).rejects.toThrow("CONFLICT");
  });

  it("is asked of others besides when nobody decides in time, and expires after that", async () => {
    const [person, boss] = [newPerson(), newPerson()];
    const superior = { ...boss, tenantId: person.tenantId };
    const begun = async (deadlineSeconds: number, amount: number) => {
      const settings = { deadlineSeconds, escalateTo: [{ userId: superior.userId }] };
      return workflows.start(person, await workflows.publish(person, asking(person, settings)), { amount });
    };
    const [saved, lost] = [await begun(4, 1), await begun(1, 2)];
    const mine = await eventually(async () => (await pendingOf(superior)).find(({ title }) => title === "Pay 1?"));
    await workflows.ask(superior, decide, { input: { id: mine.id, approved: true } });
    expect(await workflows.until(person, saved, "SUCCEEDED", "FAILED")).toMatchObject({ status: "SUCCEEDED" });
    expect(await workflows.until(person, lost, "SUCCEEDED", "FAILED")).toMatchObject({ error: { code: "TIMEOUT" } });
  });

  it("is withdrawn when the run is cancelled", async () => {
    const person = newPerson();
    const id = await workflows.start(person, await workflows.publish(person, asking(person)), { amount: 1 });
    await pendingOf(person);
    await workflows.ask(person, `mutation { cancelRun(id: "${id}") { run { status } } }`);
    await workflows.until(person, id, "CANCELLED");
    expect(await workflows.ask(person, pending)).toEqual({ pendingApprovals: { nodes: [] } });
  });

  it("is told live to those who are asked, and to nobody else", async () => {
    const [person, other] = [newPerson(), newPerson()];
    const colleague = { ...other, tenantId: person.tenantId };
    const query = "subscription { approvalsPending { cursor kind approval { title status } } }";
    const [mine, theirs] = await Promise.all([person, colleague].map((who) => workflows.subgraph.follow(who, query)));
    if (mine === undefined || theirs === undefined || !isStream(mine) || !isStream(theirs))
      throw new TypeError("no stream");
    const first = mine[Symbol.asyncIterator]().next();
    const foreign = theirs[Symbol.asyncIterator]().next();
    await workflows.start(person, await workflows.publish(person, asking(person)), { amount: 7 });
    expect(await first).toMatchObject({
      value: { data: { approvalsPending: { kind: "ASKED", approval: { title: "Pay 7?", status: "PENDING" } } } },
    });
    await workflows.start(colleague, await workflows.publish(colleague, asking(colleague)), { amount: 8 });
    expect(await foreign).toMatchObject({ value: { data: { approvalsPending: { approval: { title: "Pay 8?" } } } } });
  });
});

describe("branches that wait", () => {
  it("do not hold up others, and go on as soon as what they wait for is there", async () => {
    const person = newPerson();
    const name = await workflows.publish(person, {
      steps: [
        {
          id: "both",
          kind: "parallel",
          with: {
            branches: [
              {
                id: "asks",
                steps: [{ id: "ask", kind: "waitForEvent", with: { event: "go" } } as never, value("asked", 1)],
              },
              {
                id: "works",
                steps: [value("a", 1), { id: "pause", kind: "wait", with: { seconds: 1 } }, value("b", 2)],
              },
            ],
          },
        },
      ],
      output: "${steps.both.output}",
    });
    const id = await workflows.start(person, name);
    await eventually(async () => {
      const { steps } = await workflows.run(person, id);
      return steps.nodes.some(({ path, status }) => path === "b" && status === "SUCCEEDED") || undefined;
    });
    expect(await workflows.until(person, id, "WAITING")).toBeDefined();
    await workflows.ask(person, `mutation { sendRunEvent(input: { event: "go", payload: 1 }) { received } }`);
    expect(await workflows.until(person, id, "SUCCEEDED", "FAILED")).toMatchObject({ output: { asks: 1, works: 2 } });
  });
});

describe("runWorkflow", () => {
  it("starts a run of another workflow, and answers with what that answered", async () => {
    const person = newPerson();
    const child = await workflows.publish(person, {
      input: { n: { type: "number" } },
      steps: [value("square", "${input.n * input.n}")],
      output: "${steps.square.output}",
    });
    const parent = await workflows.publish(person, {
      steps: [
        {
          id: "each",
          kind: "forEach",
          with: {
            items: [1, 2, 3],
            parallelism: 3,
            steps: [{ id: "call", kind: "runWorkflow", with: { workflow: child, input: { n: "${item}" } } }],
            collect: "${steps.call.output.output}",
          },
        },
      ],
      output: "${steps.each.output.values}",
    });
    const id = await workflows.start(person, parent);
    expect(await workflows.until(person, id, "SUCCEEDED", "FAILED")).toMatchObject({ error: null, output: [1, 4, 9] });
  });

  it("fails with the run that it started, and cancels it when it is cancelled itself", async () => {
    const person = newPerson();
    const failing = await workflows.publish(person, {
      steps: [{ id: "no", kind: "fail", with: { code: "NOPE", message: "no" } }],
    });
    const call = (name: string) => ({
      steps: [{ id: "call", kind: "runWorkflow", with: { workflow: name } } as never],
    });
    const failed = await workflows.start(person, await workflows.publish(person, call(failing)));
    expect(await workflows.until(person, failed, "FAILED")).toMatchObject({ error: { code: "NOPE" } });

    const waiting = await workflows.publish(person, {
      steps: [{ id: "never", kind: "waitForEvent", with: { event: "never" } }],
    });
    const parent = await workflows.start(person, await workflows.publish(person, call(waiting)));
    await workflows.until(person, parent, "WAITING");
    const find = `{ runs(filter: { workflow: "${waiting}" }) { nodes { id status parent { id } } } }`;
    await eventually(async () => JSON.stringify(await workflows.ask(person, find)).includes("WAITING") || undefined);
    await workflows.ask(person, `mutation { cancelRun(id: "${parent}", reason: "enough") { run { status } } }`);
    await workflows.until(person, parent, "CANCELLED");
    expect(
      await eventually(async () => {
        const found = await workflows.ask(person, find);
        return JSON.stringify(found).includes("CANCELLED") ? found : undefined;
      }),
    ).toMatchObject({ runs: { nodes: [{ status: "CANCELLED", parent: { id: parent } }] } });
  });
});
