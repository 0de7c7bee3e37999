/* oxlint-disable unicorn/no-thenable -- a branch of a condition is called so */
import { isDeepStrictEqual } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { isStream } from "../../../kernel/executor/executor.ts";
import type { Person } from "../../../kernel/identity/caller.ts";
import { eventually } from "../../../tests/support/eventually.ts";
import { newPerson } from "../../../tests/support/subgraph.ts";
import { startWorkflows, type Workflows } from "../fixtures/runs.ts";

/** What the supergraph answers to a step's query, by what the query says. */
const answers = new Map<string, () => object>();
let workflows: Workflows;
beforeAll(async () => {
  workflows = await startWorkflows(({ query }) => {
    for (const [text, answer] of answers) if (query.includes(text)) return answer();
    return { data: {} };
  });
});
afterAll(() => workflows.stop());

const value = (id: string, template: unknown) => ({ id, kind: "transform", with: { value: template } }) as never;
const waitFor = (event: string) => ({ id: `wait_${event}`, kind: "waitForEvent", with: { event } }) as never;
const ended = ["SUCCEEDED", "FAILED", "CANCELLED"];

const control = (person: Person, field: "cancelRun" | "pauseRun" | "resumeRun" | "retryRun", id: string) =>
  workflows.ask(person, `mutation { ${field}(id: "${id}") { run { id status } } }`);
const send = (person: Person, event: string) =>
  workflows.ask(person, `mutation { sendRunEvent(input: { event: "${event}" }) { received } }`);

describe("startRun", () => {
  it("repeated with the same key answers with the first run, and refuses the key for anything else", async () => {
    const person = newPerson();
    const name = await workflows.publish(person, {
      input: { n: { type: "number" } },
      steps: [value("a", "${input.n}")],
    });
    const starts = await Promise.all(
      Array.from({ length: 5 }, () => workflows.start(person, name, { n: 1 }, { idempotencyKey: "k" })),
    );
    expect(new Set(starts).size).toBe(1);
    await expect(workflows.start(person, name, { n: 2 }, { idempotencyKey: "k" })).rejects.toThrow("CONFLICT");
  });

  it("answers with the run under way that has the same deduplication key", async () => {
    const person = newPerson();
    const name = await workflows.publish(person, {
      input: { deal: { type: "string" } },
      deduplicateBy: "${input.deal}",
      steps: [waitFor("go")],
    });
    const starts = await Promise.all(["a", "a", "b"].map((deal) => workflows.start(person, name, { deal })));
    expect(starts[0]).toBe(starts[1]);
    expect(starts[2]).not.toBe(starts[0]);
    await Promise.all(starts.map((id) => workflows.until(person, id, "WAITING")));
    await send(person, "go");
    await workflows.until(person, starts[0] ?? "", "SUCCEEDED");
    expect(await workflows.start(person, name, { deal: "a" })).not.toBe(starts[0]);
  });

  it("refuses input that does not fit, and workflows that are not there", async () => {
    const person = newPerson();
    const name = await workflows.publish(person, { input: { n: { type: "number" } }, steps: [value("a", 1)] });
    await expect(workflows.start(person, name, { n: "x" })).rejects.toThrow("BAD_USER_INPUT");
    await expect(workflows.start(person, name, {})).rejects.toThrow("BAD_USER_INPUT");
    await expect(workflows.start(newPerson(), name, { n: 1 })).rejects.toThrow("NOT_FOUND");
  });

  it("lets as many runs go as the concurrency allows, and the next as soon as one has ended", async () => {
    const person = newPerson();
    const name = await workflows.publish(person, {
      concurrency: 2,
      input: { n: { type: "number" } },
      steps: [{ id: "go", kind: "waitForEvent", with: { event: "go", key: "${input.n}" } }],
    });
    const ids: string[] = [];
    for (const n of [0, 1, 2, 3]) ids.push(await workflows.start(person, name, { n }));
    const statuses = async () => Promise.all(ids.map(async (id) => (await workflows.run(person, id)).status));
    const come = (...expected: string[]) =>
      eventually(async () => (isDeepStrictEqual(await statuses(), expected) ? true : undefined));
    await come("WAITING", "WAITING", "QUEUED", "QUEUED");
    const release = (n: number) =>
      workflows.ask(person, `mutation { sendRunEvent(input: { event: "go", key: "${n}" }) { received } }`);
    await release(1);
    await come("WAITING", "SUCCEEDED", "WAITING", "QUEUED");
    await release(0);
    await come("SUCCEEDED", "SUCCEEDED", "WAITING", "WAITING");
  });

  it("lets as many runs begin in a period as the rate allows", async () => {
    const person = newPerson();
    const name = await workflows.publish(person, { rate: { limit: 2, periodSeconds: 2 }, steps: [value("a", 1)] });
    const begun = Date.now();
    const ids = await Promise.all(Array.from({ length: 4 }, () => workflows.start(person, name)));
    await Promise.all(ids.map((id) => workflows.until(person, id, "SUCCEEDED")));
    expect(Date.now() - begun).toBeGreaterThanOrEqual(2_000);
  });
});

describe("cancelRun", () => {
  it("stops before the next step, takes the steps for failures, and is told once", async () => {
    const person = newPerson();
    const name = await workflows.publish(person, {
      steps: [value("first", 1), waitFor("never"), value("last", 1)],
      onFailure: [value("cleanUp", "${error.code}")],
    });
    const id = await workflows.start(person, name);
    await workflows.until(person, id, "WAITING");
    await Promise.all([control(person, "cancelRun", id), control(person, "cancelRun", id)]);
    const run = await workflows.until(person, id, ...ended);
    expect(run.status).toBe("CANCELLED");
    expect(run.steps.nodes.map(({ path, status }) => [path, status])).toEqual([
      ["first", "SUCCEEDED"],
      ["wait_never", "WAITING"],
      ["cleanUp", "SUCCEEDED"],
    ]);
    await control(person, "cancelRun", id);
    expect(await workflows.run(person, id)).toMatchObject({ status: "CANCELLED" });
  });

  it("ends a run that its workflow's concurrency holds back, at once", async () => {
    const person = newPerson();
    const name = await workflows.publish(person, { concurrency: 1, steps: [waitFor("go")] });
    const first = await workflows.start(person, name);
    const second = await workflows.start(person, name);
    await control(person, "cancelRun", second);
    expect(await workflows.run(person, second)).toMatchObject({ status: "CANCELLED" });
    await control(person, "cancelRun", first);
    await workflows.until(person, first, "CANCELLED");
  });

  it("is nothing that another tenant can do", async () => {
    const person = newPerson();
    const id = await workflows.start(person, await workflows.publish(person, { steps: [waitFor("never")] }));
    for (const field of ["cancelRun", "pauseRun", "resumeRun", "retryRun"] as const) {
      await expect(control(newPerson(), field, id)).rejects.toThrow("NOT_FOUND");
    }
  });
});

describe("a deadline", () => {
  it("ends a run that has not ended by then, whatever it waits for", async () => {
    const person = newPerson();
    const name = await workflows.publish(person, { deadlineSeconds: 1, steps: [waitFor("never")] });
    const id = await workflows.start(person, name);
    expect(await workflows.until(person, id, ...ended)).toMatchObject({ status: "FAILED", error: { code: "TIMEOUT" } });
  });
});

describe("pauseRun", () => {
  it("stops a run before its next step until it is resumed, also when what it waits for comes meanwhile", async () => {
    const person = newPerson();
    const name = await workflows.publish(person, { steps: [waitFor("go"), value("after", 1)] });
    const id = await workflows.start(person, name);
    await workflows.until(person, id, "WAITING");
    await control(person, "pauseRun", id);
    await send(person, "go");
    await workflows.until(person, id, "PAUSED");
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(await workflows.run(person, id)).toMatchObject({ status: "PAUSED" });
    await control(person, "resumeRun", id);
    expect(await workflows.until(person, id, ...ended)).toMatchObject({ status: "SUCCEEDED" });
    await expect(control(person, "resumeRun", id)).rejects.toThrow("CONFLICT");
    await expect(control(person, "pauseRun", id)).rejects.toThrow("CONFLICT");
  });
});

describe("an action", () => {
  it("is tried again after failures that may pass, and not after others", async () => {
    const person = newPerson();
    let calls = 0;
    answers.set("FlakyQuery", () => {
      calls += 1;
      return calls < 3
        ? { errors: [{ message: "down", extensions: { code: "UPSTREAM_UNAVAILABLE" } }] }
        : { data: { ok: true } };
    });
    answers.set("BadQuery", () => ({ errors: [{ message: "no", extensions: { code: "FORBIDDEN" } }] }));
    const graphql = (query: string) => ({
      steps: [
        { id: "ask", kind: "graphql", with: { query: `query ${query} { ok }` }, retry: { initialSeconds: 0.05 } },
      ] as never,
    });
    const flaky = await workflows.start(person, await workflows.publish(person, graphql("FlakyQuery")));
    const run = await workflows.until(person, flaky, ...ended);
    expect(run).toMatchObject({ status: "SUCCEEDED", steps: { nodes: [{ attempts: 3 }] } });
    expect(run.steps.nodes[0]?.failures.map(({ attempt, error }) => [attempt, error.code])).toEqual([
      [1, "UPSTREAM_UNAVAILABLE"],
      [2, "UPSTREAM_UNAVAILABLE"],
    ]);
    const bad = await workflows.start(person, await workflows.publish(person, graphql("BadQuery")));
    expect(await workflows.until(person, bad, ...ended)).toMatchObject({
      status: "FAILED",
      error: { code: "FORBIDDEN" },
      steps: { nodes: [{ attempts: 1, status: "FAILED" }] },
    });
  });

  it("pauses between attempts without a worker, when the pause is long", async () => {
    const person = newPerson();
    answers.set("SlowlyMended", () => ({
      errors: [{ message: "later", extensions: { code: "RATE_LIMITED", retryAfterMs: 6_000 } }],
    }));
    const name = await workflows.publish(person, {
      steps: [{ id: "ask", kind: "graphql", with: { query: "query SlowlyMended { ok }" } }] as never,
    });
    const id = await workflows.start(person, name);
    await workflows.until(person, id, "WAITING");
    answers.set("SlowlyMended", () => ({ data: { ok: true } }));
    expect(await workflows.until(person, id, ...ended)).toMatchObject({ status: "SUCCEEDED" });
  });
});

describe("retryRun and replayRun", () => {
  it("goes on from the step that failed; what succeeded is not done again", async () => {
    const person = newPerson();
    let works = false;
    let before = 0;
    answers.set("BeforeIt", () => {
      before += 1;
      return { data: { ok: true } };
    });
    answers.set("ByHand", () =>
      works ? { data: { ok: true } } : { errors: [{ message: "no", extensions: { code: "NOT_FOUND" } }] },
    );
    const ask = (id: string, query: string) =>
      ({ id, kind: "graphql", with: { query: `query ${query} { ok }` } }) as never;
    const name = await workflows.publish(person, {
      steps: [
        ask("before", "BeforeIt"),
        { id: "maybe", kind: "condition", with: { if: "true", then: [ask("ask", "ByHand")] } },
      ],
      onFailure: [value("cleanUp", 1)],
    });
    const id = await workflows.start(person, name);
    await workflows.until(person, id, "FAILED");
    works = true;
    await control(person, "retryRun", id);
    expect(await workflows.until(person, id, "SUCCEEDED")).toMatchObject({ error: null });
    expect(before).toBe(1);
    await expect(control(person, "retryRun", id)).rejects.toThrow("CONFLICT");
  });

  it("starts a run with the input of another, for who may see it", async () => {
    const person = newPerson();
    const name = await workflows.publish(person, {
      input: { n: { type: "number" } },
      steps: [value("a", "${input.n}")],
      output: "${steps.a.output}",
    });
    const first = await workflows.start(person, name, { n: 4 });
    await workflows.until(person, first, "SUCCEEDED");
    const replay = `mutation { replayRun(id: "${first}") { run { id replayOf { id } } } }`;
    const { replayRun } = (await workflows.ask(person, replay)) as {
      replayRun: { run: { id: string; replayOf: { id: string } } };
    };
    expect(replayRun.run.replayOf.id).toBe(first);
    expect(await workflows.until(person, replayRun.run.id, "SUCCEEDED")).toMatchObject({ output: 4 });
    const colleague = newPerson({ role: "editor", tenantId: person.tenantId });
    await expect(workflows.ask(colleague, replay)).rejects.toThrow("FORBIDDEN");
  });
});

describe("what a run saw", () => {
  it("is shown to who it acted for and to holders of runs:data, and to nobody else", async () => {
    const person = newPerson({ role: "editor" });
    const name = await workflows.publish(person, {
      input: { n: { type: "number" } },
      steps: [value("a", "${input.n}")],
      output: "${steps.a.output}",
    });
    const id = await workflows.start(person, name, { n: 4 });
    await workflows.until(person, id, "SUCCEEDED");
    const shown = { input: { n: 4 }, output: 4, steps: { nodes: [{ output: 4 }] } };
    const hidden = {
      status: "SUCCEEDED",
      input: null,
      output: null,
      steps: { nodes: [{ output: null, status: "SUCCEEDED" }] },
    };
    expect(await workflows.run(person, id)).toMatchObject(shown);
    expect(await workflows.run(newPerson({ role: "admin", tenantId: person.tenantId }), id)).toMatchObject(shown);
    expect(await workflows.run(newPerson({ role: "editor", tenantId: person.tenantId }), id)).toMatchObject(hidden);
  });
});

describe("runsUpdated", () => {
  it("tells of all runs that match, from now on, and goes on after a cursor without a gap", async () => {
    const person = newPerson();
    const name = await workflows.publish(person, { steps: [value("a", 1)] });
    const other = await workflows.publish(person, { steps: [value("a", 1)] });
    const query = `subscription ($after: ID) { runsUpdated(filter: { workflow: "${name}" }, after: $after) { cursor kind path run { id status } } }`;
    const follow = async (after: string | null) => {
      const stream = await workflows.subgraph.follow(
        person,
        query.replace("$after)", after === null ? "null)" : `"${after}")`).replace("($after: ID)", ""),
      );
      if (!isStream(stream)) throw new TypeError(JSON.stringify(stream));
      return stream[Symbol.asyncIterator]();
    };
    const events = await follow(null);
    await workflows.start(person, other);
    const ids = [await workflows.start(person, name), await workflows.start(person, name)];
    const seen: { cursor: string; kind: string; run: { id: string } }[] = [];
    while (seen.filter(({ kind }) => kind === "SUCCEEDED").length < 2) {
      const { value: event } = await events.next();
      seen.push((event as { data: { runsUpdated: (typeof seen)[number] } }).data.runsUpdated);
    }
    await events.return?.();
    for (const id of ids) {
      const kinds = seen.filter(({ run }) => run.id === id).map(({ kind }) => kind);
      expect(kinds).toEqual(["QUEUED", "STARTED", "STEP_SUCCEEDED", "SUCCEEDED"]);
    }
    expect(seen).toHaveLength(8);

    const again = await follow(seen[3]?.cursor ?? "");
    const rest: string[] = [];
    while (rest.length < 4) {
      const { value: event } = await again.next();
      rest.push((event as { data: { runsUpdated: { cursor: string } } }).data.runsUpdated.cursor);
    }
    await again.return?.();
    expect(rest).toEqual(seen.slice(4).map(({ cursor }) => cursor));
  });
});
