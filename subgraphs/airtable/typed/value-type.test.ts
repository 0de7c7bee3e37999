import { describe, expect, it } from "@jest/globals";
import type { ScalarName, TypedChoice, ValueType } from "./typed-graph.ts";
import { choicesOf, type FieldConfig, isReadOnly, valueTypeOf } from "./value-type.ts";

const named: TypedChoice[] = [{ id: "selA", label: "A", name: "A", removed: false }];
const choices = { choices: [{ id: "selA", name: "A" }] };
const typeOf = (type: string, options: FieldConfig["options"] = null) =>
  valueTypeOf({ type, options }, { enumTypeName: "Stage", choices: named });
const resultOf = (type: string, result: FieldConfig | null) => typeOf(type, { isValid: result !== null, result });

const scalar = (name: ScalarName): ValueType => ({ kind: "scalar", scalar: name });
const stage = { kind: "enum", typeName: "Stage", choices: named } as const;
const object = (type: "Collaborator" | "Barcode" | "Button" | "AiText" | "Attachment") =>
  ({ kind: "object", type }) as const;
const listOf = (of: ValueType) => ({ kind: "list", of });

describe("the values of a field", () => {
  it.each([
    ["singleLineText", scalar("String")],
    ["multilineText", scalar("String")],
    ["richText", scalar("String")],
    ["email", scalar("EmailAddress")],
    ["url", scalar("URL")],
    ["phoneNumber", scalar("PhoneNumber")],
    ["number", scalar("Float")],
    ["currency", scalar("Float")],
    ["percent", scalar("Float")],
    ["duration", scalar("Float")],
    ["rating", scalar("Int")],
    ["count", scalar("Int")],
    ["autoNumber", scalar("Int")],
    ["checkbox", scalar("Boolean")],
    ["date", scalar("Date")],
    ["dateTime", scalar("DateTime")],
    ["createdTime", scalar("DateTime")],
    ["lastModifiedTime", scalar("DateTime")],
    ["singleCollaborator", object("Collaborator")],
    ["createdBy", object("Collaborator")],
    ["lastModifiedBy", object("Collaborator")],
    ["multipleCollaborators", listOf(object("Collaborator"))],
    ["multipleAttachments", listOf(object("Attachment"))],
    ["barcode", object("Barcode")],
    ["button", object("Button")],
    ["aiText", object("AiText")],
    ["manualSort", scalar("JSON")],
    ["a type of next year", scalar("JSON")],
  ])("of the type %s are %j", (type, expected) => {
    expect(typeOf(type)).toEqual(expected);
  });

  it("of selects are enums, with choices and without, and texts where there are more than 500", () => {
    expect(typeOf("singleSelect", choices)).toEqual(stage);
    expect(typeOf("externalSyncSource", choices)).toEqual(stage);
    expect(typeOf("multipleSelects", choices)).toEqual(listOf(stage));
    const none = valueTypeOf(
      { type: "singleSelect", options: { choices: [] } },
      { enumTypeName: "Stage", choices: [] },
    );
    expect(none).toEqual({ ...stage, choices: [] });
    const many = (count: number) => ({
      choices: Array.from({ length: count }, (_, at) => ({ id: `sel${at}`, name: `${at}` })),
    });
    expect(typeOf("singleSelect", many(500))).toEqual(stage);
    expect(typeOf("singleSelect", many(501))).toEqual(scalar("String"));
    expect(typeOf("multipleSelects", many(501))).toEqual(listOf(scalar("String")));
  });

  it("of links are records, one or several, and ids where Airtable does not tell of which table", () => {
    const link = { linkedTableId: "tblAAAAAAAAAAAAAA", isReversed: false };
    expect(
      typeOf("multipleRecordLinks", {
        ...link,
        prefersSingleRecordLink: true,
        inverseLinkFieldId: "fldAAAAAAAAAAAAAA",
      }),
    ).toEqual({ kind: "link", tableId: link.linkedTableId, single: true, inverseFieldId: "fldAAAAAAAAAAAAAA" });
    expect(typeOf("multipleRecordLinks", link)).toEqual({
      kind: "link",
      tableId: link.linkedTableId,
      single: false,
      inverseFieldId: null,
    });
    expect(typeOf("multipleRecordLinks")).toEqual(listOf(scalar("ID")));
  });

  it("of formulas and rollups are what comes out, and JSON where nobody knows", () => {
    for (const type of ["formula", "rollup"]) {
      expect(resultOf(type, { type: "number", options: { precision: 0 } })).toEqual(scalar("Float"));
      expect(resultOf(type, { type: "singleSelect", options: choices })).toEqual(stage);
      expect(resultOf(type, { type: "multipleRecordLinks", options: { linkedTableId: "tblAAAAAAAAAAAAAA" } })).toEqual(
        listOf(scalar("ID")),
      );
      expect(resultOf(type, null)).toEqual(scalar("JSON"));
    }
    expect(resultOf("createdTime", { type: "date", options: null })).toEqual(scalar("Date"));
  });

  it("of lookups are lists of what was found, lists in it flattened", () => {
    expect(resultOf("multipleLookupValues", { type: "email", options: null })).toEqual(listOf(scalar("EmailAddress")));
    expect(resultOf("multipleLookupValues", { type: "multipleSelects", options: choices })).toEqual(listOf(stage));
    expect(
      resultOf("multipleLookupValues", {
        type: "multipleRecordLinks",
        options: { linkedTableId: "tblAAAAAAAAAAAAAA" },
      }),
    ).toEqual(listOf(scalar("ID")));
    const inner = { type: "multipleLookupValues", options: { result: { type: "date" } } };
    expect(resultOf("multipleLookupValues", inner)).toEqual(listOf(scalar("Date")));
    expect(resultOf("multipleLookupValues", null)).toEqual(listOf(scalar("JSON")));
  });
});

describe("the choices of a field", () => {
  it("are those of the select that something is computed from, too", () => {
    expect(choicesOf({ type: "singleSelect", options: choices })).toEqual(choices.choices);
    const lookup = { type: "multipleLookupValues", options: { result: { type: "multipleSelects", options: choices } } };
    expect(choicesOf(lookup)).toEqual(choices.choices);
    expect(choicesOf({ type: "formula", options: { result: lookup } })).toEqual(choices.choices);
    expect(choicesOf({ type: "formula", options: { result: null } })).toEqual([]);
    expect(choicesOf({ type: "number", options: choices })).toEqual([]);
  });
});

describe("a field's type", () => {
  it("takes values where Airtable does, and none when nobody knows it", () => {
    expect(["singleLineText", "multipleRecordLinks", "barcode", "multipleAttachments"].filter(isReadOnly)).toEqual([]);
    const readOnly = [
      "formula",
      "rollup",
      "multipleLookupValues",
      "count",
      "autoNumber",
      "createdTime",
      "createdBy",
      "button",
    ];
    const others = ["aiText", "externalSyncSource", "manualSort", "a type of next year", "constructor"];
    expect([...readOnly, ...others].filter((type) => !isReadOnly(type))).toEqual([]);
  });
});
