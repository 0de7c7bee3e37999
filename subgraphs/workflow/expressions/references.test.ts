import { describe, expect, it } from "@jest/globals";
import { narrowScope } from "./narrow-scope.ts";
import { referencesOf, referencesOfExpression } from "./references.ts";

describe("what a template reads", () => {
  it("is found by roots, steps and secrets", () => {
    const template = {
      to: ["${input.address}", "${steps.find.output.records.map(r, r.id)[0]}"],
      text: "${steps['other'].output} and ${secrets.token} $${steps.none.output}",
    };
    expect(referencesOf(template)).toEqual({
      roots: new Set(["input", "steps", "secrets"]),
      steps: new Set(["find", "other"]),
      secrets: new Set(["token"]),
    });
  });

  it.each([
    ["steps.a.output[0].id", [["steps", "a", "output"]]],
    ["(steps.a.output)[0].id", [["steps", "a", "output"]]],
    ["size(steps)", [["steps"]]],
    ["input.list.map(item, item.x + index)", [["input", "list"], ["index"]]],
    ["input.list.map(input, input)", [["input", "list"]]],
    [
      "cel.bind(x, input.a, x + item.b)",
      [
        ["input", "a"],
        ["item", "b"],
      ],
    ],
    ["cel.bind(x, x, 1)", [["x"]]],
    [
      "has(error.code) ? error.message : 'x'",
      [
        ["error", "code"],
        ["error", "message"],
      ],
    ],
    ["type(input.a) == int", [["input", "a"]]],
    ["{'a': input.b}.a", [["input", "b"]]],
    ["input[steps.a.output]", [["input"], ["steps", "a", "output"]]],
    [
      "item.?a[?'b'].orValue(run.id)",
      [
        ["item", "a", "b"],
        ["run", "id"],
      ],
    ],
  ])("%s", (expression, paths) => {
    expect(referencesOfExpression(expression)).toEqual(paths);
  });
});

it("of a scope, only what is read is left", () => {
  const scope = {
    steps: { a: { output: { big: "x", small: 1 } }, b: 2 },
    input: { list: [1], text: "t" },
    run: { id: 1 },
  };
  const paths = [
    ["steps", "a", "output", "small"],
    ["steps", "c", "output"],
    ["input", "list", "more"],
    ["run"],
    ["run", "id"],
    ["toString"],
  ] as const;
  expect(narrowScope(scope, paths)).toEqual({
    steps: { a: { output: { small: 1 } } },
    input: { list: [1] },
    run: { id: 1 },
  });
});
