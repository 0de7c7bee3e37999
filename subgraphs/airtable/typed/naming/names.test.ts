import { describe, expect, it } from "@jest/globals";
import { graphOf } from "./fixtures/described-base.ts";
import { newIds } from "./fixtures/new-ids.ts";

const newId = newIds();

/** What fields with these labels are called, in this order. */
function fieldNames(...labels: string[]): string[] {
  const fields = labels.map((name) => ({ id: newId("fld"), name, type: "singleLineText" }));
  const { bases } = graphOf({ id: newId("app"), name: "B", tables: [{ id: newId("tbl"), name: "T", fields }] });
  return bases[0]?.tables[0]?.fields.map(({ name }) => name) ?? [];
}

function choiceNames(...labels: string[]): string[] {
  const choices = labels.map((name) => ({ id: newId("sel"), name }));
  const field = { id: newId("fld"), name: "F", type: "singleSelect", options: { choices } };
  const { bases } = graphOf({
    id: newId("app"),
    name: "B",
    tables: [{ id: newId("tbl"), name: "T", fields: [field] }],
  });
  const value = bases[0]?.tables[0]?.fields[0]?.value;
  return value?.kind === "enum" ? value.choices.map(({ name }) => name) : [];
}

/** `one many Type` of tables of a base `Sales CRM`. */
function tableNames(...labels: string[]): string[] {
  const tables = labels.map((name) => ({
    id: newId("tbl"),
    name,
    fields: [{ id: newId("fld"), name: "Name", type: "singleLineText" }],
  }));
  const { bases } = graphOf({ id: newId("app"), name: "Sales CRM", tables });
  return bases[0]?.tables.map(({ one, many, typeName }) => `${one} ${many} ${typeName}`) ?? [];
}

function baseNames(...labels: string[]): string[] {
  const { bases } = graphOf(...labels.map((name) => ({ id: newId("app"), name, tables: [] })));
  return bases.map(({ name, typeName }) => `${name} ${typeName}`);
}

describe("the name of a field", () => {
  it.each([
    ["Close date", "closeDate"],
    ["in_negotiation", "inNegotiation"],
    ["VAT number", "vatNumber"],
    ["HTTPServer", "httpServer"],
    ["SKUs", "skus"],
    ["U.S.A.", "usa"],
    ["Customer's name", "customersName"],
    ["Discount %", "discountPercent"],
    ["# of deals", "numberOfDeals"],
    ["Q&A", "qAndA"],
    ["C++", "cPlusPlus"],
    ["C#", "cSharp"],
    ["Amount (€)", "amountEur"],
    ["3D model", "_3dModel"],
    ["2024", "_2024"],
    ["1 2", "_1_2"],
  ])("says what %j says", (label, name) => {
    expect(fieldNames(label)).toEqual([name]);
  });

  it.each([
    ["Größe", "grosse"],
    ["naïve café", "naiveCafe"],
    ["Сделки", "sdelki"],
    ["公司名称", "gongSiMingCheng"],
    ["VIP客户name", "vipKeHuName"],
    ["고객 목록", "goGaegMogLog"],
    ["العملاء", "alamla"],
    ["हिन्दी", "hindi"],
    ["𝓗𝓮𝓵𝓵𝓸", "hello"],
  ])("can be read where %j is not in Latin letters", (label, name) => {
    expect(fieldNames(label)).toEqual([name]);
  });

  it("has emoji only where it has nothing else, or is some other field's name else", () => {
    expect(fieldNames("🚀 Launch", "💰", "👩‍💻", "🔴 Status", "🟢 Status", "✅", "🇩🇪", "1️⃣")).toEqual([
      "launch",
      "moneybag",
      "womanComputer",
      "status",
      "greenCircleStatus",
      "whiteCheckMark",
      "de",
      "_1",
    ]);
  });

  it("is none that records have whatever their table, that filters use, or that objects of JavaScript have", () => {
    expect(fieldNames("id", "ID", "cells", "Workflow runs", "Files", "and", "constructor", "__proto__")).toEqual([
      "idField",
      "idField2",
      "cellsField",
      "workflowRunsField",
      "filesField",
      "andField",
      "constructorField",
      "proto",
    ]);
  });

  it("is another one than those of its aggregates", () => {
    expect(fieldNames("key", "Key field", "count")).toEqual(["key", "keyFieldField", "count"]);
  });

  it("is numbered where labels differ in case and punctuation only", () => {
    expect(fieldNames("Close date", "close-date", "CLOSE DATE", "Closedate", "???", "!", "")).toEqual([
      "closeDate",
      "closeDate2",
      "closeDate3",
      "closedate4",
      "field",
      "field2",
      "field3",
    ]);
  });

  it("ends at a word, and tells what it ends differently", () => {
    const [one = "", other = "", whole = ""] = fieldNames(
      "the quick brown fox ".repeat(15),
      `${"the quick brown fox ".repeat(15)}jumps`,
      "x".repeat(300),
    );
    expect(one).toMatch(/^theQuickBrownFoxTheQuickBrownFoxTheX[0-9a-f]{4}$/);
    expect(other).toMatch(/^theQuickBrownFoxTheQuickBrownFoxTheX[0-9a-f]{4}$/);
    expect(other).not.toBe(one);
    expect(whole).toMatch(/^x{48}X[0-9a-f]{4}$/);
  });
});

describe("the name of a choice", () => {
  it("is an enum's value", () => {
    expect(choiceNames("In negotiation", "0-10 employees", "true", "null", "Won", "won!", "🔥", "???")).toEqual([
      "IN_NEGOTIATION",
      "_0_10_EMPLOYEES",
      "TRUE",
      "NULL",
      "WON",
      "WON_2",
      "FIRE",
      "CHOICE",
    ]);
  });
});

describe("the names of a table", () => {
  it.each([
    ["Deals", "deal deals SalesCrmDeal"],
    ["Deal", "deal deals SalesCrmDeal"],
    ["Companies", "company companies SalesCrmCompany"],
    ["People", "person people SalesCrmPerson"],
    ["SKUs", "sku skus SalesCrmSku"],
    ["Deals in negotiation", "dealInNegotiation dealsInNegotiation SalesCrmDealInNegotiation"],
    ["Projects (archived)", "projectArchived projectsArchived SalesCrmProjectArchived"],
    ["Deals 2024", "deal2024 deals2024 SalesCrmDeal2024"],
    ["2024", "table2024 tables2024 SalesCrmTable2024"],
  ])("of %j tell one record from several", (label, names) => {
    expect(tableNames(label)).toEqual([names]);
  });

  it.each([
    ["Equipment", "equipmentRecord equipment SalesCrmEquipmentRecord"],
    ["News", "newsRecord news SalesCrmNewsRecord"],
    ["Сделки", "sdelkiRecord sdelki SalesCrmSdelkiRecord"],
  ])("of %j do so where the label does not", (label, names) => {
    expect(tableNames(label)).toEqual([names]);
  });

  it("are none that are made of another table's", () => {
    expect(tableNames("Deals", "Deal filter", "Deals aggregate", "Deals written", "Mutation", "Base", "Deal")).toEqual([
      "deal deals SalesCrmDeal",
      "dealFilterTable dealFilterTables SalesCrmDealFilterTable",
      "dealsAggregateTable dealsAggregateTables SalesCrmDealsAggregateTable",
      "dealsWrittenTable dealsWrittenTables SalesCrmDealsWrittenTable",
      "mutationTable mutationTables SalesCrmMutationTable",
      "baseTable baseTables SalesCrmBaseTable",
      "deal2 deals2 SalesCrmDeal2",
    ]);
  });
});

describe("the names of a base", () => {
  it("are none that Airgraph itself has", () => {
    expect(baseNames("Sales CRM", "sales crm", "Query", "Record", "String", "2024", "🎉", "Bases")).toEqual([
      "salesCrm SalesCrm",
      "salesCrm2 SalesCrm2",
      "queryBase QueryBase",
      "recordBase RecordBase",
      "stringBase StringBase",
      "base2024 Base2024",
      "tada Tada",
      "basesBase BasesBase",
    ]);
  });
});
