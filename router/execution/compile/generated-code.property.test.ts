import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import {
  buildSchema,
  GraphQLEnumType,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  type GraphQLOutputType,
  GraphQLString,
} from "graphql";
import { mergeValue } from "../merge/merge-data.ts";
import { compileAssign } from "./compile-assign.ts";
import { compileWriter } from "./compile-writer.ts";
import { createRepresentationPrinter } from "./representation-printer.ts";
import type { ObjectShape, ShapeField } from "./response-shape.ts";

/** Far more than GraphQL's grammar lets through, since names come from clients and from subgraphs. */
const hostile = [
  "__proto__",
  "constructor",
  "toString",
  '"]; throw 1; //',
  "`${1}`",
  "*/ throw 1 /*",
  "\u2028",
  "\ud800",
  "</script>",
  "\\",
  "\n",
  "value",
  "text",
  "unusual",
  "object",
  "",
];
const name = fc.oneof(fc.constantFrom(...hostile), fc.string({ unit: "binary", maxLength: 12 }));
const names = fc.uniqueArray(name, { minLength: 1, maxLength: 6 });
const schema = buildSchema("type Query { thing: Thing } type Thing { id: ID }");

describe("generated code", () => {
  it("copies fields of any names, and nothing else", () => {
    fc.assert(
      fc.property(names, fc.boolean(), (keys, isLeaf) => {
        const assign = compileAssign(new Map(keys.map((key) => [key, isLeaf ? "leaf" : "composite"])));
        const target = {};
        assign(target, objectOf([...keys, "beside"].map((key) => [key, `of ${key}`])), mergeValue);
        expect(entriesOf(target)).toEqual(entriesOf(objectOf(keys.map((key) => [key, `of ${key}`]))));
        expect(Object.getPrototypeOf(target)).toBe(Object.prototype);
      }),
    );
  });

  it("writes fields of any names and enum values of any letters", () => {
    fc.assert(
      fc.property(names, fc.constantFrom("String", "Int", "enum", "list"), (keys, kind) => {
        const fields = keys.map((key) => leafField(key, kind));
        const type = new GraphQLObjectType({ name: "Query", fields: {} });
        const { write } = compileWriter(shapeOf(type, fields), type, schema, false);
        const value = { String: 'a "text"', Int: 7, enum: "ONE", list: ["a", null] }[kind];
        const object = objectOf(keys.map((key) => [key, value]));
        const written = write(object, undefined);
        // Names that every object inherits are left to the general way.
        if (keys.some((key) => key in Object.prototype)) expect(written).toBeUndefined();
        else expect(entriesOf(JSON.parse(written ?? ""))).toEqual(entriesOf(object));
      }),
    );
  });

  it("prints representations with fields of any names", () => {
    fc.assert(
      fc.property(names, (keys) => {
        const fields = keys.filter((key) => key !== "__typename");
        const selections = ["__typename", ...fields].map((key) => ({ kind: "Field" as const, name: key }));
        const requires = [{ kind: "InlineFragment" as const, typeCondition: "Thing", selections }];
        const { print } = createRepresentationPrinter(requires, [], schema).forType("Thing");
        const object = objectOf([
          ["__typename", "Thing"],
          ...fields.map((key): [string, unknown] => [key, `of ${key}`]),
        ]);
        expect(entriesOf(JSON.parse(print(object) ?? ""))).toEqual(entriesOf(object));
        expect(print({ __typename: "Thing" })).toBe(fields.length === 0 ? '{"__typename":"Thing"}' : undefined);
      }),
    );
  });
});

function leafField(key: string, kind: "String" | "Int" | "enum" | "list"): ShapeField {
  const one = new GraphQLEnumType({ name: "One", values: { ONE: {} } });
  const leaf = { String: GraphQLString, Int: GraphQLInt, enum: one, list: GraphQLString }[kind];
  const type: GraphQLOutputType = kind === "list" ? new GraphQLNonNull(new GraphQLList(leaf)) : leaf;
  return { kind: "leaf", key, dataKey: key, type, leaf, coordinate: "Query.field" };
}

function shapeOf(declared: GraphQLObjectType, fields: readonly ShapeField[]): ObjectShape {
  return { declared, fieldsOf: () => fields };
}

/** `__proto__` is a name like any other. */
function objectOf(entries: readonly (readonly [string, unknown])[]): Record<string, unknown> {
  return Object.fromEntries(entries);
}

/** As text, by which `__proto__` and halves of characters can be compared. */
function entriesOf(object: object): string[] {
  return Object.entries(object)
    .map((entry) => JSON.stringify(entry))
    .sort();
}
