import { describe, expect, it } from "@jest/globals";
import { checkExpression } from "./check-expression.ts";
import { boolean, dynamic, listOf, mapOf, number, objectOf, string } from "./static-type.ts";

const record = objectOf({ id: string, cells: mapOf(dynamic) });
const scope = {
  input: objectOf({ amount: number, name: string, yes: boolean, tags: listOf(string) }),
  steps: objectOf({ find: objectOf({ output: objectOf({ records: listOf(record), count: number }) }) }),
  item: dynamic,
};

describe("the type of an expression", () => {
  it.each([
    ["input.amount", number],
    ["input.amount * 2", number],
    ["size(input.tags)", number],
    ["input.tags", listOf(string)],
    ["input.tags[0]", string],
    ["input.name + '!'", string],
    ["input.yes && input.amount > 2", boolean],
    ["steps.find.output.records[0]", record],
    ["steps.find.output.records[0].cells.Whatever", dynamic],
    ["steps.find.output.records.filter(r, r.cells.Amount > 2)", listOf(record)],
    ["steps.find.output.records.map(r, r.id)", listOf(string)],
    ["item.anything.at.all", dynamic],
    ["item.anything > 2", boolean],
    ["timestamp('2026-01-01T00:00:00Z')", string],
    ["get(input, 'name', '')", dynamic],
    ["has(input.name)", boolean],
    ["size(input)", dynamic],
    ["type(1)", string],
  ])("%s is found", (expression, type) => {
    expect(checkExpression(expression, scope)).toEqual(type);
  });

  it.each([
    ["input.nme", "there is no `nme`; what there is: amount, name, yes, tags"],
    ["input.nme + ''", "No such key: nme"],
    ["input.name.first", "a text has no `first`"],
    ["input.tags.length", "a list has no `length`"],
    ["input.name * 2", "no such overload: string * int"],
    ["steps.find.output.records.map(r, r.idd)", "No such key: idd"],
    ["steps.lost.output", "there is no `lost`"],
    ["index + 1", "`index` is not known here; what is: input, steps, item"],
    ["index", "`index` is not known here"],
    ["size(1)", "found no matching overload"],
    ["input.amount && true", "Logical operator requires bool operands"],
    ["nothing(1)", "found no matching overload"],
  ])("%s is not there: it is said why", (expression, words) => {
    expect(() => checkExpression(expression, scope)).toThrow(words);
  });
});
