import { describe, expect, it } from "@jest/globals";
import { baseId, fieldId, tableId } from "../ids.ts";
import type { FieldModel, TableModel } from "../models.ts";
import { dataPolicyId, type StoredPolicy } from "./data-policy.ts";
import { rightsOf } from "./table-rights.ts";

const base = baseId.parse("appDerived0000000");
const own = tableId.parse("tblOwn00000000000");
const other = tableId.parse("tblOther000000000");
const id = (name: string) => fieldId.parse(`fld${name.padEnd(14, "0")}`);

const field = (name: string, type = "singleLineText", options: FieldModel["options"] = null): FieldModel => ({
  id: id(name),
  name,
  type,
  description: null,
  options,
});
const link = (name: string, linkedTableId: string) => field(name, "multipleRecordLinks", { linkedTableId });

function table(tableIdOf: typeof own, ...fields: [FieldModel, ...FieldModel[]]): TableModel {
  return {
    baseId: base,
    id: tableIdOf,
    name: tableIdOf,
    description: null,
    fields: new Map(fields.map((one) => [one.id, one])),
    primaryField: fields[0],
    views: [],
    rights: undefined,
  };
}

const about: StoredPolicy = {
  id: dataPolicyId.parse("7f6a2a37-6f0d-4d42-9a0a-0f6a3b1f9a11"),
  name: "A policy",
  description: null,
  effect: "DENY",
  subject: { kind: "EVERYONE", id: null },
  operations: ["READ"],
  baseId: base,
  tableId: own,
  fieldIds: null,
  rows: null,
  createdAt: new Date(0),
  createdBy: "somebody",
};

/** Names of the fields of the first table that may not be read. */
function deniedBy(tables: readonly TableModel[], ...policies: Partial<StoredPolicy>[]): string[] {
  const byId = new Map<string, TableModel>(tables.map((one) => [one.id, one]));
  const [first] = tables;
  const denied = rightsOf(
    policies.map((policy) => ({ ...about, ...policy })),
    byId,
  ).get(first?.id ?? "")?.on.READ.denied;
  return [...(denied ?? [])].map((one) => first?.fields.get(one)?.name ?? one).sort();
}

describe("a field that is computed from one that may not be read", () => {
  const secret = { fieldIds: [id("Secret")] };

  it.each([
    ["a formula, by what Airtable says it refers to", "formula", { formula: "x", referencedFieldIds: [id("Secret")] }],
    ["a formula, by its text", "formula", { formula: `{${id("Secret")}}`, referencedFieldIds: [] }],
    ["a formula of which Airtable does not say what it refers to", "formula", { formula: "UPPER({Secret})" }],
    ["a formula without options", "formula", null],
    ["text that a model wrote", "aiText", { referencedFieldIds: [id("Secret")] }],
    ["a button, whose URL may be made of anything", "button", null],
    ["a lookup through a link that is gone", "multipleLookupValues", { recordLinkFieldId: id("Gone") }],
  ])("is denied: %s", (_what, type, options) => {
    const computed = field("Computed", type, options);
    expect(deniedBy([table(own, field("Name"), field("Secret"), computed)], secret)).toEqual(["Computed", "Secret"]);
  });

  it("is denied however indirectly, and though formulas run in a circle", () => {
    const of = (name: string, ...names: string[]) =>
      field(name, "formula", { formula: "", referencedFieldIds: names.map(id) });
    const fields = [of("C", "B"), of("B", "A", "C"), of("A", "Secret"), of("Free", "Name"), field("Secret")] as const;
    expect(deniedBy([table(own, field("Name"), ...fields)], secret)).toEqual(["A", "B", "C", "Secret"]);
  });

  it("stays readable when it is allowed by name, unless it is denied by name", () => {
    const computed = field("Computed", "formula", { formula: "", referencedFieldIds: [id("Secret")] });
    const tables = [table(own, field("Name"), field("Secret"), computed)];
    const allowed = { effect: "ALLOW", fieldIds: [id("Computed")] } as const;
    expect(deniedBy(tables, secret, { effect: "ALLOW" }, allowed)).toEqual(["Secret"]);
    expect(deniedBy(tables, secret, { effect: "ALLOW" }, allowed, { fieldIds: [id("Computed")] })).toEqual([
      "Computed",
      "Secret",
    ]);
  });

  const looking = (type: string, target?: string) =>
    field("Computed", type, {
      recordLinkFieldId: id("Link"),
      ...(target === undefined ? {} : { fieldIdInLinkedTable: id(target) }),
      referencedFieldIds: [],
    });
  const linked = table(other, field("Title"), field("Score"), link("Back", own));

  it.each([
    ["a lookup of a denied field", looking("multipleLookupValues", "Score"), { fieldIds: [id("Score")] }],
    ["a rollup of a denied field", looking("rollup", "Score"), { fieldIds: [id("Score")] }],
    ["a lookup into a denied table", looking("multipleLookupValues", "Title"), {}],
    ["a count of records of a denied table", looking("count"), {}],
    ["a count of records of which only some may be read", looking("count"), { rows: { field: id("Title"), eq: "x" } }],
    [
      "a rollup over records of which only some may be read",
      looking("rollup", "Score"),
      { rows: { field: id("Title"), eq: "x" } },
    ],
    [
      "a formula over a link, which sees names",
      field("Computed", "formula", { formula: "", referencedFieldIds: [id("Link")] }),
      { fieldIds: [id("Title")] },
    ],
    ["a rollup of links, which sees names", looking("rollup", "Back"), { tableId: own, fieldIds: [id("Name")] }],
  ])("is denied across tables: %s", (_what, computed, policy) => {
    const tables = [table(own, field("Name"), link("Link", other), computed), linked];
    expect(deniedBy(tables, { tableId: other, ...policy })).toContain("Computed");
  });

  it("is denied with the link that it goes through", () => {
    const tables = [table(own, field("Name"), link("Link", other), looking("count")), linked];
    expect(deniedBy(tables, { fieldIds: [id("Link")] })).toEqual(["Computed", "Link"]);
  });

  it("is found in a large base in no time, though it is looked up from table to table", () => {
    const count = 40;
    const tableOf = (index: number) => tableId.parse(`tbl${String(index % count).padStart(14, "0")}`);
    const idOf = (index: number, what: string) => id(`${what}${String(index % count).padStart(4, "0")}`);
    const tables = Array.from({ length: count }, (_, index) => {
      const named = (what: string, type: string, options: FieldModel["options"] = null) => ({
        ...field("Any", type, options),
        id: idOf(index, what),
      });
      const look = { recordLinkFieldId: idOf(index, "Link"), fieldIdInLinkedTable: idOf(index + 1, "Look") };
      const texts = Array.from({ length: 100 }, (_unused, at) =>
        named(`F${at}x`, "formula", { formula: "", referencedFieldIds: [idOf(index, "Look")] }),
      );
      return table(
        tableOf(index),
        named("Name", "singleLineText"),
        named("Link", "multipleRecordLinks", { linkedTableId: tableOf(index + 1) }),
        index === count - 1 ? named("Look", "singleLineText") : named("Look", "multipleLookupValues", look),
        ...texts,
      );
    });
    const begun = performance.now();
    expect(deniedBy(tables, { tableId: tableOf(count - 1), fieldIds: [idOf(count - 1, "Look")] })).toHaveLength(101);
    // By every way that leads there it would be years.
    expect(performance.now() - begun).toBeLessThan(20_000);
  });
});
