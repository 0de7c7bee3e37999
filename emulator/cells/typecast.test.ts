import { describe, expect, it } from "@jest/globals";
import * as fc from "fast-check";
import { ApiError } from "../api-error.ts";
import type { FieldInput } from "../seed/field-schema.ts";
import { loadSeed } from "../store/load-seed.ts";
import { findTable } from "../store/model.ts";
import { ids, smallSeed } from "../testing/small-seed.ts";
import { coerceCell } from "./coerce-cell.ts";
import { joinList, splitList } from "./split-list.ts";

const id = (name: string) => `fld${name.padEnd(14, "0")}`;
const european = { dateFormat: { name: "european", format: "D/M/YYYY" } } as const;
const more: FieldInput[] = [
  { id: id("TPrice"), name: "Price", type: "currency", options: { precision: 2, symbol: "$" } },
  { id: id("TWhole"), name: "Whole", type: "number", options: { precision: 0 } },
  { id: id("TDay"), name: "Day", type: "date", options: european },
  {
    id: id("TTime"),
    name: "Time",
    type: "dateTime",
    options: { timeZone: "America/New_York", ...european, timeFormat: { name: "24hour", format: "HH:mm" } },
  },
  { id: id("TPhone"), name: "Phone", type: "phoneNumber" },
];

function testBase() {
  const seed = smallSeed();
  seed.bases[0]?.tables[0]?.fields.push(...more);
  const base = loadSeed(seed).bases.get(ids.base);
  if (base === undefined) throw new Error("the small seed has no base");
  return base;
}

const base = testBase();

function typecast(name: string, value: unknown): unknown {
  const field = findTable(base, "People")?.fieldsByName.get(name);
  if (field === undefined) throw new Error(`no field ${name}`);
  return coerceCell(field, value, {
    base,
    typecast: true,
    row: null,
    choiceId: (_field, choice) => `choice ${choice}`,
    linkedRecordId: (_field, text) => `record ${text}`,
    newAttachmentId: () => "attNEW",
  });
}

describe("writing cells with typecast (reference 9.3)", () => {
  it.each([
    ["Name", 5, "5"],
    ["Name", true, "true"],
    ["Phone", 15550100, "15550100"],
    ["Age", 1.25, 1.25],
    ["Age", "1,234.56", 1234.5],
    ["Age", "-1.29", -1.2],
    ["Age", "", null],
    ["Age", " 7 apples", 7],
    ["Age", "1e2", 100],
    ["Whole", "12%", 0],
    ["Whole", "1.999", 1],
    ["Price", "$5", 5],
    ["Price", "-$1,000.505", -1000.5],
    ["Price", "$ -3", -3],
    ["Price", "7 €", 7],
    ["Share", "12%", 0.12],
    ["Share", "0.129", 0.12],
    ["Shift", "1:30", 5400],
    ["Shift", "1:30:15.5", 5415.5],
    ["Shift", "-0:10", -600],
    ["Shift", "1h 30m", 5400],
    ["Shift", "45 min", 2700],
    ["Shift", "90", 90],
    ["Shift", "", null],
    ["Stars", "4.7", 4],
    ["Stars", 4.7, 4],
    ["Stars", "0", null],
    ["Active", "checked", true],
    ["Active", "TRUE", true],
    ["Active", "1", true],
    ["Active", 1, true],
    ["Active", "no", null],
    ["Active", "", null],
    ["Born", "5/31/2024", "2024-05-31"],
    ["Born", "31/5/2024", "2024-05-31"],
    ["Born", "31.05.2024", "2024-05-31"],
    ["Born", "May 31, 2024", "2024-05-31"],
    ["Born", "31 May 2024 23:00", "2024-05-31"],
    ["Born", "2024-05-31T23:00:00-05:00", "2024-05-31"],
    ["Born", 1_717_113_600_000, "2024-05-31"],
    ["Born", " ", null],
    ["Day", "1/5/2024", "2024-05-01"],
    ["Day", "5/31/2024", "2024-05-31"],
    ["Seen", "5/31/2024 2:30 pm", "2024-05-31T14:30:00.000Z"],
    ["Time", "31/5/2024 14:30", "2024-05-31T18:30:00.000Z"],
    ["Time", "31 May 2024 14:30 GMT", "2024-05-31T14:30:00.000Z"],
    ["Level", 3, "choice 3"],
    ["Skills", 'SQL, "C, C++"', { kind: "choices", ids: ["choice SQL", "choice C, C++"] }],
    ["Skills", ["SQL ", 5, ""], { kind: "choices", ids: ["choice SQL", "choice 5"] }],
    ["Skills", "", null],
    ["Team", "Red", { kind: "links", ids: ["record Red"] }],
    ["Team", "Red, Blue, Red", { kind: "links", ids: ["record Red", "record Blue"] }],
    ["Team", [ids.blue, "Red"], { kind: "links", ids: [ids.blue, "record Red"] }],
    ["Team", ids.blue, { kind: "links", ids: [ids.blue] }],
    ["Mentor", "User Two", ids.otherUser],
    ["Mentor", ids.otherUser, ids.otherUser],
    ["Mentor", "TWO@example.com", ids.otherUser],
    ["Mentor", { name: "User Two" }, ids.otherUser],
    ["Mentor", "", null],
    ["Watchers", "one@example.com, User Two", { kind: "users", ids: [ids.user, ids.otherUser] }],
    ["Watchers", [{ email: "one@example.com" }, "User Two"], { kind: "users", ids: [ids.user, ids.otherUser] }],
    ["Badge", "12", { kind: "json", value: { text: "12" } }],
    ["Badge", 12, { kind: "json", value: { text: "12" } }],
  ])("%s takes %j", (name, value, cell) => {
    expect(typecast(name, value)).toEqual(cell);
  });

  it.each([
    ["Name", {}],
    ["Age", "many"],
    ["Age", true],
    ["Age", "1e999"],
    ["Shift", "soon"],
    ["Stars", "6"],
    ["Active", {}],
    ["Born", "soon"],
    ["Born", "2024-02-30"],
    ["Born", "31/31/2024"],
    ["Seen", 1e300],
    ["Skills", { name: "SQL" }],
    ["Team", [{}]],
    ["Team", ["recNOWHERE0000000"]],
    ["Mentor", "Nobody"],
    ["Mentor", { id: "usrNOWHERE0000000" }],
    ["Watchers", "User Two, Nobody"],
    ["Files", "https://x.example/a.txt"],
    ["Double", 1],
  ])("%s still refuses %j", (name, value) => {
    expect(() => typecast(name, value)).toThrow(ApiError);
  });

  it("reads lists as text cells write them", () => {
    const member = fc.string({ unit: fc.constantFrom("a", "b", '"', ",", " ") }).map((text) => text.trim());
    fc.assert(
      fc.property(fc.array(member.filter((text) => text !== "")), (members) => {
        expect(splitList(joinList(members))).toEqual(members);
      }),
    );
  });

  it.each(["Age", "Shift", "Stars", "Born", "Seen"])(
    "refuses for %s what is long and nearly right, at once",
    (name) => {
      for (const text of [
        `${" ".repeat(200_000)}x`,
        `1${" ".repeat(200_000)}x`,
        "1,".repeat(100_000),
        "1 h ".repeat(50_000),
      ]) {
        expect(() => typecast(name, text)).toThrow(ApiError);
      }
    },
  );

  it("reads a long list at once", () => {
    expect(splitList(`"${'""'.repeat(200_000)}`)).toHaveLength(1);
    expect(splitList(`${" ".repeat(200_000)},"`)).toEqual(['"']);
  });
});
