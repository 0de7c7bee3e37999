import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { silentLogger } from "../../../kernel/logger.ts";
import { createEvaluator } from "./create-evaluator.ts";
import type { Evaluator } from "./evaluator.ts";
import { functions } from "./functions.ts";

const scope = {
  input: { amount: 10.5, count: 3, list: [1, 2, 3], name: "Ada", none: null, due: "2026-03-01T10:00:00.000Z" },
  steps: {
    find: {
      output: {
        records: [
          { id: "r1", cells: { Name: "One", Amount: 1000 } },
          { id: "r2", cells: {} },
        ],
      },
    },
  },
  item: { cells: { Name: "Ada", constructor: "kit", Tags: ["a", "b"] } },
  index: 1,
  error: { code: "TIMEOUT", message: "late" },
};

let evaluator: Evaluator;
beforeAll(() => {
  evaluator = createEvaluator({ logger: silentLogger, longestMs: 1_500, memoryMb: 64 });
});
afterAll(() => evaluator.close());

async function evaluate(expression: string): Promise<unknown> {
  return evaluator.template(`\${${expression}}`, scope);
}

describe("an expression", () => {
  it.each([
    ["steps.find.output.records[0].id", "r1"],
    ["steps.find.output.records", scope.steps.find.output.records],
    ["input.amount * 2", 21],
    ["2 * input.amount", 21],
    ["input.count / 2", 1.5],
    ["input.count % 2 == 1", true],
    ["index + 1", 2],
    ["input.list[index]", 2],
    ["size(input.list) > 2", true],
    ["size(input.list) + index", 4],
    ["steps.find.output.records[0].cells.Amount >= 1000", true],
    ["3 in input.list", true],
    ["input.list.map(x, x * 2).sum()", 12],
    ["steps.find.output.records.filter(r, has(r.cells.Name)).map(r, r.id)", ["r1"]],
    ['get(steps.find.output.records[1].cells, "Name", "?")', "?"],
    ['steps.find.output.records[1].cells[?"Name"].orValue("?")', "?"],
    ['item.cells.Tags.join(", ")', "a, b"],
    ["item.cells.constructor + '!'", "kit!"],
    ["item.cells.constructor", "kit"],
    ['timestamp(input.due) + duration("24h")', "2026-03-02T10:00:00.000Z"],
    ['timestamp(input.due) - timestamp("2026-03-01T09:00:00Z")', "3600s"],
    ['timestamp(input.due) < timestamp("2027-01-01T00:00:00Z")', true],
    ["{'a': 1, 'b': [input.none]}", { a: 1, b: [null] }],
    ['input.count > 2 ? "many" : "few"', "many"],
    ["cel.bind(n, input.count, n * n)", 9],
    ["has(input.nothing)", false],
    ["range(input.count)", [0, 1, 2]],
    ["input.name.substring(index)", "da"],
    ["round(input.amount, 0) + abs(-1)", 12],
    ["type(input.count) == double", true],
    ["9007199254740991", 9_007_199_254_740_991],
  ])("%s comes to %j", async (expression, value) => {
    await expect(evaluate(expression)).resolves.toEqual(value);
  });

  it.each([
    ["input.nothing", "`input.nothing` can't be worked out: there is no `nothing`."],
    ["input.list[7]", "`input.list[7]` can't be worked out: the list has 3 items, so none at 7."],
    ["input.none.x", "`x` is asked of null"],
    ["input.nothing + 1", "No such key: nothing (at character 7)"],
    ["input.name + 1", "no such overload: dyn<string> + int (at character 1)"],
    ["1 +", "is no CEL expression"],
    ["unknown(1)", "found no matching overload"],
    ["nobody + 1", "Unknown variable: nobody"],
    ["input.count / 0", "divided by 0"],
    ["9007199254740993", "larger than numbers of JSON are exact"],
    ["bytes(input.name)", "bytes are not known here"],
    ["true ? 1 : 'a'", "put one of them into dyn(…)"],
    ["secrets.token", "secrets are known to actions alone"],
    ["range(1000000)", "range() goes up to 100000, not to 1000000"],
  ])("%s is refused in words", async (expression, words) => {
    await expect(evaluate(expression)).rejects.toMatchObject({
      code: "BAD_USER_INPUT",
      message: expect.stringContaining(words),
    });
  });

  it("means the same whether it is followed as a path or worked out on the thread", async () => {
    const key = fc.constantFrom(
      "input",
      "list",
      "name",
      "none",
      "records",
      "steps",
      "find",
      "output",
      "cells",
      "constructor",
    );
    const path = fc
      .tuple(
        fc.constantFrom("input", "steps.find.output", "item", "index", "steps"),
        fc.array(
          fc.oneof(
            key.map((name) => `.${name}`),
            fc.nat(3).map((at) => `[${at}]`),
          ),
          { maxLength: 3 },
        ),
      )
      .map(([root, keys]) => root + keys.join(""));
    await fc.assert(
      fc.asyncProperty(path, async (source) => {
        const [followed, evaluated] = await Promise.allSettled([evaluate(source), evaluate(`(${source})`)]);
        expect(followed.status).toBe(evaluated.status);
        if (followed.status === "fulfilled") expect(evaluated).toEqual(followed);
      }),
      { numRuns: 150 },
    );
  });
});

describe("a template", () => {
  it("keeps the type of a text that is one expression, and puts others in as text", async () => {
    const template = {
      alone: "${input.count}",
      spaced: "${ input.list }",
      among: "${input.name} has ${input.count}, ${input.none}${input.list}",
      escaped: "$${input.name} costs $5 or $$",
      braces: "${ {'}': '{'}['}'] }",
      quoted: `\${'"}' + r"\\}" + """a"}b"""}`,
      nested: [1, null, true, { deep: "${index + 1}" }],
    };
    await expect(evaluator.template(template, scope)).resolves.toEqual({
      alone: 3,
      spaced: [1, 2, 3],
      among: "Ada has 3, [1,2,3]",
      escaped: "${input.name} costs $5 or $$",
      braces: "{",
      quoted: '"}\\}a"}b',
      nested: [1, null, true, { deep: 2 }],
    });
  });

  it("that has no expressions comes to itself, whatever JSON it is", async () => {
    const plain = fc.jsonValue().filter((value) => !JSON.stringify(value).includes("$"));
    await fc.assert(
      fc.asyncProperty(plain, async (value) => {
        const template = JSON.parse(JSON.stringify(value));
        await expect(evaluator.template(template, {})).resolves.toEqual(template);
      }),
    );
  });

  it.each(["${input.name", "a ${ {'a': 1} b", "${}", "${'}"])("%s is refused", async (template) => {
    await expect(evaluator.template(template, scope)).rejects.toMatchObject({ code: "BAD_USER_INPUT" });
  });

  it("gets the secrets it names, and no others", async () => {
    const asked: string[] = [];
    const secret = (name: string) => {
      asked.push(name);
      return `<${name}>`;
    };
    const template = { a: "Bearer ${secrets.token}", b: "${secrets.one + secrets['two']}" };
    await expect(evaluator.template(template, scope, secret)).resolves.toEqual({
      a: "Bearer <token>",
      b: "<one><two>",
    });
    expect(asked.toSorted()).toEqual(["one", "token", "two"]);
    await expect(evaluator.template("${secrets[input.name]}", scope, secret)).rejects.toMatchObject({
      message: expect.stringContaining("by its name"),
    });
  });
});

describe("a condition", () => {
  it("is true or false", async () => {
    await expect(evaluator.condition("input.count > 2", scope)).resolves.toBe(true);
    await expect(evaluator.condition("input.count > 5", scope)).resolves.toBe(false);
  });

  it("that is neither is refused", async () => {
    await expect(evaluator.condition("input.count", scope)).rejects.toMatchObject({
      message: "`input.count` can't be worked out: it comes to a number, not to true or false.",
    });
  });
});

describe("hostile expressions", () => {
  it.each([
    "''.constructor",
    "input.__proto__",
    "item['__proto__']",
    "constructor",
    "toString",
    "input.constructor",
    "input.list.constructor",
    "input.list['length']",
    "json.constructor",
    "steps.constructor.constructor",
    "cel.constructor",
    "optional.constructor",
    "{'__proto__': {'x': 1}}.x",
  ])("%s reaches nothing", async (expression) => {
    await expect(evaluate(expression)).rejects.toMatchObject({ code: "BAD_USER_INPUT" });
  });

  it("leave objects' prototypes alone", async () => {
    const value = await evaluator.template("${parseJson(input.text)}", {
      input: { text: '{"__proto__": {"polluted": true}, "a": 1}' },
    });
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
    expect(JSON.stringify(value)).toBe('{"__proto__":{"polluted":true},"a":1}');
  });

  const nested = (depth: number): string => (depth === 0 ? "1" : `range(1000).map(x${depth}, ${nested(depth - 1)})`);

  it.each([
    ["nested comprehensions", nested(5), ["TIMEOUT", "COST_LIMIT_EXCEEDED"]],
    ["comprehensions that keep nothing", "range(100000).all(a, range(100000).all(b, a + b >= 0))", ["TIMEOUT"]],
    [
      "a text that doubles",
      `cel.bind(a, "${"x".repeat(1_000)}", ${Array.from({ length: 25 }, (_, n) => `cel.bind(${n === 0 ? "b0, a + a" : `b${n}, b${n - 1} + b${n - 1}`}, `).join("")}b24${")".repeat(26)}`,
      ["COST_LIMIT_EXCEEDED", "TIMEOUT", "BAD_USER_INPUT"],
    ],
    [
      "a list that shares itself",
      `cel.bind(b0, [1, 1], ${Array.from({ length: 30 }, (_, n) => `cel.bind(b${n + 1}, [b${n}, b${n}], `).join("")}b30${")".repeat(31)}`,
      ["COST_LIMIT_EXCEEDED"],
    ],
    ["a regular expression that backtracks", `"${"a".repeat(40)}!".matches("^(a+)+$")`, ["TIMEOUT"]],
  ])("of %s are ended", async (_what, expression, codes) => {
    const failure: unknown = await evaluate(expression).catch((error: unknown) => error);
    expect(codes).toContain(Reflect.get(Object(failure), "code"));
    await expect(evaluate("1 + 1")).resolves.toBe(2);
  });

  it.each([
    ["of a megabyte", `"${"x".repeat(1_000_000)}"`],
    ["nested deeply in parentheses", "(".repeat(4_000) + ")".repeat(4_000)],
    ["nested deeply in lists", "[".repeat(4_000)],
    ["with very many operators", Array.from({ length: 4_000 }, () => "1").join("+")],
    ["with very many negations", `${"!".repeat(9_000)}true`],
  ])("%s are refused at once", async (_what, expression) => {
    // What is not refused at once is ended with another code.
    await expect(evaluate(expression)).rejects.toMatchObject({ code: "BAD_USER_INPUT" });
  });

  it("hold up their own tenant and nobody else", async () => {
    const flood = Array.from({ length: 20 }, async (_, at) =>
      evaluator.template(`\${${at} + 1}`, {}, undefined, "flood"),
    );
    await expect(evaluator.template("${1 + 1}", {}, undefined, "other")).resolves.toBe(2);
    await Promise.all(flood);
  });

  it("come to values or to errors that people may see, whatever they are", async () => {
    const token = fc.constantFrom(
      ..."input steps item index . [ ] ( ) { } + - * / % == && || ! ? : , 1 2.5 'a' \"b\" null true has size map x name list count in".split(
        " ",
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(token, { minLength: 1, maxLength: 12 }), async (tokens) => {
        const outcome: unknown = await evaluator.template(`\${${tokens.join(" ")}}`, scope).then(
          (value) => JSON.stringify(value) !== undefined,
          (error: unknown) => Reflect.get(Object(error), "code"),
        );
        expect([true, "BAD_USER_INPUT"]).toContain(outcome);
      }),
      { numRuns: 300 },
    );
  });
});

it("the README tells of all functions", () => {
  const readme = readFileSync(new URL("README.md", import.meta.url), "utf8");
  for (const { description, example } of functions) {
    expect(readme).toContain(description);
    expect(readme).toContain(example);
  }
});

it("the examples of all functions work", async () => {
  for (const { example } of functions) await expect(evaluate(example)).resolves.toBeDefined();
});

it("an evaluator that is closed lets nobody wait", async () => {
  const closed = createEvaluator({ logger: silentLogger });
  const waiting = closed.template("${1 + 1}", {});
  await Promise.all([expect(waiting).rejects.toMatchObject({ code: "UPSTREAM_UNAVAILABLE" }), closed.close()]);
});
