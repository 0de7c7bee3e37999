import { describe, expect, it } from "@jest/globals";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { baseId, recordId } from "../ids.ts";
import { toTable } from "../list-tables.ts";
import { tableAnswer } from "../upstream/answers.ts";
import { namedBy, suspectsOf } from "./suspects.ts";

const name = "fldName0000000000";
const age = "fldAge00000000000";
const table = toTable(
  baseId.parse("appTest0000000000"),
  tableAnswer.parse({
    id: "tblTest0000000000",
    name: "Test",
    primaryFieldId: name,
    fields: [
      { id: name, name: "Name", type: "singleLineText" },
      { id: age, name: 'The "age" for field use', type: "number" },
    ],
  }),
);
const refusal = (airtableType: string, airtableMessage: string) =>
  new AirgraphError("BAD_USER_INPUT", "no", { airtableType, airtableMessage });
const named = (type: string, message: string) => namedBy(table, refusal(type, message));

describe("namedBy", () => {
  it.each([
    ["UNKNOWN_FIELD_NAME", `Unknown field name: "${age}"`, true],
    ["INVALID_VALUE_FOR_COLUMN", 'Field "The "age" for field use" cannot accept the provided value', false],
    [
      "INVALID_VALUE_FOR_COLUMN",
      'Field "The "age" for field use" cannot accept a value because the field is computed',
      true,
    ],
    [
      "INVALID_PERMISSIONS",
      `You are not permitted to write cell values in field The "age" for field use (${age})`,
      true,
    ],
  ])("knows the field of %s: %s", (type, message, whateverTheValue) => {
    expect(named(type, message)).toEqual({ field: table.fields.get(age), whateverTheValue });
  });

  it.each([
    [
      "ROW_DOES_NOT_EXIST",
      "Record ID recA0000000000000 does not exist in this table",
      { recordId: "recA0000000000000" },
    ],
    [
      "INVALID_MULTIPLE_CHOICE_OPTIONS",
      'Insufficient permissions to create new select option ""a \\"b\\" c""',
      { choice: 'a "b" c' },
    ],
  ])("knows what is named by %s", (type, message, what) => {
    expect(named(type, message)).toEqual({ ...what, whateverTheValue: false });
  });

  it.each([
    ["another type", "INVALID_REQUEST_UNKNOWN", 'Unknown field name: "Name"'],
    ["other words", "ROW_DOES_NOT_EXIST", "Where is recA0000000000000?"],
    [
      "a choice that is no JSON",
      "INVALID_MULTIPLE_CHOICE_OPTIONS",
      'Insufficient permissions to create new select option ""a"b""',
    ],
    ["a field of another table", "UNKNOWN_FIELD_NAME", 'Unknown field name: "Other"'],
    ["a type that every object has", "constructor", "Record ID recA0000000000000 does not exist"],
  ])("names nothing for %s", (_what, type, message) => {
    const { field, recordId: record, choice } = named(type, message);
    expect([field, record, choice]).toEqual([undefined, undefined, undefined]);
  });

  it("believes no words that were cut short: they may end within a value", () => {
    const message = `Cannot parse value "x${" for field Name".padStart(479, "x")}" for field Other`.slice(0, 500);
    expect(message).toMatch(/ for field Name$/);
    expect(named("INVALID_VALUE_FOR_COLUMN", message)).toEqual({ whateverTheValue: false });
  });
});

describe("suspectsOf", () => {
  const a = { id: recordId.parse("recA0000000000000"), fields: { [name]: "x" } };
  const linking = { id: recordId.parse("recB0000000000000"), fields: { [name]: ["recA0000000000000"], [age]: null } };
  const choosing = { id: recordId.parse("recC0000000000000"), fields: { [age]: 1 } };
  const writes = [a, linking, choosing];

  it("are those that are the named record or link to it", () => {
    expect(suspectsOf(writes, { recordId: "recA0000000000000", whateverTheValue: false })).toEqual([a, linking]);
  });

  it("are those that give the named field a value", () => {
    const field = table.fields.get(age);
    if (field === undefined) throw new Error("no field");
    expect(suspectsOf(writes, { field, whateverTheValue: false })).toEqual([choosing]);
  });

  it("are none when nothing is named", () => {
    expect(suspectsOf(writes, { whateverTheValue: false })).toEqual([]);
  });
});
