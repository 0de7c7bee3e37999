/* oxlint-disable unicorn/no-thenable -- a branch of a condition is called so */
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { newPerson } from "../../../tests/support/subgraph.ts";
import { startWorkflows, type Workflows } from "../fixtures/runs.ts";

let workflows: Workflows;
beforeAll(async () => {
  workflows = await startWorkflows();
});
afterAll(() => workflows.stop());

async function finished(given: Parameters<Workflows["publish"]>[1], input: Record<string, unknown> = {}) {
  const person = newPerson();
  const id = await workflows.start(person, await workflows.publish(person, given), input);
  const run = await workflows.until(person, id, "SUCCEEDED", "FAILED", "CANCELLED");
  const statuses = Object.fromEntries(run.steps.nodes.map(({ path, status }) => [path, status]));
  return { ...run, statuses };
}

const value = (id: string, template: unknown) => ({ id, kind: "transform", with: { value: template } }) as never;

describe("a run", () => {
  it("takes its steps in order, each with the outputs of those before", async () => {
    const run = await finished(
      {
        input: { amount: { type: "number" } },
        steps: [value("double", "${input.amount * 2}"), value("text", "It is ${steps.double.output}.")],
        output: { said: "${steps.text.output}", doubled: "${steps.double.output}" },
      },
      { amount: 21 },
    );
    expect(run).toMatchObject({ status: "SUCCEEDED", output: { said: "It is 42.", doubled: 42 } });
    expect(run.steps.nodes.map(({ path, attempts }) => [path, attempts])).toEqual([
      ["double", 1],
      ["text", 1],
    ]);
  });

  it("chooses by conditions, and skips what does not apply", async () => {
    const run = await finished(
      {
        input: { stage: { type: "string" } },
        steps: [
          {
            id: "big",
            kind: "condition",
            with: { if: "input.stage == 'WON'", then: [value("won", 1)], else: [value("lost", 2)] },
          },
          {
            id: "which",
            kind: "switch",
            with: {
              on: "${input.stage}",
              cases: [
                { equals: "LOST", steps: [value("a", "A")] },
                { equals: "WON", steps: [value("b", "B")] },
              ],
            },
          },
          { ...(value("never", 1) as object), when: "input.stage == 'LOST'" },
        ],
        output: ["${steps.big.output}", "${steps.which.output}"],
      },
      { stage: "WON" },
    );
    expect(run.output).toEqual([1, "B"]);
    expect(run.statuses).toEqual({
      big: "SUCCEEDED",
      won: "SUCCEEDED",
      which: "SUCCEEDED",
      b: "SUCCEEDED",
      never: "SKIPPED",
    });
  });

  it("takes branches beside each other, and answers by branch", async () => {
    const run = await finished({
      steps: [
        {
          id: "both",
          kind: "parallel",
          with: {
            branches: [
              { id: "left", steps: [value("l", "L")] },
              { id: "right", steps: [value("r", "R")] },
            ],
          },
        },
      ],
      output: "${steps.both.output}",
    });
    expect(run.output).toEqual({ left: "L", right: "R" });
  });

  it("takes the steps of a forEach for each item, and those inside of it in turn", async () => {
    const run = await finished(
      {
        input: { rows: { type: "json", list: true } },
        steps: [
          {
            id: "each",
            kind: "forEach",
            with: {
              items: "${input.rows}",
              parallelism: 3,
              steps: [
                {
                  id: "inner",
                  kind: "forEach",
                  with: {
                    items: "${item}",
                    steps: [value("double", "${item * 2}")],
                    collect: "${steps.double.output}",
                  },
                },
              ],
              collect: "${{'index': index, 'doubled': steps.inner.output.values}}",
            },
          },
        ],
        output: "${steps.each.output}",
      },
      { rows: [[1, 2], [], [3]] },
    );
    expect(run).toMatchObject({ error: null, status: "SUCCEEDED" });
    expect(run.output).toEqual({
      count: 3,
      succeeded: 3,
      failed: 0,
      values: [
        { index: 0, doubled: [2, 4] },
        { index: 1, doubled: [] },
        { index: 2, doubled: [6] },
      ],
    });
    expect(run.statuses["each[0].inner[1].double"]).toBe("SUCCEEDED");
  });

  it("takes no more than 100,000 items", async () => {
    const rows = Array.from({ length: 350 }, () => Array.from({ length: 350 }, () => 1));
    const run = await finished(
      {
        input: { rows: { type: "json", list: true } },
        steps: [{ id: "each", kind: "forEach", with: { items: "${input.rows.flatten()}", steps: [value("a", 1)] } }],
      },
      { rows },
    );
    expect(run).toMatchObject({ status: "FAILED", error: { code: "COST_LIMIT_EXCEEDED" } });
    expect(run.error?.message).toContain("122500");
  });

  it("goes on where an item failed when it is told to, and stops otherwise", async () => {
    const each = (continueOnError: boolean) =>
      ({
        id: "each",
        kind: "forEach",
        with: {
          items: [1, 0, 2],
          continueOnError,
          steps: [
            {
              id: "check",
              kind: "condition",
              with: {
                if: "item == 0",
                then: [{ id: "no", kind: "fail", with: { code: "ZERO", message: "${item} is zero" } }],
              },
            },
          ],
        },
      }) as never;
    const going = await finished({ steps: [each(true)], output: "${steps.each.output}" });
    expect(going.output).toEqual({ count: 3, succeeded: 2, failed: 1 });
    const stopping = await finished({ steps: [each(false)] });
    expect(stopping).toMatchObject({ status: "FAILED", error: { code: "ZERO", message: "0 is zero" } });
    expect(stopping.statuses["each[2].check"]).toBeUndefined();
  });

  it("takes what is provided for a failure, with the error known, and fails when nothing is", async () => {
    const failing = { id: "bad", kind: "fail", with: { code: "OOPS", message: "no" } };
    const provided = await finished({
      steps: [{ ...failing, onError: [value("instead", "${error.code}")] }, value("after", "${steps.instead.output}!")],
      output: "${steps.after.output}",
    });
    expect(provided).toMatchObject({ status: "SUCCEEDED", output: "OOPS!" });
    const ignored = await finished({ steps: [{ ...failing, onError: "continue" }], output: 1 });
    expect(ignored).toMatchObject({ status: "SUCCEEDED", output: 1 });
    const failed = await finished({
      steps: [failing, value("never", 1)],
      onFailure: [value("cleanUp", "${error.message}")],
    });
    expect(failed).toMatchObject({ status: "FAILED", error: { code: "OOPS", message: "no" } });
    expect(failed.statuses).toEqual({ bad: "FAILED", cleanUp: "SUCCEEDED" });
  });

  it("fails a step whose expression fails, and says which", async () => {
    const run = await finished({ steps: [value("bad", "${input.nothing.there}")] });
    expect(run).toMatchObject({ status: "FAILED", error: { code: "BAD_USER_INPUT" } });
    expect(run.error?.message).toContain("input.nothing.there");
  });

  it("keeps what is large by itself, and hands it on all the same", async () => {
    const run = await finished({
      steps: [
        value("large", { list: Array.from({ length: 2_000 }, (_, index) => ({ index, text: "some text" })) }),
        value("last", "${steps.large.output.list[1999].index}"),
      ],
      output: "${steps.last.output}",
    });
    expect(run.output).toBe(1_999);
    expect(run.steps.nodes[0]?.output).toMatchObject({ list: { length: 2_000 } });
  });

  it.each(["12", "true", "null", '{"a":1}', "", "\u0000\ud800"])(
    "hands the text %j on as it is, also in a later turn",
    async (text) => {
      const run = await finished(
        {
          input: { text: { type: "json" } },
          steps: [
            value("said", "${input.text}"),
            { id: "pause", kind: "wait", with: { seconds: 0.01 } },
            value("again", "${steps.said.output}"),
          ],
          output: { said: "${steps.again.output}" },
        },
        { text },
      );
      const stored = text.replaceAll("\u0000", "\ufffd").replaceAll("\ud800", "\ufffd");
      expect(run).toMatchObject({ error: null, output: { said: stored } });
      expect(run.steps.nodes.map(({ output }) => output)).toEqual([stored, expect.anything(), stored]);
    },
  );
});
