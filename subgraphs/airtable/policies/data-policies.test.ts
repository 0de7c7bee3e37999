import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { until } from "../../../tests/support/eventually.ts";
import { newPerson } from "../../../tests/support/subgraph.ts";
import { ada, at } from "./fixtures/deals-base.ts";
import { codes, type OpenPolicies, openPolicies, type PolicyTenant } from "./fixtures/open-policies.ts";

let open: OpenPolicies;
beforeAll(async () => {
  open = await openPolicies();
});
afterAll(async () => open.close());

const create =
  "mutation ($input: CreateDataPolicyInput!) { createDataPolicy(input: $input) { id tableId fieldIds rows operations createdBy subject { kind id } problem } }";
const good = {
  name: "Only mine",
  effect: "ALLOW",
  subject: { kind: "ROLE", id: "editor" },
  operations: ["READ"],
  baseId: at.base,
  table: "Deals",
};

describe("a data policy", () => {
  it("names its table and fields by id, also in its filter", async () => {
    const { owner } = await open.tenant();
    const rows = { or: [{ field: "Owner", isMe: true }, { not: { field: "Stage", eq: "Won" } }] };
    const { createDataPolicy } = await open.data<{ createDataPolicy: object }>(owner, create, {
      input: { ...good, operations: ["UPDATE", "READ", "READ"], rows },
    });
    expect(createDataPolicy).toEqual({
      id: expect.any(String),
      tableId: at.deals,
      fieldIds: null,
      rows: { or: [{ field: at.field("Owner"), isMe: true }, { not: { field: at.field("Stage"), eq: "Won" } }] },
      operations: ["READ", "UPDATE"],
      createdBy: owner.userId,
      subject: { kind: "ROLE", id: "editor" },
      problem: null,
    });
  });

  it.each([
    ["a field and rows at once", { fields: ["Name"], rows: { field: "Name", eq: "x" } }, "write two policies"],
    ["fields for DELETE", { fields: ["Name"], operations: ["DELETE"] }, "deleted whole"],
    ["fields without a table", { table: null, fields: ["Name"] }, "needs a table"],
    ["rows without a table", { table: null, rows: { field: "Name", eq: "x" } }, "needs a table"],
    ["an unknown field", { fields: ["Nothing"] }, 'no field "Nothing"'],
    ["a filter on an unknown field", { rows: { field: "Nothing", eq: 1 } }, "rows.field"],
    [
      "a filter that fits no such field",
      { rows: { and: [{ field: "Amount", contains: "x" }] } },
      "rows.and[0].contains",
    ],
    ["a filter that says nothing", { rows: {} }, "must say something"],
    ["no operation", { operations: [] }, "at least one"],
    ["no field", { fields: [] }, "at least one"],
    ["no name", { name: " " }, "name must not be empty"],
    ["a role that can be none", { subject: { kind: "ROLE", id: "boss" } }, "subject.id"],
    ["a person without an id", { subject: { kind: "PERSON" } }, "subject.id must be given"],
    ["everyone with an id", { subject: { kind: "EVERYONE", id: "x" } }, "subject.id"],
    ["U+0000 in a filter", { rows: { field: "Name", eq: "a\u0000" } }, "U+0000"],
    [
      "for CREATE, a condition that cells can't answer",
      { operations: ["CREATE"], rows: { or: [{ field: "Amount", gt: 5 }] } },
      "rows.or[0].gt",
    ],
    ["for CREATE, a computed field", { operations: ["CREATE"], rows: { field: "Loud", eq: "X" } }, "rows.eq"],
  ])("is refused with %s", async (_what, input, message) => {
    const { owner } = await open.tenant();
    const answer = await open.ask(owner, create, { input: { ...good, ...input } });
    expect(codes(answer)).toEqual(["BAD_USER_INPUT"]);
    expect(answer.errors?.[0]?.message).toContain(message);
  });

  it("is of a base and table that the tenant has", async () => {
    const { owner } = await open.tenant();
    for (const input of [{ baseId: "appNothing0000000" }, { table: "Nothing" }]) {
      expect(codes(await open.ask(owner, create, { input: { ...good, ...input } }))).toEqual(["NOT_FOUND"]);
    }
  });

  it("can be changed in part and deleted, and is nobody else's", async () => {
    const { owner, policies } = await open.tenant();
    const [id] = await policies({ table: "Deals", fields: ["Secret"] });
    const change =
      "mutation ($input: UpdateDataPolicyInput!) { updateDataPolicy(input: $input) { name effect fieldIds rows } }";
    const rows = { field: at.field("Amount"), gt: 1 };
    expect(await open.data(owner, change, { input: { id, name: "Other", fields: null, rows } })).toEqual({
      updateDataPolicy: { name: "Other", effect: "DENY", fieldIds: null, rows },
    });
    const both = await open.ask(owner, change, { input: { id, fields: ["Name"] } });
    expect(codes(both)).toEqual(["BAD_USER_INPUT"]);

    const remove = "mutation ($id: ID!) { deleteDataPolicy(id: $id) { id } }";
    const { owner: stranger } = await open.tenant();
    expect(codes(await open.ask(stranger, remove, { id }))).toEqual(["NOT_FOUND"]);
    expect(codes(await open.ask(stranger, change, { input: { id, name: "x" } }))).toEqual(["NOT_FOUND"]);
    expect(await open.data(owner, remove, { id })).toEqual({ deleteDataPolicy: { id } });
    expect(codes(await open.ask(owner, remove, { id }))).toEqual(["NOT_FOUND"]);
    expect(await open.data(owner, "{ dataPolicies { id } }")).toEqual({ dataPolicies: [] });
  });

  it("is told of in the audit log, whenever it is made, changed or deleted, and when that fails", async () => {
    const tenant = await open.tenant();
    const [id] = await tenant.policies({ table: "Deals", fields: ["Secret"] });
    await open.data(tenant.owner, `mutation { updateDataPolicy(input: { id: "${id}", effect: ALLOW }) { id } }`);
    await open.data(tenant.owner, `mutation { deleteDataPolicy(id: "${id}") { id } }`);
    await open.ask(tenant.owner, `mutation { deleteDataPolicy(id: "${id}") { id } }`);
    await tenant.setDeniedData("HIDE");
    const target = { kind: "policy", id };
    const { nodes } = await open.auditLog.read(open.subgraph.db, tenant.tenantId, { first: 5, after: undefined });
    expect(nodes.toReversed()).toMatchObject([
      { action: "policy.created", target, details: { effect: "DENY", subject: "ROLE editor", operations: "READ" } },
      { action: "policy.updated", target, details: { effect: "ALLOW", fieldIds: at.field("Secret") } },
      { action: "policy.deleted", target, result: "SUCCEEDED" },
      { action: "policy.deleted", target, result: "FAILED" },
      { action: "tenant.updated", details: { deniedData: "HIDE" } },
    ]);
  });

  it("is for those only who have the scope, whatever policies say of them", async () => {
    const tenant = await open.tenant();
    await tenant.policies({ subject: { kind: "EVERYONE" }, operations: ["READ", "CREATE", "UPDATE", "DELETE"] });
    await tenant.setDeniedData("HIDE");
    for (const as of [tenant.ada, tenant.person("viewer"), tenant.machine()]) {
      const answer = await open.ask(as, "{ dataPolicies { id } dataAccess { deniedData } }");
      expect(new Set(codes(answer))).toEqual(new Set(["FORBIDDEN"]));
    }
    expect(codes(await open.ask(tenant.owner, "query ($base: ID!) { base(id: $base) { id } }"))).toEqual(["NOT_FOUND"]);
    const { dataPolicies } = await open.data<{ dataPolicies: { id: string; problem: unknown }[] }>(
      tenant.owner,
      "{ dataPolicies { id problem } }",
    );
    expect(dataPolicies).toEqual([{ id: expect.any(String), problem: null }]);
    await open.data(tenant.owner, create, { input: { ...good, fields: ["Secret"] } });
    await open.data(tenant.owner, `mutation { deleteDataPolicy(id: "${dataPolicies[0]?.id}") { id } }`);
    await open.data(tenant.owner, "query ($base: ID!) { base(id: $base) { id } }");
  });

  it("is one of 500 at most", async () => {
    const { owner, tenantId } = await open.tenant();
    await open.subgraph.db.execute(
      `insert into airtable.data_policy (id, tenant_id, name, effect, subject_kind, operations, base_id, created_at, created_by)
       select gen_random_uuid(), '${tenantId}', 'p', 'DENY', 'EVERYONE', '{READ}', 'appOther000000000', now(), 'x' from generate_series(1, 500)`,
    );
    expect(codes(await open.ask(owner, create, { input: good }))).toEqual(["CONFLICT"]);
  });

  it("holds in every process at once, and from the next request on", async () => {
    const tenant = await open.tenant();
    const other = await open.subgraph.startAnother();
    const query = `query { record(id: "${at.dealId(1)}") { cell(field: "Secret") } }`;
    const waits: number[] = [];
    for (let round = 1; round <= 3; round += 1) {
      const permitted = async () => (await open.subgraph.askOf(other, tenant.ada, query)).errors === undefined;
      await until(permitted);
      await open.data(tenant.ada, query);
      const [id] = await tenant.policies({ table: "Deals", fields: ["Secret"] });
      expect(codes(await open.ask(tenant.ada, query))).toEqual(["FORBIDDEN"]);
      const begun = Date.now();
      await until(async () => !(await permitted()));
      waits.push(Date.now() - begun);
      await open.data(tenant.owner, `mutation { deleteDataPolicy(id: "${id}") { id } }`);
      await open.data(tenant.ada, query);
    }
    // Untold, it is five seconds. The best of several: a machine that is busy with others holds up some of them.
    expect(Math.min(...waits)).toBeLessThan(2_000);
    await other.stop();
  });

  it("of a table or field that is gone is kept and said to be so; a filter that fits no more denies", async () => {
    const tenant = await open.tenant();
    const ids = await tenant.policies(
      { table: "Deals", fields: ["Secret"] },
      { table: "Deals", rows: { field: "Stage", eq: "Won" } },
      {
        table: "Deals",
        rows: { field: "Stage", eq: "Won" },
        effect: "ALLOW",
        subject: { kind: "PERSON", id: tenant.bob.userId },
      },
    );
    const gone = (table: string, column: string) => `update airtable.data_policy set ${column} where id = '${table}'`;
    await open.subgraph.db.execute(gone(ids[0] ?? "", "field_ids = '{fldGone0000000000}'"));
    await open.subgraph.db.execute(gone(ids[1] ?? "", `rows = '{"field":"fldGone0000000000","eq":"Won"}'`));
    await open.data(tenant.owner, "mutation { setDeniedData(deniedData: TELL) { deniedData } }"); // Has them read anew.
    const { dataPolicies } = await open.data<{ dataPolicies: { problem: string | null }[] }>(
      tenant.owner,
      "{ dataPolicies { problem } }",
    );
    expect(dataPolicies.map(({ problem }) => problem)).toEqual([
      expect.stringContaining("no field fldGone"),
      expect.stringContaining("denies every record"),
      null,
    ]);
    const page = 'query ($base: ID!) { base(id: $base) { table(key: "Deals") { records { nodes { id } } } } }';
    expect(await open.data(tenant.ada, page)).toEqual({ base: { table: { records: { nodes: [] } } } });
    const decision = await why(tenant, { subject: { kind: "ROLE", id: "editor" }, operation: "READ" });
    expect(decision).toMatchObject({ allowed: false, rows: "NONE" });
    expect(JSON.stringify(decision.reasons)).toContain("denies every record");
  });
});

describe("data that is hidden", () => {
  it("is answered as if it did not exist", async () => {
    const tenant = await open.tenant();
    await tenant.policies({ table: "Companies" }, { table: "Deals", fields: ["Name", "Secret"] });
    await tenant.setDeniedData("HIDE");
    const lists = "query ($base: ID!) { base(id: $base) { tables { name primaryField { name } fields { name } } } }";
    const { base } = await open.data<{ base: { tables: { name: string; fields: { name: string }[] }[] } }>(
      tenant.ada,
      lists,
    );
    expect(base.tables).toMatchObject([{ name: "Deals", primaryField: null }]);
    const fields = base.tables[0]?.fields.map(({ name }) => name) ?? [];
    expect(fields).toContain("Amount");
    for (const hidden of ["Name", "Secret", "Loud", "Louder", "Budgets", "With"]) expect(fields).not.toContain(hidden);

    const both = async (query: (name: string) => string, hidden: string, missing: string) => {
      const [one, other] = [await open.ask(tenant.ada, query(hidden)), await open.ask(tenant.ada, query(missing))];
      expect(one.errors).toBeDefined();
      expect(JSON.stringify(one).replaceAll(hidden, missing)).toBe(JSON.stringify(other));
    };
    const table = (key: string) => `query ($base: ID!) { base(id: $base) { table(key: "${key}") { id } } }`;
    await both(table, "Companies", "Nothing");
    await both(table, at.companies, "tblNothing0000000");
    await both((name) => `{ record(id: "${at.dealId(1)}") { cell(field: "${name}") } }`, "Secret", "Nothing");
    await both((id) => `{ record(id: "${id}") { id } }`, at.companyId(1), at.companyId(9));
    const records = (args: string) =>
      `query ($base: ID!) { base(id: $base) { table(key: "Deals") { records(${args}) { nodes { id } } } } }`;
    await both((name) => records(`sort: [{ field: "${name}" }]`), "Secret", "Nothing");
    await both((name) => records(`filter: { field: "${name}", eq: "x" }`), "Secret", "Nothing");
    const write = (name: string) =>
      `mutation ($base: ID!) { createRecord(input: { baseId: $base, table: "Deals", cells: { ${name}: "x" } }) { id } }`;
    await both(write, "Secret", "Nothing");
    const linked = `{ record(id: "${at.dealId(1)}") { linkedRecords(field: "Company") { nodes { id } } } }`;
    expect(await open.data(tenant.ada, linked)).toEqual({ record: { linkedRecords: { nodes: [] } } });
  });

  it("may be a whole base", async () => {
    const tenant = await open.tenant();
    await tenant.policies({});
    await open.data(tenant.ada, "{ bases { id } }");
    await tenant.setDeniedData("HIDE");
    expect(await open.data(tenant.ada, "{ bases { id } }")).toEqual({ bases: [] });
    expect(codes(await open.ask(tenant.ada, "query ($base: ID!) { base(id: $base) { id } }"))).toEqual(["NOT_FOUND"]);
    const entity = "query ($of: [_Any!]!) { _entities(representations: $of) { ... on Base { name } } }";
    expect(await open.data(tenant.ada, entity, { of: [{ __typename: "Base", id: at.base }] })).toEqual({
      _entities: [null],
    });
    expect(await open.data(tenant.owner, "{ bases { id } }")).toEqual({ bases: [{ id: at.base }] });
    expect(await open.data(tenant.owner, "{ dataAccess { deniedData } }")).toEqual({
      dataAccess: { deniedData: "HIDE" },
    });
  });
});

interface Decision {
  allowed: boolean;
  rows: string;
  deniedFields: { name: string }[];
  reasons: { effect: string; text: string; policy: { id: string } | null }[];
}

async function why(tenant: PolicyTenant, about: object): Promise<Decision> {
  const { whyDenied } = await open.data<{ whyDenied: Decision }>(
    tenant.owner,
    "query ($input: WhyDeniedInput!) { whyDenied(input: $input) { allowed rows deniedFields { name } reasons { effect text policy { id } } } }",
    { input: { baseId: at.base, table: "Deals", ...about } },
  );
  return whyDenied;
}

describe("whyDenied", () => {
  it("says of a record, a field and a person what the policies come to, and which they are", async () => {
    const tenant = await open.tenant();
    const subject = { kind: "PERSON", id: tenant.ada.userId };
    const asked = { subject, roleId: "editor", email: ada.email, operation: "READ" };
    expect(await why(tenant, asked)).toMatchObject({ allowed: true, rows: "ALL", reasons: [{ policy: null }] });

    const [mine, secret] = await tenant.policies(
      { effect: "ALLOW", table: "Deals", rows: { field: "Owner", isMe: true } },
      { table: "Deals", fields: ["Secret"] },
    );
    const own = await why(tenant, { ...asked, recordId: at.dealId(2) });
    expect(own).toMatchObject({
      allowed: true,
      rows: "SOME",
      deniedFields: [{ name: "Secret" }, { name: "Loud" }, { name: "Louder" }],
    });
    expect(own.reasons[0]).toMatchObject({ effect: "ALLOW", policy: { id: mine } });
    const others = await why(tenant, { ...asked, recordId: at.dealId(1) });
    expect(others.allowed).toBe(false);
    expect(others.reasons[0]?.text).toContain("does not name this record");
    expect((await why(tenant, { ...asked, operation: "UPDATE", recordId: at.dealId(1) })).allowed).toBe(false);
    expect((await why(tenant, { ...asked, operation: "UPDATE", recordId: at.dealId(2) })).allowed).toBe(true);

    const field = await why(tenant, { ...asked, field: "Secret" });
    expect(field.allowed).toBe(false);
    expect(field.reasons).toContainEqual({ effect: "DENY", text: expect.any(String), policy: { id: secret } });
    const derived = await why(tenant, { ...asked, field: "Louder" });
    expect(derived.allowed).toBe(false);
    expect(JSON.stringify(derived.reasons)).toContain('computed from \\"Loud\\"');
    // Without the role nothing is known of its policies.
    expect(await why(tenant, { ...asked, roleId: null })).toMatchObject({ allowed: true, rows: "ALL" });
    expect(JSON.stringify(await why(tenant, { ...asked, email: null }))).toContain("has none");
  });

  it("refuses what it can't answer", async () => {
    const tenant = await open.tenant();
    const ask = async (about: object) =>
      codes(
        await open.ask(tenant.owner, "query ($input: WhyDeniedInput!) { whyDenied(input: $input) { allowed } }", {
          input: {
            subject: { kind: "ROLE", id: "viewer" },
            operation: "READ",
            baseId: at.base,
            table: "Deals",
            ...about,
          },
        }),
      );
    expect(await ask({ recordId: at.companyId(1) })).toEqual(["BAD_USER_INPUT"]);
    expect(await ask({ operation: "CREATE", recordId: at.dealId(1) })).toEqual(["BAD_USER_INPUT"]);
    expect(await ask({ recordId: at.dealId(99) })).toEqual(["NOT_FOUND"]);
    expect(await ask({ field: "Nothing" })).toEqual(["BAD_USER_INPUT"]);
    expect(await ask({ table: "Nothing" })).toEqual(["NOT_FOUND"]);
    const stranger = newPerson({ role: "owner" });
    const query = `query ($input: WhyDeniedInput!) { whyDenied(input: $input) { allowed } }`;
    const input = { subject: { kind: "EVERYONE" }, operation: "READ", baseId: at.base, table: "Deals" };
    expect(codes(await open.ask(stranger, query, { input }))).toEqual(["NOT_FOUND"]);
    expect(codes(await open.ask(tenant.ada, query, { input }))).toEqual(["FORBIDDEN"]);
  });
});
