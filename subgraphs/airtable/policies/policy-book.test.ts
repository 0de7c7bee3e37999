import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { eventually } from "../../../tests/support/eventually.ts";
import { at } from "./fixtures/deals-base.ts";
import { codes, type OpenPolicies, openPolicies } from "./fixtures/open-policies.ts";

let open: OpenPolicies;
beforeAll(async () => {
  open = await openPolicies();
});
afterAll(async () => open.close());

const secret = `query { record(id: "${at.dealId(1)}") { cell(field: "Secret") } }`;
/** The 5 s for which policies are remembered, and time for a machine that is busy with others. */
const soonMs = 20_000;

describe("the policies that a process remembers", () => {
  it("are obeyed within 5 s in every process, also when nobody was told of them", async () => {
    const tenant = await open.tenant();
    const other = await open.subgraph.startAnother();
    await open.data(tenant.ada, secret);
    expect((await open.subgraph.askOf(other, tenant.ada, secret)).errors).toBeUndefined();
    // As by a process whose NOTIFY was lost.
    await open.subgraph.db.execute(
      `insert into airtable.data_policy (id, tenant_id, name, effect, subject_kind, operations, base_id, table_id, field_ids, created_at, created_by)
       values (gen_random_uuid(), '${tenant.tenantId}', 'p', 'DENY', 'EVERYONE', '{READ}', '${at.base}', '${at.deals}', '{${at.field("Secret")}}', now(), 'x')`,
    );
    const begun = performance.now();
    await eventually(async () => (await open.subgraph.askOf(other, tenant.ada, secret)).errors, soonMs);
    await eventually(async () => (await open.ask(tenant.ada, secret)).errors, soonMs);
    expect(performance.now() - begun).toBeLessThan(soonMs);
    expect(codes(await open.ask(tenant.ada, secret))).toEqual(["FORBIDDEN"]);
    await other.stop();
  });

  it("are no longer gone by when they can't be read: then nobody reads anything", async () => {
    const tenant = await open.tenant();
    await open.data(tenant.ada, secret);
    await open.subgraph.db.execute("alter table airtable.data_policy rename to data_policy_away");
    try {
      await eventually(async () => (await open.ask(tenant.ada, secret)).errors, soonMs);
      for (const as of [tenant.ada, tenant.owner, tenant.machine()]) {
        const answer = await open.ask(as, secret);
        expect(answer.data).toEqual({ record: null });
        expect(answer.errors).toHaveLength(1);
      }
      const update = "mutation ($input: UpdateRecordsInput!) { updateRecords(input: $input) { results { outcome } } }";
      const before = open.front.calls().length;
      const records = [{ id: at.dealId(1), cells: { Name: "changed" } }];
      expect((await open.ask(tenant.ada, update, { input: { records } })).errors).toHaveLength(1);
      expect(open.front.calls()).toHaveLength(before);
    } finally {
      await open.subgraph.db.execute("alter table airtable.data_policy_away rename to data_policy");
    }
    await open.data(tenant.ada, secret);
  });
});
