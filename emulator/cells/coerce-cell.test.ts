import { describe, expect, it } from "@jest/globals";
import { ApiError } from "../api-error.ts";
import { loadSeed } from "../store/load-seed.ts";
import { type Base, type Field, findTable } from "../store/model.ts";
import { ids, smallSeed } from "../testing/small-seed.ts";
import { coerceCell } from "./coerce-cell.ts";

function testBase(): Base {
  const base = loadSeed(smallSeed()).bases.get(ids.base);
  if (base === undefined) throw new Error("the small seed has no base");
  return base;
}

const base = testBase();

function fieldNamed(name: string): Field {
  const field = findTable(base, "People")?.fieldsByName.get(name);
  if (field === undefined) throw new Error(`no field ${name}`);
  return field;
}

function coerce(name: string, value: unknown, typecast: boolean): unknown {
  return coerceCell(fieldNamed(name), value, {
    base,
    typecast,
    row: null,
    choiceId: (_field, choice) => `choice ${choice}`,
    linkedRecordId: (_field, text) => `record ${text}`,
    newAttachmentId: () => "attNEW",
  });
}

describe("writing cells with exact types (reference 9)", () => {
  it.each([
    ["Name", "x", "x"],
    ["Name", "", null],
    ["Name", null, null],
    ["Bio", "* a\n* b", "- a\n- b\n"],
    ["Age", 1.5, 1.5],
    ["Age", 0, 0],
    ["Stars", 0, null],
    ["Stars", 5, 5],
    ["Active", true, true],
    ["Active", false, null],
    ["Level", "Junior", "choice Junior"],
    ["Level", "", null],
    ["Skills", [], null],
    ["Skills", ["SQL", "SQL"], { kind: "choices", ids: ["choice SQL"] }],
    ["Born", "2024-02-29", "2024-02-29"],
    ["Born", "2024-05-01T23:00:00-05:00", "2024-05-01"],
    ["Seen", "2024-05-01T23:00:00-05:00", "2024-05-02T04:00:00.000Z"],
    ["Seen", "2024-05-01T10:00", "2024-05-01T10:00:00.000Z"],
    ["Seen", 1_714_550_400_000, "2024-05-01T08:00:00.000Z"],
    ["Team", [ids.red, ids.red], { kind: "links", ids: [ids.red] }],
    ["Team", [], null],
    ["Mentor", { email: "two@example.com" }, ids.otherUser],
    ["Watchers", [ids.user, { id: ids.otherUser }], { kind: "users", ids: [ids.user, ids.otherUser] }],
    ["Badge", { text: "1" }, { kind: "json", value: { text: "1" } }],
    [
      "Files",
      [{ url: "https://x.example/a/b.txt?c" }],
      { kind: "attachments", items: [{ id: "attNEW", url: "https://x.example/a/b.txt?c", filename: "b.txt" }] },
    ],
  ])("%s takes %j", (name, value, cell) => {
    expect(coerce(name, value, false)).toEqual(cell);
  });

  it.each([
    ["Name", 5],
    ["Age", "5"],
    ["Age", Number.NaN],
    ["Stars", 6],
    ["Stars", 1.5],
    ["Active", "true"],
    ["Skills", "SQL"],
    ["Born", 5],
    ["Born", "2024-02-30"],
    ["Born", "5/1/2024"],
    ["Seen", "yesterday"],
    ["Team", [5]],
    ["Mentor", "two@example.com"],
    ["Mentor", { id: "usrNOWHERE" }],
    ["Watchers", ids.user],
    ["Badge", "1"],
    ["Files", [{ id: "attUNKNOWN" }]],
    ["Files", [{ url: "https://x.example", size: 1 }]],
    ["Files", "https://x.example"],
    ["Double", 1],
    ["Made", "2024-01-01"],
  ])("%s refuses %j", (name, value) => {
    expect(() => coerce(name, value, false)).toThrow(ApiError);
  });
});
