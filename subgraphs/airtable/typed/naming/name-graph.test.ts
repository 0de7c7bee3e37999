import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { sampleSeed } from "../../../../emulator/emulator.ts";
import { type OpenDatabase, openDatabase } from "../../../../kernel/database/database.ts";
import { migrate } from "../../../../kernel/database/migrate.ts";
import type { TenantId } from "../../../../kernel/identity/ids.ts";
import { createTestDatabase } from "../../../../tests/support/database.ts";
import { newTenant, statementsOf } from "../../../../tests/support/subgraph.ts";
import { readReservedNames } from "../../resolvers/reserved-names.ts";
import { listGraphParts, saveGraphParts } from "../../store/graph-names.ts";
import type { TypedBase, TypedGraph } from "../typed-graph.ts";
import { describedBase, type GivenBase, type GivenField } from "./fixtures/described-base.ts";
import { newIds } from "./fixtures/new-ids.ts";
import { mostParts, type NamingParts, nameGraph } from "./name-graph.ts";
import { pinGraph } from "./pin-graph.ts";
import type { ReservedNames } from "./reserved-names.ts";

let testDatabase: Awaited<ReturnType<typeof createTestDatabase>>;
let database: OpenDatabase;
let otherProcess: OpenDatabase;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  const folder = fileURLToPath(new URL("../../store/migrations", import.meta.url));
  await migrate({ url: testDatabase.url, schema: "airtable", folder });
  database = openDatabase({ url: testDatabase.url, applicationName: "test", maxConnections: 4 });
  otherProcess = openDatabase({ url: testDatabase.url, applicationName: "test", maxConnections: 4 });
});
afterAll(async () => {
  await database.close();
  await otherProcess.close();
  await testDatabase.drop();
});

const reserved = readReservedNames();
const pin: NamingParts["pin"] = async (_tenantId, question) => pinGraph(question);
const clock = { now: () => Date.UTC(2026, 0, 5) };
const newId = newIds();

async function nameBases(
  tenant: TenantId,
  bases: readonly GivenBase[],
  options: { complete?: boolean; reserved?: ReservedNames; db?: OpenDatabase["db"] } = {},
): Promise<TypedGraph> {
  const { db = database.db, complete = true, reserved: ours = reserved } = options;
  const described = bases.map((base) => describedBase(base));
  return (await nameGraph({ db, clock, reserved: () => ours, pin }, tenant, described, { complete })).graph;
}

const text = (label: string): GivenField => ({ id: newId("fld"), name: label, type: "singleLineText" });
const select = (label: string, ...choices: string[]): GivenField => ({
  id: newId("fld"),
  name: label,
  type: "singleSelect",
  options: { choices: choices.map((choice) => ({ id: newId("sel"), name: choice })) },
});

/** A base with deals and companies, linked to each other. */
function crm() {
  const [deals, companies, toCompanies, toDeals] = [newId("tbl"), newId("tbl"), newId("fld"), newId("fld")];
  const link = (id: string, label: string, linkedTableId: string, inverseLinkFieldId: string): GivenField => ({
    id,
    name: label,
    type: "multipleRecordLinks",
    options: { linkedTableId, inverseLinkFieldId, prefersSingleRecordLink: label === "Company" },
  });
  const company = link(toCompanies, "Company", companies, toDeals);
  return {
    id: newId("app"),
    name: "CRM",
    tables: [
      { id: deals, name: "Deals", fields: [text("Name"), select("Stage", "Won", "Lost"), company] },
      { id: companies, name: "Companies", fields: [text("Name"), link(toDeals, "Deals", deals, toCompanies)] },
    ],
  };
}

/** All names, as `deals.stage.WON`, a removed one with a dagger. */
function namesIn({ bases }: TypedGraph): string[] {
  const told = ({ name: called, removed }: { name: string; removed: boolean }) => (removed ? `${called}†` : called);
  return bases.flatMap((base) =>
    base.tables.flatMap((table) =>
      table.fields.flatMap((field) => {
        const path = `${told({ name: table.many, removed: table.removed })}.${told(field)}`;
        const choices = field.value.kind === "enum" ? field.value.choices : [];
        return [path, ...choices.map((choice) => `${path}.${told(choice)}`)];
      }),
    ),
  );
}

function onlyBase({ bases }: TypedGraph): TypedBase {
  const [base] = bases;
  if (base === undefined) throw new Error("no base");
  return base;
}

describe("the typed graph of a tenant", () => {
  it("is another time the same, by one statement", async () => {
    const tenant = newTenant();
    const bases = sampleSeed().bases;
    const first = await nameBases(tenant, bases);
    expect(first.bases.map((base) => base.name)).toEqual(["salesCrm", "productPlanning"]);
    let again: TypedGraph | undefined;
    const statements = await statementsOf(async () => (again = await nameBases(tenant, bases)));
    expect(again).toEqual(first);
    expect(statements).toHaveLength(1);
  });

  it("has the names that it had when everything is called otherwise", async () => {
    const tenant = newTenant();
    const base = crm();
    const before = namesIn(await nameBases(tenant, [base]));
    const renamed = JSON.parse(JSON.stringify(base).replaceAll(/"name":"/g, '"name":"New ')) as GivenBase;
    const graph = await nameBases(tenant, [renamed]);
    expect(namesIn(graph)).toEqual(before);
    const { label, name: called, tables } = onlyBase(graph);
    expect([label, called, tables[0]?.label, tables[0]?.fields[1]?.label]).toEqual([
      "New CRM",
      "crm",
      "New Deals",
      "New Stage",
    ]);
  });

  it("keeps what Airtable has no longer, as removed and as it was, until it comes back by its names", async () => {
    const tenant = newTenant();
    const base = crm();
    const [deals, companies] = base.tables;
    if (deals === undefined || companies === undefined) throw new Error("no tables");
    const before = await nameBases(tenant, [base]);
    const [first, stage] = deals.fields;
    if (first === undefined || stage === undefined) throw new Error("no fields");

    const fewer = await nameBases(tenant, [{ ...base, tables: [{ ...deals, fields: [first] }] }]);
    expect(namesIn(fewer)).toEqual([
      "deals.name",
      "deals.company†",
      "deals.stage†",
      "deals.stage†.WON†",
      "deals.stage†.LOST†",
      "companies†.deals†",
      "companies†.name†",
    ]);
    const gone = onlyBase(fewer).tables[0]?.fields.find((field) => field.name === "stage");
    expect(gone).toMatchObject({
      label: "Stage",
      type: "singleSelect",
      value: { kind: "enum", typeName: "CrmDealStage" },
    });
    expect(await nameBases(tenant, [base])).toEqual(before);
  });

  it("keeps a base that is connected no longer, and one of which nothing could be heard as it was", async () => {
    const tenant = newTenant();
    const [one, other] = [crm(), { ...crm(), name: "Other" }];
    const before = await nameBases(tenant, [one, other]);
    const unheard = await nameBases(tenant, [other], { complete: false });
    expect(namesIn(unheard).toSorted()).toEqual(namesIn(before).toSorted());
    const { bases } = await nameBases(tenant, [other]);
    expect(bases.map((base) => [base.name, base.tables.map(({ removed }) => removed)])).toEqual([
      ["other", [false, false]],
      ["crm", [true, true]],
    ]);
    expect(await nameBases(tenant, [one, other])).toEqual(before);
  });

  it("leaves out what is hidden, and refers to nothing that is not there", async () => {
    const tenant = newTenant();
    const base = crm();
    const [deals, companies] = base.tables;
    await nameBases(tenant, [base]);
    async function hide(...ids: (string | undefined)[]): Promise<TypedBase> {
      const parts = await listGraphParts(database.db, tenant);
      await saveGraphParts(
        database.db,
        tenant,
        parts.map((part) => ({ ...part, hidden: ids.some((id) => id !== undefined && part.elementId.endsWith(id)) })),
      );
      return onlyBase(await nameBases(tenant, [base]));
    }
    const company = ({ tables }: TypedBase) =>
      tables.flatMap(({ fields }) => fields).find((field) => field.name === "company")?.value;
    expect(company(await hide())).toMatchObject({
      kind: "link",
      single: true,
      inverseFieldId: companies?.fields[1]?.id,
    });
    expect(company(await hide(companies?.fields[1]?.id))).toMatchObject({ kind: "link", inverseFieldId: null });
    const without = await hide(companies?.id);
    expect(without.tables).toHaveLength(1);
    expect(company(without)).toEqual({ kind: "list", of: { kind: "scalar", scalar: "ID" } });
    const stages = (await listGraphParts(database.db, tenant)).filter(({ kind }) => kind === "CHOICE");
    const none = await hide(...stages.map(({ elementId }) => elementId));
    expect(none.tables[0]?.fields[1]?.value).toEqual({ kind: "enum", typeName: "CrmDealStage", choices: [] });
    expect(deals?.fields).toHaveLength(3);
  });

  it("is one and the same for processes that name things at once", async () => {
    const bases = Array.from({ length: 6 }, () => crm());
    for (let round = 0; round < 3; round += 1) {
      const tenant = newTenant();
      const orders = [bases, bases.toReversed(), bases, bases.toReversed()];
      await Promise.all(
        orders.map(async (order, index) =>
          nameBases(tenant, order, { db: index % 2 === 0 ? database.db : otherProcess.db }),
        ),
      );
      const [one, other] = await Promise.all([
        nameBases(tenant, bases),
        nameBases(tenant, bases, { db: otherProcess.db }),
      ]);
      expect(one).toEqual(other);
      expect(new Set(one?.bases.map((base) => base.name)).size).toBe(bases.length);
    }
  });

  it("has nothing to do with another tenant's, not even of the same base", async () => {
    const [one, other] = [newTenant(), newTenant()];
    const base = crm();
    await nameBases(one, [{ ...crm(), name: "CRM" }, base]);
    expect((await nameBases(other, [base])).bases.map((each) => each.name)).toEqual(["crm"]);
    expect((await nameBases(one, [base])).bases.map((each) => each.name)).toEqual(["crm2", "crm"]);
  });

  it("makes way where Airgraph itself comes to use a name, and only there", async () => {
    const tenant = newTenant();
    const base = crm();
    const before = await nameBases(tenant, [base]);
    const newer: ReservedNames = {
      types: new Set([...reserved.types, "CrmCompany", "CRMDealFilter"]),
      rootFields: reserved.rootFields,
      recordFields: new Set([...reserved.recordFields, "stage"]),
    };
    const { tables } = onlyBase(await nameBases(tenant, [base], { reserved: newer }));
    expect(tables.map(({ typeName, many }) => [typeName, many])).toEqual([
      ["CrmDealTable", "deals"],
      ["CrmCompanyTable", "companies"],
    ]);
    expect(tables[0]?.fields.map((field) => field.name)).toEqual(["name", "stageField", "company"]);
    const kept = onlyBase(before);
    expect([kept.name, kept.tables[1]?.fields.map((field) => field.name)]).toEqual(["crm", ["name", "deals"]]);
  });

  it("gives what is computed from a select the select's own choices, also when that is hidden", async () => {
    const tenant = newTenant();
    const base = crm();
    const [deals, companies] = base.tables;
    const stage = deals?.fields[1];
    if (deals === undefined || companies === undefined || stage === undefined) throw new Error("no tables");
    const lookup = (result: Record<string, unknown>): GivenField => ({
      id: newId("fld"),
      name: "Stages of deals",
      type: "multipleLookupValues",
      options: { recordLinkFieldId: companies.fields[1]?.id, fieldIdInLinkedTable: stage.id, isValid: true, result },
    });
    const stages = lookup({ type: stage.type, options: stage.options });
    const bases = [{ ...base, tables: [{ ...companies, fields: [...companies.fields, stages] }, deals] }];
    const valueOfStages = ({ tables }: TypedBase) => tables[0]?.fields[2]?.value;
    const graph = onlyBase(await nameBases(tenant, bases));
    const own = graph.tables[1]?.fields[1]?.value;
    expect(own).toMatchObject({ kind: "enum", typeName: "CrmDealStage", choices: [{ name: "WON" }, { name: "LOST" }] });
    expect(valueOfStages(graph)).toEqual({ kind: "list", of: own });
    const parts = await listGraphParts(database.db, tenant);
    await saveGraphParts(
      database.db,
      tenant,
      parts.map((part) => ({ ...part, hidden: part.elementId === stage.id })),
    );
    expect(valueOfStages(onlyBase(await nameBases(tenant, bases)))).toEqual({ kind: "list", of: own });
  });

  it("has no names for more choices than an enum takes", async () => {
    const tenant = newTenant();
    const many = select("Many", ...Array.from({ length: 5000 }, (_choice, index) => "!".repeat(index % 100)));
    const base = { id: newId("app"), name: "B", tables: [{ id: newId("tbl"), name: "T", fields: [many] }] };
    expect(onlyBase(await nameBases(tenant, [base])).tables[0]?.fields[0]?.value).toEqual({
      kind: "scalar",
      scalar: "String",
    });
    expect(await listGraphParts(database.db, tenant)).toHaveLength(3);
  });

  it("takes labels that PostgreSQL could not keep, and choices that two fields share", async () => {
    const tenant = newTenant();
    const stage = select("a\0b\ud800", "\0", "\udfff");
    const copy = { ...stage, id: newId("fld"), name: "Copy" };
    const table = { id: newId("tbl"), name: "\0", description: "\0\ud800", fields: [stage, copy] };
    const base = { id: newId("app"), name: "\0", tables: [table] };
    const graph = await nameBases(tenant, [base]);
    expect(namesIn(graph)).toEqual([
      "tables.aB",
      "tables.aB.CHOICE",
      "tables.aB.CHOICE_2",
      "tables.copy",
      "tables.copy.CHOICE",
      "tables.copy.CHOICE_2",
    ]);
    expect(await nameBases(tenant, [base])).toEqual(graph);
  });

  it("is not made of more than it can have, of which nothing is looked at or kept", async () => {
    const tenant = newTenant();
    const field = text("Column");
    const fields = Array.from({ length: 500 }, (_field, index) => ({
      ...field,
      id: `fld${String(index).padStart(14, "0")}`,
    }));
    const tables = Array.from({ length: mostParts / 500 + 1 }, () => ({ id: newId("tbl"), name: "Things", fields }));
    const naming = nameBases(tenant, [{ id: newId("app"), name: "Huge", tables }]);
    await expect(naming).rejects.toMatchObject({ code: "QUOTA_EXCEEDED" });
    expect(await listGraphParts(database.db, tenant)).toEqual([]);
  });

  it("is named anew when somebody else has named parts of it meanwhile", async () => {
    const tenant = newTenant();
    const base = crm();
    const described = [describedBase(base)];
    let asked = 0;
    const slow: NamingParts["pin"] = async (_tenantId, question) => {
      asked += 1;
      if (asked === 1) await nameBases(tenant, [base], { db: otherProcess.db });
      return pinGraph(question);
    };
    const { graph } = await nameGraph(
      { db: database.db, clock, reserved: () => reserved, pin: slow },
      tenant,
      described,
    );
    expect([asked, graph]).toEqual([2, await nameBases(tenant, [base])]);
  });

  it("is of 60 tables with 40 fields and more choices than a statement takes", async () => {
    const tenant = newTenant();
    const tables = Array.from({ length: 60 }, (_table, number) => ({
      id: newId("tbl"),
      name: `Things ${number}`,
      fields: Array.from({ length: 40 }, (_field, index) =>
        index % 8 === 3 ? select(`Stage ${index}`, ...Array.from("abcdefghij")) : text(`Column ${index}`),
      ),
    }));
    const base = { id: newId("app"), name: "Large", tables };
    const graph = await nameBases(tenant, [base]);
    expect(namesIn(graph)).toHaveLength(60 * (40 + 5 * 10));
    let again: TypedGraph | undefined;
    const statements = await statementsOf(async () => (again = await nameBases(tenant, [base])));
    expect(again).toEqual(graph);
    expect(statements).toHaveLength(1);
  });
});
