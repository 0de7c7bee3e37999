import { describe, expect, it } from "@jest/globals";
import { buildSchema } from "graphql";
import { rewriteData } from "./rewrite-data.ts";

const schema = buildSchema(
  "type Query { named: Named } interface Named { name: String } type A implements Named { name: String } type B { name: String }",
);
const rename = (...path: string[]) => ({ kind: "KeyRenamer", path, renameKeyTo: "name" }) as const;

describe("rewrites of a plan", () => {
  it.each([false, 0, "", null])("rename what holds %p", (value) => {
    const data = { name_0: value };
    rewriteData(schema, [rename("name_0")], data);
    expect(JSON.parse(JSON.stringify(data))).toEqual({ name: value });
  });

  it("do nothing where the key is not", () => {
    const data = { name: "kept" };
    rewriteData(schema, [rename("name_0")], data);
    expect(data).toEqual({ name: "kept" });
  });

  it("reach into lists, and only into objects of the fragment's type or of none", () => {
    const data = {
      list: [[{ __typename: "A", name_0: 1 }], { __typename: "B", name_0: 2 }, { name_0: 3 }, null, "text"],
    };
    rewriteData(schema, [rename("list", "... on Named", "name_0")], data);
    expect(JSON.parse(JSON.stringify(data.list))).toEqual([
      [{ __typename: "A", name: 1 }],
      { __typename: "B", name_0: 2 },
      { name: 3 },
      null,
      "text",
    ]);
  });

  it("set values, also of `__proto__`, without changing what an object inherits", () => {
    const data = {};
    rewriteData(schema, [{ kind: "ValueSetter", path: ["__proto__"], setValueTo: { polluted: true } }], data);
    expect(Object.getPrototypeOf(data)).toBe(Object.prototype);
    expect(JSON.stringify(data)).toBe('{"__proto__":{"polluted":true}}');
  });
});
