/* oxlint-disable unicorn/no-thenable -- a condition's steps, never awaited */
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { buildSchema } from "graphql";
import { createOperationCheck } from "../../../../kernel/executor/check-operation.ts";
import type { Knowledge } from "./knowledge.ts";
import { problemCodes } from "./problem.ts";
import { validateDefinition } from "./validate-definition.ts";

const recordId = `app${"a".repeat(14)}/tbl${"b".repeat(14)}/rec${"c".repeat(14)}`;

function say(id: string, value: unknown = 1, besides: Record<string, unknown> = {}) {
  return { id, kind: "transform", with: { value }, ...besides };
}

const remove = { kind: "deleteRecords", with: { ids: ["r"] } };
const make = (name: string) => ({
  kind: "createRecords",
  with: { baseId: "b", table: "t", records: [{ Name: name }] },
});
const post = (body: string) => ({ kind: "http", with: { method: "POST", url: "https://example.com", body } });
const saga = (...steps: unknown[]) => ({ id: "saga", kind: "saga", with: { steps } });

function send(body: string) {
  return { id: "send", kind: "http", with: { method: "POST", url: "https://example.com/", body } };
}

function problemsOf(json: unknown, knowledge?: Knowledge): readonly string[] {
  return (validateDefinition(json, knowledge).problems ?? []).map(
    ({ path, code, message }) => `${path} ${code}: ${message}`,
  );
}

/** As part of a definition that is sound otherwise. */
const withSteps = (...steps: unknown[]) => ({ steps });

describe("a definition that is sound", () => {
  it("comes back with its defaults", () => {
    const { definition } = validateDefinition({
      input: {
        record: { type: "record" },
        limit: { type: "number", default: 5 },
        tags: { type: "string", list: true },
      },
      triggers: [
        {
          id: "nightly",
          kind: "cron",
          schedule: "0 3 * * *",
          with: { record: recordId, tags: ["${trigger.scheduledAt}"] },
        },
      ],
      steps: [
        { id: "read", kind: "getRecord", with: { recordId: "${input.record}" } },
        {
          id: "find",
          kind: "queryRecords",
          with: {
            baseId: "app1",
            table: "Tasks",
            limit: "${input.limit * 2}",
            filter: { eq: "${steps.read.output.cells.Name}" },
          },
        },
        {
          id: "each",
          kind: "forEach",
          with: {
            items: "${steps.find.output.records}",
            steps: [
              {
                id: "check",
                kind: "condition",
                with: { if: "item.cells.Amount > index", then: [say("big", "${item.id}")] },
              },
              {
                id: "ask",
                kind: "approval",
                with: { title: "Pay ${item.cells.Name}?", assignees: [{ roleId: "owner" }] },
              },
            ],
            collect: "${steps.ask.output.approved}",
          },
        },
        {
          id: "both",
          kind: "parallel",
          with: {
            branches: [
              { id: "a", steps: [say("one")] },
              { id: "b", steps: [say("two")] },
            ],
          },
        },
        say("sum", "${steps.one.output} ${steps.two.output} ${steps.both.output.a} ${steps.each.output.values[0]}"),
        {
          id: "send",
          kind: "http",
          with: {
            method: "POST",
            url: "https://example.com/${steps.read.output.id}",
            headers: { authorization: "Bearer ${secrets.token}" },
          },
          onError: [say("failed", "${error.code}")],
        },
        saga(
          { id: "made", do: make("${steps.read.output.id}") },
          { id: "told", do: post("${steps.made.output.records[0].id}"), undo: post("${steps.told.output.body}") },
        ),
        say("both_done", "${steps.saga.output.steps.made.records[0].id}"),
        {
          id: "mail",
          kind: "sendMail",
          with: { to: "${input.tags}", subject: "s", text: "${steps.send.output.status}" },
        },
      ],
      output: { mails: "${steps.mail.output.recipients}" },
      onFailure: [say("sorry", "${error.message}")],
    });
    expect(definition).toMatchObject({
      priority: 100,
      steps: { length: 9 },
      triggers: [{ timeZone: "UTC", missed: "last" }],
    });
  });
});

describe("what is no definition is told where, in plain words", () => {
  it.each([
    [null, " MALFORMED: it must be an object, and is null."],
    [{}, "steps MALFORMED: it is missing."],
    [{ steps: [] }, "steps MALFORMED: it must have at least 1 items."],
    [
      withSteps({ id: "a", kind: "nonsense", with: {} }),
      'steps[0].kind MALFORMED: it is of no kind that is known: "nonsense".',
    ],
    [withSteps({ id: "a", with: {} }), "steps[0].kind MALFORMED: it is missing."],
    [
      withSteps(say("1a")),
      "steps[0].id MALFORMED: it must be a name of letters, digits and _ that begins with no digit.",
    ],
    [withSteps({ ...say("a"), whem: "true" }), "steps[0].whem MALFORMED: there is no setting `whem` here."],
    [withSteps({ id: "a", kind: "http", with: { method: "GET" } }), "steps[0].with.url MALFORMED: it is missing."],
    [
      withSteps({ id: "a", kind: "http", with: { method: "FETCH", url: "https://a.b" } }),
      'steps[0].with.method MALFORMED: it must be one of GET, HEAD, POST, PUT, PATCH, DELETE, and is "FETCH".',
    ],
    [
      withSteps({ id: "a", kind: "wait", with: { seconds: "soon" } }),
      "steps[0].with.seconds MALFORMED: it must be a number or one ${…}.",
    ],
    [withSteps({ id: "a", kind: "wait", with: { hours: 2 } }), "steps[0].with.seconds MALFORMED: it is missing."],
    [
      withSteps(say("a", 1, { onError: "ignore" })),
      "steps[0].onError MALFORMED: it must be `continue` or a list, and is a text.",
    ],
    [
      withSteps(say("a", 1, { onError: [{ id: "b", kind: "getRecord", with: {} }] })),
      "steps[0].onError[0].with.recordId MALFORMED: it is missing.",
    ],
    [
      withSteps({
        id: "a",
        kind: "saga",
        with: { steps: [{ id: "b", do: { kind: "getRecord", with: { recordId: 1 } } }] },
      }),
      "steps[0].with.steps[0].do.with.recordId MALFORMED: it must be a text, and is a number.",
    ],
    [{ ...withSteps(say("a")), concurrency: 0 }, "concurrency MALFORMED: it must be at least 1."],
    [
      { ...withSteps(say("a")), input: { "a b": { type: "json" } } },
      'input["a b"] MALFORMED: must be a name of letters, digits and _ that begins with no digit.',
    ],
  ])("%j", (json, problem) => {
    expect(problemsOf(json)).toContain(problem);
  });
});

describe("what can't be carried out is told", () => {
  it.each([
    ["a step twice", withSteps(say("a"), say("a")), "steps[1].id DUPLICATE_ID: There is a step `a` already."],
    [
      "a step that there is not",
      withSteps(say("a", "${steps.b.output}")),
      "steps[0].with.value UNKNOWN_STEP: There is no step `b`.",
    ],
    [
      "a later step",
      withSteps(say("a", "${steps.b.output}"), say("b")),
      "steps[0].with.value STEP_NOT_DONE: Step `b` is not surely done by then: it comes later, in another branch, or inside a step that is over.",
    ],
    [
      "a step in a condition, from outside",
      withSteps(
        { id: "c", kind: "condition", with: { if: "input == input", then: [say("a")] } },
        say("b", "${steps.a.output}"),
      ),
      "steps[1].with.value STEP_NOT_DONE",
    ],
    [
      "a step in another branch",
      withSteps({
        id: "p",
        kind: "parallel",
        with: {
          branches: [
            { id: "x", steps: [say("a")] },
            { id: "y", steps: [say("b", "${steps.a.output}")] },
          ],
        },
      }),
      "steps[0].with.branches[1].steps[0].with.value STEP_NOT_DONE",
    ],
    [
      "a step in branches that may be left out",
      withSteps(
        { id: "p", when: "input == input", kind: "parallel", with: { branches: [{ id: "x", steps: [say("a")] }] } },
        say("b", "${steps.a.output}"),
      ),
      "steps[1].with.value STEP_NOT_DONE",
    ],
    [
      "a step in a forEach, from outside",
      withSteps({ id: "f", kind: "forEach", with: { items: [1], steps: [say("a")] } }, say("b", "${steps.a.output}")),
      "steps[1].with.value STEP_NOT_DONE",
    ],
    [
      "item outside of a forEach",
      withSteps(say("a", "${item.id}")),
      "steps[0].with.value BAD_EXPRESSION: `item.id` can't be worked out: `item` is not known here; what is: input, trigger, run, steps.",
    ],
    ["error outside of onError", withSteps(say("a", "${error.code}")), "steps[0].with.value BAD_EXPRESSION"],
    [
      "an input that there is not",
      withSteps(say("a", "${input.nme}")),
      "steps[0].with.value BAD_EXPRESSION: `input.nme` can't be worked out: there is no `nme`; nothing is there.",
    ],
    [
      "no CEL",
      withSteps(say("a", ["x", { y: "${1 +}" }])),
      "steps[0].with.value[1].y BAD_EXPRESSION: `1 +` is no CEL expression",
    ],
    [
      "a template that is not closed",
      withSteps(say("a", "${1")),
      "steps[0].with.value BAD_EXPRESSION: `${1` is not closed by a `}`.",
    ],
    [
      "a secret in a condition",
      withSteps(say("a", 1, { when: "secrets.a == 'x'" })),
      "steps[0].when BAD_EXPRESSION: `secrets.a == 'x'` reads a secret",
    ],
    [
      "a step of a saga that comes later, since deletions come last",
      withSteps(saga({ id: "x", do: remove }, { id: "y", do: make("${steps.x.output.ids[0]}") })),
      "steps[0].with.steps[1].do.with.records[0].Name UNKNOWN_STEP: There is no step `x`.",
    ],
    [
      "a step of a saga twice",
      withSteps(saga({ id: "x", do: remove }, { id: "x", do: make("a") })),
      "steps[0].with.steps[0].id DUPLICATE_ID: The saga has a step `x` already.",
    ],
    [
      "a secret that people could read",
      withSteps(say("a", "${secrets.a}")),
      "steps[0].with.value BAD_EXPRESSION: `secrets.a` reads a secret, which settings of http steps alone may.",
    ],
    [
      "another type than is needed",
      withSteps(
        { id: "f", kind: "queryRecords", with: { baseId: "b", table: "t" } },
        { id: "r", kind: "getRecord", with: { recordId: "${steps.f.output.records}" } },
      ),
      "steps[1].with.recordId TYPE_MISMATCH: `steps.f.output.records` comes to a list, each item an object; a text is wanted.",
    ],
    [
      "a key that an output has not",
      withSteps(
        { id: "f", kind: "queryRecords", with: { baseId: "b", table: "t" } },
        say("x", "${steps.f.output.records[0].name}"),
      ),
      "steps[1].with.value BAD_EXPRESSION: `steps.f.output.records[0].name` can't be worked out: there is no `name`; what there is: id, cells.",
    ],
    [
      "a condition that is none",
      withSteps(say("a", 1, { when: "1 + 1" })),
      "steps[0].when TYPE_MISMATCH: `1 + 1` comes to a number; true or false is wanted.",
    ],
    [
      "items that are no list",
      withSteps({ id: "f", kind: "forEach", with: { items: "${run.id}", steps: [say("a")] } }),
      "steps[0].with.items TYPE_MISMATCH: A forEach needs a list of items.",
    ],
    [
      "a step after one that fails",
      withSteps({ id: "f", kind: "fail", with: { message: "no" } }, say("a")),
      "steps[1] UNREACHABLE: Step `a` is never reached: what comes before it fails in any case.",
    ],
    [
      "a step after a condition that fails either way",
      withSteps(
        {
          id: "c",
          kind: "condition",
          with: {
            if: "run.version > 1.0",
            then: [{ id: "f", kind: "fail", with: { message: "no" } }],
            else: [{ id: "g", kind: "fail", with: { message: "no" } }],
          },
        },
        say("a"),
      ),
      "steps[1] UNREACHABLE",
    ],
    [
      "a step that is never taken",
      withSteps(say("a", 1, { when: "1 > 2" })),
      "steps[0].when UNREACHABLE: Step `a` is never taken: its condition is never true.",
    ],
    [
      "a branch that is never taken",
      withSteps({ id: "c", kind: "condition", with: { if: "true", then: [], else: [say("a")] } }),
      "steps[0].with.else UNREACHABLE: These steps are never reached: `true` is always true.",
    ],
    [
      "a case that came before",
      withSteps({
        id: "s",
        kind: "switch",
        with: {
          on: "${run.id}",
          cases: [
            { equals: "a", steps: [] },
            { equals: "a", steps: [] },
          ],
        },
      }),
      'steps[0].with.cases[1] UNREACHABLE: The case "a" came before.',
    ],
    [
      "no cron",
      { ...withSteps(say("a")), triggers: [{ id: "t", kind: "cron", schedule: "61 * * * *" }] },
      "triggers[0].schedule BAD_SCHEDULE: `61 * * * *` is no schedule: Invalid value for minute: 61.",
    ],
    [
      "a cron that never comes",
      { ...withSteps(say("a")), triggers: [{ id: "t", kind: "cron", schedule: "0 0 30 2 *" }] },
      "triggers[0].schedule BAD_SCHEDULE: `0 0 30 2 *` never comes about.",
    ],
    [
      "no time zone",
      { ...withSteps(say("a")), triggers: [{ id: "t", kind: "cron", schedule: "0 0 * * *", timeZone: "Mars/Base" }] },
      "triggers[0].timeZone BAD_SCHEDULE: Mars/Base is no time zone; one is Europe/Berlin.",
    ],
    [
      "a trigger that gives not what a run needs",
      {
        ...withSteps(say("a")),
        input: { n: { type: "number" } },
        triggers: [{ id: "t", kind: "fileCreated", with: { m: 1 } }],
      },
      "triggers[0].with UNKNOWN_INPUT: Trigger `t` gives no `n`, which a run needs.",
    ],
    [
      "a trigger that gives another type",
      {
        ...withSteps(say("a")),
        input: { n: { type: "number" } },
        triggers: [{ id: "t", kind: "fileCreated", with: { n: "x" } }],
      },
      "triggers[0].with.n TYPE_MISMATCH: It comes to a text; the input is a number.",
    ],
    [
      "a default of another type",
      { ...withSteps(say("a")), input: { n: { type: "number", default: "x" } } },
      "input.n.default TYPE_MISMATCH: Must be a number.",
    ],
    [
      "no GraphQL",
      withSteps({ id: "q", kind: "graphql", with: { query: "{ me { id }" } }),
      "steps[0].with.query BAD_GRAPHQL: Syntax Error: Expected Name, found <EOF> (line 1, column 12).",
    ],
    [
      "two operations",
      withSteps({ id: "q", kind: "graphql", with: { query: "query A { a } query B { b }" } }),
      "steps[0].with.query BAD_GRAPHQL: It must hold one operation, and holds 2.",
    ],
    [
      "a subscription",
      withSteps({ id: "q", kind: "graphql", with: { query: "subscription { a }" } }),
      "steps[0].with.query BAD_GRAPHQL: It is a subscription; only queries and mutations are sent",
    ],
    [
      "no web URL",
      withSteps({ id: "h", kind: "http", with: { method: "GET", url: "file:///etc/passwd" } }),
      "steps[0].with.url BAD_URL: Requests go to http and https, not to file.",
    ],
    [
      "no URL at all",
      withSteps({ id: "h", kind: "http", with: { method: "GET", url: "example" } }),
      "steps[0].with.url BAD_URL: `example` is no URL.",
    ],
    [
      "credentials in a URL",
      withSteps({ id: "h", kind: "http", with: { method: "GET", url: "https://a:b@example.com/${run.id}" } }),
      "steps[0].with.url BAD_URL: A URL holds no credentials",
    ],
  ])("%s", (_what, json, problem) => {
    expect(problemsOf(json).find((one) => one.startsWith(problem))).toBeDefined();
  });
});

describe("what the tenant has not is told", () => {
  const schema = buildSchema("type Query { me: String }");
  const knowledge: Knowledge = {
    name: "self",
    published: [
      { name: "other", runs: ["third"], runsAfter: [] },
      { name: "third", runs: [], runsAfter: [] },
      { name: "back", runs: ["self"], runsAfter: [] },
      { name: "after", runs: [], runsAfter: ["self"] },
    ],
    scopes: ["data:read", "runs:start"],
    secrets: ["token"],
    checkOperation: createOperationCheck(schema),
    permitsUrl: ({ hostname }) => hostname === "example.com",
  };
  const runs = (workflow: string) => ({ id: "r", kind: "runWorkflow", with: { workflow } });

  it.each([
    ["a secret", withSteps(send("${secrets.tokn}")), "steps[0].with.body UNKNOWN_SECRET: There is no secret `tokn`."],
    [
      "a webhook's secret",
      { ...withSteps(say("a")), triggers: [{ id: "t", kind: "webhook", secret: "x" }] },
      "triggers[0].secret UNKNOWN_SECRET: There is no secret `x`.",
    ],
    [
      "a scope",
      withSteps({ id: "d", kind: "deleteRecords", with: { ids: [] } }),
      "steps[0] MISSING_SCOPE: Step `d` needs the scope data:write, which you have not.",
    ],
    [
      "a trigger's scope",
      { ...withSteps(say("a")), triggers: [{ id: "t", kind: "fileCreated" }] },
      "triggers[0] MISSING_SCOPE: Trigger `t` needs the scope files:read, which you have not.",
    ],
    [
      "a field of the schema",
      withSteps({ id: "q", kind: "graphql", with: { query: "{ you }" } }),
      'steps[0].with.query BAD_GRAPHQL: Cannot query field "you" on type "Query" (line 1, column 3).',
    ],
    [
      "a host",
      withSteps({ id: "h", kind: "http", with: { method: "GET", url: "https://example.org/x" } }),
      "steps[0].with.url BAD_URL: Requests to https://example.org are not permitted here.",
    ],
    [
      "a workflow",
      withSteps(runs("nobody")),
      "steps[0].with.workflow UNKNOWN_WORKFLOW: No workflow `nobody` is published.",
    ],
    [
      "an end, when it runs itself",
      withSteps(runs("self")),
      "steps[0].with.workflow ENDLESS: It runs without end: self starts self.",
    ],
    [
      "an end, when others lead back",
      withSteps(runs("back")),
      "steps[0].with.workflow ENDLESS: It runs without end: self starts back starts self.",
    ],
    [
      "an end, when its own end starts it",
      { ...withSteps(say("a")), triggers: [{ id: "t", kind: "runEnded", workflow: "after", status: ["FAILED"] }] },
      "triggers[0].workflow ENDLESS: It runs without end: self starts after starts self.",
    ],
  ])("%s", (_what, json, problem) => {
    expect(problemsOf(json, knowledge)).toContain(problem);
  });

  it("and what it has is taken", () => {
    const definition = {
      ...withSteps(runs("other"), send("${secrets.token}"), {
        id: "q",
        kind: "graphql",
        with: { query: "{ me }" },
      }),
      triggers: [{ id: "t", kind: "runEnded", workflow: "third", status: ["FAILED"], when: "false" }],
    };
    expect(problemsOf({ ...definition, triggers: [] }, knowledge)).toEqual([]);
    expect(
      problemsOf(
        { steps: [{ id: "h", kind: "http", with: { method: "GET", url: "https://${run.id}.example.com" } }] },
        knowledge,
      ),
    ).toEqual([]);
  });
});

describe("a large definition", () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, n) =>
      say(`s${n}`, n === 0 ? 1 : `\${steps.s${n - 1}.output} and \${steps.s${n - 1}.output + ${n}}`),
    );

  it("takes time by its length, not by the square of it: 10,000 steps about ten times that of 1,000", () => {
    const best = { short: Number.POSITIVE_INFINITY, long: Number.POSITIVE_INFINITY };
    const definitions = { short: { steps: many(1_000) }, long: { steps: many(10_000) } };
    const measure = (which: "short" | "long") => {
      const startedAt = performance.now();
      expect(problemsOf(definitions[which])).toEqual([]);
      best[which] = Math.min(best[which], performance.now() - startedAt);
    };
    // In turn, and the best of several: a machine that is busy with others slows down some of them.
    for (let round = 0; round < 3; round += 1) {
      for (let times = 0; times < 2; times += 1) measure("short");
      measure("long");
    }
    // The square would be a hundred times.
    expect(best.long / best.short).toBeLessThan(25);
  });

  it.each([
    ["steps", { steps: many(10_001) }, "steps TOO_LARGE: there are more than 10000 steps."],
    [
      "nested steps",
      {
        steps: [
          say("a", 1, { onError: many(6_000) }),
          { id: "f", kind: "forEach", with: { items: [], steps: many(6_000) } },
        ],
      },
      "steps[0].onError TOO_LARGE: there are more than 10000 steps.",
    ],
    [
      "bytes",
      withSteps(
        say(
          "a",
          Array.from({ length: 60 }, () => "x".repeat(90_000)),
        ),
      ),
      " TOO_LARGE: it is larger than 5 MB.",
    ],
    [
      "values",
      withSteps(
        say(
          "a",
          Array.from({ length: 600_000 }, () => 1),
        ),
      ),
      " TOO_LARGE: it holds more than 500000 values.",
    ],
  ])("of too many %s is refused precisely, and at once", (_what, json, problem) => {
    const start = performance.now();
    expect(problemsOf(json)).toEqual([problem]);
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  it("that is nested too deeply is refused, whether in steps or in values", () => {
    let value: unknown = 1;
    for (let depth = 0; depth < 20_000; depth += 1) value = [value];
    expect(problemsOf(withSteps(say("a", value)))).toEqual([" TOO_LARGE: JSON is nested deeper than 100 levels."]);
    let step: unknown = say("s");
    for (let depth = 0; depth < 21; depth += 1)
      step = { id: `c${depth}`, kind: "forEach", with: { items: [], steps: [step] } };
    expect(problemsOf(withSteps(step))).toEqual([
      expect.stringContaining("TOO_LARGE: steps are nested deeper than 20 levels."),
    ]);
  });

  it.each(["a\u0000b", "a\ud800b"])("with a text that can't be stored is refused: %j", (text) => {
    const problem = " MALFORMED: A text holds a NUL or half of a character.";
    expect(problemsOf(withSteps(say("a", { deep: [text] })))).toEqual([problem]);
    expect(problemsOf(withSteps(say("a", { [text]: 1 })))).toEqual([problem]);
  });

  it("with very much wrong tells a hundred problems", () => {
    const steps = Array.from({ length: 500 }, () => say("same", "${nobody}"));
    expect(problemsOf({ steps })).toHaveLength(100);
  });
});

it("whatever JSON comes, it is a definition or has problems with known codes", () => {
  const key = fc.constantFrom(
    "id",
    "kind",
    "with",
    "steps",
    "when",
    "onError",
    "value",
    "items",
    "then",
    "if",
    "triggers",
    "input",
    "type",
    "do",
  );
  const leaf = fc.constantFrom<unknown>(
    "a",
    "transform",
    "forEach",
    "condition",
    "saga",
    "${steps.a.output}",
    "${",
    "true",
    1,
    null,
    true,
    "string",
    "record",
  );
  const json = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 6 },
      leaf,
      fc.array(tie("any"), { maxLength: 3 }),
      fc.dictionary(key, tie("any"), { maxKeys: 5 }),
    ),
  })).any;
  fc.assert(
    fc.property(json, json, (value, inner) => {
      for (const one of [
        value,
        { steps: [value] },
        { steps: [{ id: "a", kind: "forEach", with: { items: inner, steps: [value] } }] },
      ]) {
        const { definition, problems } = validateDefinition(one);
        if (definition === undefined)
          for (const { code } of problems) expect(Object.keys(problemCodes)).toContain(code);
      }
    }),
    { numRuns: 500 },
  );
});
