/* oxlint-disable unicorn/no-thenable -- a condition's steps, never awaited */
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { silentLogger } from "../../../kernel/logger.ts";
import { validateDefinition } from "../definitions/validation/validate-definition.ts";
import { createEvaluator } from "../expressions/create-evaluator.ts";
import type { Evaluator } from "../expressions/evaluator.ts";
import { dryRun } from "./dry-run.ts";
import type { DryRun } from "./dry-step.ts";

let evaluator: Evaluator;
beforeAll(() => {
  evaluator = createEvaluator({ logger: silentLogger });
});
afterAll(() => evaluator.close());

const records = [
  { id: "r1", cells: { Amount: 5 } },
  { id: "r2", cells: { Amount: 50 } },
];
const find = { id: "find", kind: "queryRecords", with: { baseId: "app1", table: "Tasks" } };
const say = (id: string, value: unknown, besides: Record<string, unknown> = {}) => ({
  id,
  kind: "transform",
  with: { value },
  ...besides,
});
const send = {
  id: "send",
  kind: "http",
  with: { method: "POST", url: "https://example.com", body: "${secrets.token}" },
};

async function walk(
  json: unknown,
  {
    input = {},
    read = async () => ({ records, hasMore: false }),
  }: { input?: Record<string, unknown>; read?: (kind: string, settings: unknown) => Promise<unknown> } = {},
): Promise<DryRun> {
  const { definition, problems } = validateDefinition(json);
  if (definition === undefined) throw new Error(JSON.stringify(problems));
  return dryRun({ evaluator, read }, definition, { input, trigger: {}, run: { id: "none" } });
}

const told = ({ steps }: DryRun) =>
  steps.map(({ path, outcome, certain }) => `${path} ${outcome}${certain ? "" : "?"}`);

describe("a dry run", () => {
  it("asks what only reads, works out what follows from it, and does nothing else", async () => {
    const asked: unknown[] = [];
    const run = await walk(
      {
        steps: [
          find,
          say("first", "${steps.find.output.records[0].id}"),
          { id: "query", kind: "graphql", with: { query: "{ me { id } }" } },
          { id: "mutate", kind: "graphql", with: { query: "mutation { x }" } },
          {
            id: "change",
            kind: "updateRecords",
            with: { records: [{ id: "${steps.first.output}", cells: { A: "${1 + 1}" } }] },
          },
          send,
        ],
        output: "${steps.first.output}!",
      },
      {
        read: async (kind, settings) => {
          asked.push([kind, settings]);
          return { records };
        },
      },
    );
    expect(asked).toEqual([
      ["queryRecords", { baseId: "app1", table: "Tasks", limit: 1000 }],
      ["graphql", { query: "{ me { id } }", variables: {}, idempotent: false }],
    ]);
    expect(told(run)).toEqual([
      "find READ",
      "first WORKED_OUT",
      "query READ",
      "mutate WOULD_BE_DONE",
      "change WOULD_BE_DONE",
      "send WOULD_BE_DONE",
    ]);
    expect(run.steps[4]).toMatchObject({ input: { records: [{ id: "r1", cells: { A: 2 } }] }, dependsOn: [] });
    expect(run.steps[4]).toMatchObject({ note: "would update 1 record" });
    expect(run.steps[5]).toMatchObject({ input: { body: "***" }, note: "would send POST https://example.com" });
    expect(run).toMatchObject({ output: "r1!", failure: null, truncated: false });
  });

  it("tells what a step hangs on that is not known, and what of it is known all the same", async () => {
    const run = await walk({
      steps: [
        send,
        say("uses", { status: "${steps.send.output.status}", sum: "${1 + 1}" }),
        say("later", "${steps.uses.output.sum}"),
      ],
      output: "${steps.later.output}",
    });
    expect(run.steps.slice(1)).toMatchObject([
      { input: { value: { status: "${steps.send.output.status}", sum: 2 } }, output: null, dependsOn: ["send"] },
      { dependsOn: ["uses"] },
    ]);
    expect(run.output).toBeNull();
  });

  it("takes the branch that a condition or switch decides for, and both where that is not known", async () => {
    const decide = (id: string, condition: string) => ({
      id,
      kind: "condition",
      with: { if: condition, then: [say(`${id}_then`, 1)], else: [say(`${id}_else`, 2)] },
    });
    const run = await walk({
      steps: [
        decide("known", "size('x') == 1"),
        send,
        decide("unknown", "steps.send.output.status == 200.0"),
        {
          id: "switch",
          kind: "switch",
          with: {
            on: "${'b'}",
            cases: [
              { equals: "a", steps: [say("a", 1)] },
              { equals: "b", steps: [say("b", 1)] },
            ],
          },
        },
        say("maybe", 1, { when: "steps.send.output.status == 200.0" }),
        say("never", 1, { when: "size('') > 0" }),
        say("after", "${steps.maybe.output}"),
      ],
    });
    expect(told(run)).toEqual([
      "known WORKED_OUT",
      "known_then WORKED_OUT",
      "send WOULD_BE_DONE",
      "unknown WOULD_BE_DONE",
      "unknown_then WORKED_OUT?",
      "unknown_else WORKED_OUT?",
      "switch WORKED_OUT",
      "b WORKED_OUT",
      "maybe WORKED_OUT?",
      "never SKIPPED",
      "after WORKED_OUT",
    ]);
    expect(run.steps.at(-1)).toMatchObject({ dependsOn: ["maybe"] });
    expect(run.steps[6]).toMatchObject({ note: "case 2 is taken" });
  });

  it("walks the first items of a list, or the steps once where the items are not known", async () => {
    const each = (id: string, items: unknown) => ({
      id,
      kind: "forEach",
      with: { items, steps: [say(`${id}_one`, "${item}")], collect: `\${steps.${id}_one.output}` },
    });
    const run = await walk({
      steps: [
        each("few", [1, 2]),
        each("many", "${range(7)}"),
        send,
        each("unknown", "${steps.send.output.body}"),
        say("sum", "${steps.few.output}"),
      ],
    });
    expect(told(run)).toEqual([
      "few WORKED_OUT",
      "few[0].few_one WORKED_OUT",
      "few[1].few_one WORKED_OUT",
      "many WORKED_OUT",
      ...[0, 1, 2, 3, 4].map((at) => `many[${at}].many_one WORKED_OUT`),
      "send WOULD_BE_DONE",
      "unknown WOULD_BE_DONE",
      "unknown[*].unknown_one WORKED_OUT?",
      "sum WORKED_OUT",
    ]);
    expect(run.steps[3]).toMatchObject({ note: "of 7 items, the first 5 are walked" });
    expect(run.steps.at(-1)).toMatchObject({ output: { count: 2, succeeded: 2, failed: 0, values: [1, 2] } });
  });

  it("tells of a failure where it would be, and goes on as the definition says", async () => {
    const failing = say("bad", "${input.list[5]}");
    const definition = { input: { list: { type: "json", list: true } }, onFailure: [say("sorry", "${error.code}")] };
    const input = { list: [1] };
    const fails = await walk({ ...definition, steps: [failing, say("after", 1)] }, { input });
    expect(told(fails)).toEqual(["bad FAILS", "sorry WORKED_OUT"]);
    expect(fails).toMatchObject({
      failure: { code: "BAD_USER_INPUT", message: expect.stringContaining("the list has 1 items") },
    });
    expect(fails.steps[1]).toMatchObject({ output: "BAD_USER_INPUT" });

    const goesOn = await walk(
      { ...definition, steps: [{ ...failing, onError: "continue" }, say("after", "${steps.bad.output}")] },
      { input },
    );
    expect(told(goesOn)).toEqual(["bad FAILS", "after WORKED_OUT"]);
    const handled = await walk(
      { ...definition, steps: [{ ...failing, onError: [say("handler", "${error.message}")] }] },
      { input },
    );
    expect(told(handled)).toEqual(["bad FAILS", "handler WORKED_OUT"]);
  });

  it("tells of what can't be read, and of a step that fails on purpose only where it is reached", async () => {
    const read = async () => {
      throw new AirgraphError("NOT_FOUND", "There is no such table.");
    };
    expect(await walk({ steps: [find] }, { read })).toMatchObject({
      failure: { code: "NOT_FOUND" },
      steps: [{ outcome: "FAILS", failure: { message: "There is no such table." } }],
    });
    const run = await walk({
      steps: [
        send,
        {
          id: "c",
          kind: "condition",
          with: {
            if: "steps.send.output.status > 399.0",
            then: [{ id: "f", kind: "fail", with: { code: "NO", message: "x" } }],
          },
        },
        say("after", 1),
      ],
    });
    expect(told(run)).toEqual(["send WOULD_BE_DONE", "c WOULD_BE_DONE", "f FAILS?", "after WORKED_OUT"]);
    expect(run.failure).toBeNull();
  });

  it("describes what acts, asks and waits, and knows nothing of what comes of it", async () => {
    const run = await walk({
      steps: [
        { id: "pause", kind: "wait", with: { seconds: "${30 * 2}" } },
        { id: "ask", kind: "approval", with: { title: "Go on?", assignees: [{ roleId: "owner" }] } },
        { id: "sub", kind: "runWorkflow", with: { workflow: "other", input: { a: "${1 + 1}" } } },
        {
          id: "both",
          kind: "saga",
          with: {
            steps: [
              { id: "one", do: { kind: "deleteRecords", with: { ids: ["r"] } } },
              {
                id: "two",
                do: { kind: "updateRecords", with: { records: [{ id: "${steps.sub.output.runId}", cells: {} }] } },
              },
            ],
          },
        },
      ],
      output: "${steps.ask.output.approved}",
    });
    expect(run.steps).toMatchObject([
      { path: "pause", outcome: "WOULD_BE_DONE", input: { seconds: 60 } },
      { path: "ask", input: { title: "Go on?" } },
      { path: "sub", input: { workflow: "other", input: { a: 2 } } },
      {
        path: "both",
        note: "all or nothing: one would delete 1 record; two would update 1 record",
        dependsOn: ["sub"],
        certain: true,
      },
    ]);
    expect(run.output).toBeNull();
  });

  it("tells no more than 500 steps, and reads no more than 50 times", async () => {
    let reads = 0;
    const run = await walk(
      { steps: Array.from({ length: 600 }, (_, at) => ({ ...find, id: `find${at}` })) },
      {
        read: async () => {
          reads += 1;
          return { records };
        },
      },
    );
    expect([run.steps.length, run.truncated, reads]).toEqual([500, true, 50]);
  });
});
