import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { at } from "./fixtures/deals-base.ts";
import { codes, type OpenPolicies, openPolicies, type PolicyTenant } from "./fixtures/open-policies.ts";

let open: OpenPolicies;
beforeAll(async () => {
  open = await openPolicies();
});
afterAll(async () => open.close());

/** Which company a deal is with; the field Deals of Companies says the same from the other side. */
const noCompany = { table: "Deals", fields: ["Company"] } as const;

describe("a link that is denied", () => {
  it("can't be read from its other side", async () => {
    const tenant = await open.tenant();
    await tenant.policies(noCompany);
    const query = `query ($id: ID!) { record(id: $id) { cell(field: "Deals") linkedRecords(field: "Deals") { nodes { recordId } } count: cell(field: "Deal count") cells } }`;
    const answer = await open.ask(tenant.ada, query, { id: at.companyId(0) });
    expect(codes(answer)).toEqual(["FORBIDDEN", "FORBIDDEN", "FORBIDDEN"]);
    expect(JSON.stringify(answer.data)).not.toContain("recDeal");
    const filtered = `query ($base: ID!, $filter: RecordFilter!) { base(id: $base) { table(key: "Companies") {
      records(filter: $filter) { nodes { recordId } } } } }`;
    const filter = { field: "Deals", hasAny: [at.deal(1)] };
    expect(codes(await open.ask(tenant.ada, filtered, { filter }))).toEqual(["FORBIDDEN"]);
  });

  it("can't be written from its other side", async () => {
    const tenant = await open.tenant();
    await tenant.policies({ ...noCompany, operations: ["CREATE", "UPDATE"] });
    const update = `mutation ($input: UpdateRecordsInput!) { updateRecords(input: $input) { results { outcome error { code field } } } }`;
    const records = [{ id: at.companyId(0), cells: { Deals: [at.deal(1)] } }];
    const { updateRecords } = await open.data<{ updateRecords: object }>(tenant.ada, update, { input: { records } });
    expect(updateRecords).toEqual({ results: [{ outcome: "FAILED", error: { code: "FORBIDDEN", field: "Deals" } }] });
    const create = `mutation ($input: CreateRecordInput!) { createRecord(input: $input) { record { id } } }`;
    const input = { baseId: at.base, table: "Companies", cells: { Name: "New", Deals: [at.deal(1)] } };
    expect(codes(await open.ask(tenant.ada, create, { input }))).toEqual(["FORBIDDEN"]);
  });

  it("is open from the side that a policy allows by name", async () => {
    const tenant = await open.tenant();
    const companies = { table: "Companies", effect: "ALLOW" } as const;
    await tenant.policies(noCompany, companies, { ...companies, fields: ["Deals"] });
    const query = `query ($id: ID!) { record(id: $id) { cell(field: "Deals") } }`;
    const { record } = await open.data<{ record: { cell: string[] } }>(tenant.ada, query, { id: at.companyId(0) });
    expect(record.cell).toContain(at.deal(3));
  });

  it("is said to be why", async () => {
    const tenant: PolicyTenant = await open.tenant();
    await tenant.policies({ ...noCompany, operations: ["READ", "UPDATE"] });
    const query = `query ($base: ID!, $operation: DataOperation!) { whyDenied(input: { subject: { kind: ROLE, id: "editor" }, operation: $operation, baseId: $base, table: "Companies", field: "Deals" }) { allowed reasons { effect text } } }`;
    for (const operation of ["READ", "UPDATE"]) {
      const { whyDenied } = await open.data<{ whyDenied: { allowed: boolean; reasons: object[] } }>(
        tenant.owner,
        query,
        {
          operation,
        },
      );
      expect(whyDenied).toMatchObject({ allowed: false, reasons: [{ effect: "DENY" }] });
      expect(JSON.stringify(whyDenied.reasons)).toContain("Deals.Company");
    }
  });
});
