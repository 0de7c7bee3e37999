import { describe, expect, it } from "@jest/globals";
import { buildSchema, type GraphQLObjectType, Kind, parse } from "graphql";
import { compileWriter } from "./compile-writer.ts";
import { objectShape } from "./response-shape.ts";

const schema = buildSchema(`
  scalar Any
  enum Level { LOW HIGH }
  interface Named { name: String }
  type Thing implements Named { name: String }
  type Other { name: String }
  type Query { string: String strict: String! id: ID int: Int float: Float boolean: Boolean level: Level any: Any list: [Int!] named: Named thing: Thing }
`);

describe("the writer of an answer", () => {
  it.each([
    ["string", 'a "b"', '"a \\"b\\""'],
    ["string", "\ud800", '"\\ud800"'],
    ["string", null, "null"],
    ["id", "x", '"x"'],
    ["id", 7, "7"],
    ["int", -3, "-3"],
    ["int", -0, "0"],
    ["float", 1.5, "1.5"],
    ["float", 1e300, "1e+300"],
    ["boolean", false, "false"],
    ["level", "LOW", '"LOW"'],
    ["any", { deep: [1, null] }, '{"deep":[1,null]}'],
    ["list", [1, 2], "[1,2]"],
    ["list", [], "[]"],
  ])("writes %s %j", (field, value, text) => {
    expect(write(field, value)).toBe(`{${JSON.stringify(field)}:${text}}`);
  });

  it.each([
    ["string", 7],
    ["strict", null],
    ["strict", undefined],
    ["id", 1.5],
    ["id", true],
    ["int", 1.5],
    ["int", 2 ** 31],
    ["int", "1"],
    ["float", Number.NaN],
    ["float", Number.POSITIVE_INFINITY],
    ["float", "1"],
    ["boolean", 0],
    ["level", "MIDDLE"],
    ["level", "toString"],
    ["list", 1],
    ["list", { 0: 1 }],
    ["list", [1, null]],
    ["thing", []],
    ["thing", "x"],
    ["thing", { __typename: "Other", name: "x" }],
    ["named", { name: "x" }],
    ["named", { __typename: "Other", name: "x" }],
    ["named", { __typename: "Nobody", name: "x" }],
  ])("leaves %s %j to the general way", (field, value) => {
    expect(write(field, value)).toBeUndefined();
  });

  it("writes an object that stands in several places the same in each", () => {
    const thing = { __typename: "Thing", name: "x" };
    expect(write("a: named { name } b: named", { a: thing, b: thing }, true)).toBe(
      '{"a":{"name":"x"},"b":{"__typename":"Thing"}}',
    );
  });
});

function write(field: string, value: unknown, isWhole = false): string | undefined {
  const below = isWhole ? " { __typename }" : /named|thing/.test(field) ? " { name }" : "";
  const [definition] = parse(`{ ${field}${below} }`).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error("no operation");
  const type = schema.getQueryType() as GraphQLObjectType;
  const options = { schema, fragments: new Map(), conditions: new Map(), renamed: new Map() };
  const shape = objectShape(options, type, [definition.selectionSet]);
  const data = isWhole ? (value as Record<string, unknown>) : { [field]: value };
  return compileWriter(shape, type, schema, false).write(data, isWhole ? [] : undefined);
}
