import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { at } from "./fixtures/deals-base.ts";
import { codes, type OpenPolicies, openPolicies, type PolicyTenant } from "./fixtures/open-policies.ts";

let open: OpenPolicies;
beforeAll(async () => {
  open = await openPolicies();
});
afterAll(async () => open.close());

interface Result {
  outcome: string;
  id: string | null;
  record: { cells: Record<string, unknown> } | null;
  error: { code: string; message: string; field: string | null; airtableType: string | null } | null;
}
const results = "results { outcome id record { cells } error { code message field airtableType } }";

async function write(as: PolicyTenant["ada"], mutation: string, input: unknown): Promise<Result[]> {
  const type = `${(mutation[0] ?? "").toUpperCase()}${mutation.slice(1)}Input`.replace("Replace", "Update");
  const query = `mutation ($input: ${type}!) { ${mutation}(input: $input) { ${results} } }`;
  const { [mutation]: payload } = await open.data<Record<string, { results: Result[] }>>(as, query, { input });
  return payload?.results ?? [];
}
const inDeals = { baseId: at.base, table: "Deals" };
const create = async (as: PolicyTenant["ada"], cells: object[], typecast = false) =>
  write(as, "createRecords", { ...inDeals, typecast, records: cells.map((one) => ({ cells: one })) });
const update = async (as: PolicyTenant["ada"], changes: Record<string, object>, mutation = "updateRecords") =>
  write(as, mutation, { records: Object.entries(changes).map(([id, cells]) => ({ id, cells })) });
const told = (all: Result[]) => all.map(({ outcome, error }) => error?.code ?? outcome);

/** A deal of somebody's, made past all policies. */
async function newDeal({ owner }: PolicyTenant, cells: object): Promise<string> {
  const [made] = await create(owner, [{ Name: "New", ...cells }]);
  return made?.id ?? "";
}
const adas = { Owner: { email: "ada@example.com" } };
const bobs = { Owner: { email: "Bob@Example.com" } };
const mine = { table: "Deals", effect: "ALLOW", rows: { field: "Owner", isMe: true } } as const;

describe("a field that may not be written", () => {
  it("fails its record alone, in every mutation, and naming the field", async () => {
    const tenant = await open.tenant();
    await tenant.policies({ table: "Deals", fields: ["Secret"], operations: ["CREATE", "UPDATE"] });
    const id = await newDeal(tenant, { Secret: "kept" });
    const created = await create(tenant.ada, [{ Name: "a", Secret: "x" }, { Name: "b" }, { Secret: null }]);
    expect(told(created)).toEqual(["FORBIDDEN", "CREATED", "FORBIDDEN"]);
    expect(created[0]?.error?.field).toBe("Secret");
    expect(told(await update(tenant.ada, { [id]: { [at.field("Secret")]: "x" } }))).toEqual(["FORBIDDEN"]);
    // Not naming a field clears it.
    expect(told(await update(tenant.ada, { [id]: { Name: "x" } }, "replaceRecords"))).toEqual(["FORBIDDEN"]);
    const upsert = { ...inDeals, mergeOn: ["Name"], records: [{ cells: { Name: "b", Secret: "x" } }] };
    expect(told(await write(tenant.ada, "upsertRecords", upsert))).toEqual(["FORBIDDEN"]);
    const [after] = await update(tenant.ada, { [id]: { Name: "changed" } });
    expect(after?.record?.cells).toMatchObject({ Name: "changed", Secret: "kept" });
  });

  it("can be one that may be read, or the other way round: what may not be read is not answered", async () => {
    const tenant = await open.tenant();
    await tenant.policies({ table: "Deals", fields: ["Secret"] });
    const [created] = await create(tenant.ada, [{ Name: "a", Secret: "x" }]);
    expect(created?.outcome).toBe("CREATED");
    expect(Object.keys(created?.record?.cells ?? {})).not.toContain("Secret");
    expect(Object.keys(created?.record?.cells ?? {})).not.toContain("Loud");
    const upsert = `mutation ($input: UpsertRecordsInput!) { upsertRecords(input: $input) { succeeded } }`;
    const input = { ...inDeals, mergeOn: ["Secret"], records: [{ cells: { Secret: "x" } }] };
    expect(codes(await open.ask(tenant.ada, upsert, { input }))).toEqual(["FORBIDDEN"]);
  });
});

describe("a record that may not be changed or deleted", () => {
  it("is FORBIDDEN where it may be read, and else as one that does not exist", async () => {
    const tenant = await open.tenant();
    const [own, others, missing] = [await newDeal(tenant, adas), await newDeal(tenant, bobs), at.dealId(99)];
    await tenant.policies({ ...mine, operations: ["UPDATE", "DELETE"] });
    const changes = { [own]: { Amount: 1 }, [others]: { Amount: 1 }, [missing]: { Amount: 1 } };
    expect(told(await update(tenant.ada, changes))).toEqual(["UPDATED", "FORBIDDEN", "NOT_FOUND"]);

    await tenant.policies(mine);
    const [, hidden, absent] = await update(tenant.ada, changes);
    expect(hidden?.error).toEqual({ ...absent?.error, message: absent?.error?.message.replace(missing, others) });
    expect(hidden?.error?.code).toBe("NOT_FOUND");
    const deleted = await write(tenant.ada, "deleteRecords", { ids: [own, others, missing] });
    expect(told(deleted)).toEqual(["DELETED", "NOT_FOUND", "NOT_FOUND"]);
    const { record } = await open.data<{ record: unknown }>(
      tenant.owner,
      'query ($id: ID!) { record(id: $id) { cell(field: "Amount") } }',
      { id: others },
    );
    expect(record).toEqual({ cell: null });
  });

  it("is looked for with one call for a hundred", async () => {
    const tenant = await open.tenant();
    const ids = await Promise.all([...Array(12).keys()].map(async () => newDeal(tenant, adas)));
    await tenant.policies(mine);
    await update(tenant.ada, { [ids[0] ?? ""]: { Amount: 0 } });
    open.front.forget();
    const given = Object.fromEntries(ids.map((id) => [id, { Amount: 2 }]));
    const query = "mutation ($input: UpdateRecordsInput!) { updateRecords(input: $input) { succeeded } }";
    const input = { records: Object.entries(given).map(([id, cells]) => ({ id, cells })) };
    expect((await open.data<{ updateRecords: unknown }>(tenant.ada, query, { input })).updateRecords).toEqual({
      succeeded: 12,
    });
    expect(open.front.listings()).toHaveLength(1);
    expect(open.front.calls()).toHaveLength(3);
  });

  it("gets neither files nor comments", async () => {
    const tenant = await open.tenant();
    const [own, others] = [await newDeal(tenant, adas), await newDeal(tenant, bobs)];
    await tenant.policies(mine, { table: "Deals", fields: ["Files"], operations: ["UPDATE"] });
    const comment = `mutation ($id: ID!) { createComment(input: { recordId: $id, text: "x" }) { id } }`;
    const file = `mutation ($id: ID!) { uploadAttachment(input: { recordId: $id, field: "Files", filename: "a.txt", contentType: "text/plain", content: "YQ==" }) { attachments { id } } }`;
    const { createComment } = await open.data<{ createComment: { id: string } }>(tenant.ada, comment, { id: own });
    expect(codes(await open.ask(tenant.ada, comment, { id: others }))).toEqual(["NOT_FOUND"]);
    const change = `mutation ($id: ID!) { updateComment(input: { recordId: $id, commentId: "${createComment.id}", text: "y" }) { id } deleteComment(input: { recordId: $id, commentId: "${createComment.id}" }) { id } }`;
    expect(codes(await open.ask(tenant.ada, change, { id: others }))).toEqual(["NOT_FOUND", "NOT_FOUND"]);
    await open.data(tenant.ada, change, { id: own });
    expect(codes(await open.ask(tenant.ada, file, { id: own }))).toEqual(["FORBIDDEN"]);
    expect(codes(await open.ask(tenant.ada, file, { id: others }))).toEqual(["NOT_FOUND"]);
    const count = "query ($id: ID!) { record(id: $id) { commentCount comments { nodes { id } } } }";
    expect((await open.data<{ record: unknown }>(tenant.ada, count, { id: own })).record).toEqual({
      commentCount: 0,
      comments: { nodes: [] },
    });
    expect(codes(await open.ask(tenant.ada, count, { id: others }))).toEqual(["NOT_FOUND"]);
  });
});

describe("a record that may not be created", () => {
  it("is told by the cells that are given for it", async () => {
    const tenant = await open.tenant();
    const rows = { and: [{ field: "Owner", isMe: true }, { not: { field: "Stage", in: ["Won"] } }] };
    await tenant.policies({ ...mine, operations: ["CREATE"], rows });
    const won = { Name: "a", ...adas, Stage: "Won" };
    const cells = [{ Name: "a", ...adas }, { Name: "a", ...bobs }, { Name: "a" }, won, { ...adas, Stage: "Open" }];
    expect(told(await create(tenant.ada, cells))).toEqual([
      "CREATED",
      "FORBIDDEN",
      "FORBIDDEN",
      "FORBIDDEN",
      "CREATED",
    ]);
  });

  it("is also what can't be told: a person by id, a choice that typecast would make another one", async () => {
    const tenant = await open.tenant();
    await tenant.policies({
      table: "Deals",
      operations: ["CREATE"],
      rows: {
        or: [
          { field: "Stage", eq: "Won" },
          { field: "Name", eq: "x" },
          { field: "Owner", isMe: true },
        ],
      },
    });
    const cells = [
      { Stage: "won" },
      { Name: "x " },
      { Owner: { id: "usrAda00000000000" } },
      { Stage: "Open", ...bobs },
    ];
    expect(told(await create(tenant.ada, cells, true))).toEqual(["FORBIDDEN", "FORBIDDEN", "FORBIDDEN", "CREATED"]);
    const query =
      'mutation ($base: ID!) { createRecord(input: { baseId: $base, table: "Deals", cells: { Name: "x" } }) { id } }';
    expect(codes(await open.ask(tenant.ada, query))).toEqual(["FORBIDDEN"]);
  });

  it("may be created without being read: its id is told, and no more", async () => {
    const tenant = await open.tenant();
    await tenant.policies(mine);
    const [own, others] = await create(tenant.ada, [
      { Name: "a", ...adas },
      { Name: "b", ...bobs },
    ]);
    expect(own?.record?.cells).toMatchObject({ Name: "a" });
    expect(others).toMatchObject({ outcome: "CREATED", id: expect.any(String), record: null, error: null });
    const query =
      'mutation ($base: ID!) { createRecord(input: { baseId: $base, table: "Deals", cells: { Name: "x" } }) { id record { id } } }';
    expect(await open.data(tenant.ada, query)).toEqual({ createRecord: { id: expect.any(String), record: null } });
  });
});

describe("what Airtable decides among all records", () => {
  it("is denied to who may not read all of them: an upsert and a CSV file", async () => {
    const tenant = await open.tenant();
    await tenant.policies(mine);
    const upsert = "mutation ($input: UpsertRecordsInput!) { upsertRecords(input: $input) { succeeded } }";
    const input = { ...inDeals, mergeOn: ["Name"], records: [{ cells: { Name: "Deal 1", Amount: 0 } }] };
    expect(codes(await open.ask(tenant.ada, upsert, { input }))).toEqual(["FORBIDDEN"]);
    const sync = "mutation ($input: SyncCsvInput!) { syncCsv(input: $input) { table { id } } }";
    const csv = { ...inDeals, syncId: "sync_deals", csv: "Name\na\n" };
    expect(codes(await open.ask(tenant.ada, sync, { input: csv }))).toEqual(["FORBIDDEN"]);
    expect(codes(await open.ask(tenant.bob, upsert, { input: { ...input, mergeOn: ["Nothing"] } }))).toEqual([
      "BAD_USER_INPUT",
    ]);
  });

  it("is denied of links: neither a name that typecast looks for, nor the id of a record that may not be read", async () => {
    const tenant = await open.tenant();
    await tenant.policies({ table: "Companies", rows: { field: "Budget", lt: 3000 }, effect: "ALLOW" });
    const link = (company: string) => ({ Name: "a", Company: [company] });
    const byName = await create(tenant.ada, [link("Company 2"), link("Company 1")], true);
    expect(told(byName)).toEqual(["FORBIDDEN", "FORBIDDEN"]);
    const ids = [at.company(1), at.company(2), at.company(9)];
    const byId = await create(tenant.ada, ids.map(link));
    expect(told(byId)).toEqual(["CREATED", "BAD_USER_INPUT", "BAD_USER_INPUT"]);
    expect(byId[1]?.error?.message.replace(at.company(2), "")).toBe(byId[2]?.error?.message.replace(at.company(9), ""));
    expect(byId[1]?.error?.airtableType).toBe(byId[2]?.error?.airtableType);
  });
});
