import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { smallSeed } from "../../../emulator/testing/small-seed.ts";
import type { ExecutionResult } from "../../../kernel/executor/executor.ts";
import type { Caller } from "../../../kernel/identity/caller.ts";
import type { BuiltInRole } from "../../../kernel/identity/scopes.ts";
import { newMachine, newTenant, roleNames } from "../../../tests/support/subgraph.ts";
import { type OpenAirtable, openAirtable, person } from "../fixtures/open-airtable.ts";
import { globalId, smallIds as ids, smallTokens as tokens } from "../fixtures/open-writing.ts";

const tenant = newTenant();
const stranger = newTenant();
const otherBaseToken = "patOTHER";

let airtable: OpenAirtable;
beforeAll(async () => {
  const seed = smallSeed();
  const [first] = seed.tokens;
  if (first === undefined) throw new Error("the small seed has changed");
  const other = { ...first, token: otherBaseToken, bases: [{ id: ids.otherBase, permissionLevel: "create" as const }] };
  airtable = await openAirtable({ seed: { ...seed, tokens: [...seed.tokens, other] }, limits: "off" });
  for (const [of, token] of [
    [tenant, tokens.creator],
    [stranger, otherBaseToken],
  ] as const) {
    const connect = "mutation ($token: String!) { connectAirtable(input: { token: $token }) { id } }";
    expect((await airtable.ask(connect, { as: person(of, "owner"), variables: { token } })).errors).toBeUndefined();
  }
});
afterAll(async () => airtable.close());
beforeEach(() => airtable.emulator.resetRequests());

async function ask(
  query: string,
  variables: Record<string, unknown> = {},
  as: Caller = person(tenant, "editor"),
): Promise<ExecutionResult> {
  return airtable.ask(query, { as, variables });
}
const codes = ({ errors }: ExecutionResult) => errors?.map(({ extensions }) => extensions?.code) ?? [];
const writes = () =>
  airtable.emulator
    .requests()
    .filter(({ path, method }) => path.includes("/v0/app") && method !== "GET" && !path.endsWith("listRecords"));

const payload =
  'results { outcome id record { recordId name: cell(field: "Name") } error { code message field airtableType airtableMessage } } succeeded failed';
const create = `mutation ($records: [NewRecordInput!]!) { createRecords(input: { baseId: "${ids.base}", table: "People", records: $records }) { ${payload} } }`;

describe("a mutation of records", () => {
  it("tells for each record what became of it, and how many were written", async () => {
    const records = [{ cells: { Name: "Eve" } }, { cells: { Age: "old" } }, { cells: { Name: "Max", Level: "Chief" } }];
    const { data, errors } = await ask(create, { records });
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      createRecords: {
        results: [
          {
            outcome: "CREATED",
            id: expect.stringMatching(new RegExp(`^${ids.base}/${ids.people}/rec\\w{14}$`)),
            record: { recordId: expect.stringMatching(/^rec/), name: "Eve" },
            error: null,
          },
          {
            outcome: "FAILED",
            id: null,
            record: null,
            error: {
              code: "BAD_USER_INPUT",
              message: 'The field "Age" must be a number.',
              field: "Age",
              airtableType: null,
              airtableMessage: null,
            },
          },
          {
            outcome: "FAILED",
            id: null,
            record: null,
            error: {
              code: "BAD_USER_INPUT",
              message: expect.stringContaining("INVALID_MULTIPLE_CHOICE_OPTIONS"),
              field: "Level",
              airtableType: "INVALID_MULTIPLE_CHOICE_OPTIONS",
              airtableMessage: expect.stringContaining("Chief"),
            },
          },
        ],
        succeeded: 1,
        failed: 2,
      },
    });
  });

  it("is refused whole, with the argument named, for 1001 records", async () => {
    const result = await ask(create, { records: Array.from({ length: 1_001 }, () => ({ cells: {} })) });
    expect(codes(result)).toEqual(["BAD_USER_INPUT"]);
    expect(result.errors?.[0]).toMatchObject({ path: ["createRecords"], extensions: { field: "records" } });
    expect(writes()).toEqual([]);
  });

  it("is done before the next one of its operation, which sees what it wrote", async () => {
    const id = globalId(ids.bob);
    const { data, errors } = await ask(
      `mutation ($id: ID!) {
        first: updateRecords(input: { records: [{ id: $id, cells: { Age: 1, Team: ["${ids.blue}"] } }] }) { ${payload} }
        second: replaceRecords(input: { records: [{ id: $id, cells: { Name: "Bob" } }] }) { results { record { cells } } }
        third: upsertRecords(input: { baseId: "${ids.base}", table: "People", mergeOn: ["Name"], records: [{ cells: { Name: "Bob", Team: ["${ids.blue}"] } }] }) {
          results { outcome record { teams: linkedRecords(field: "Team") { nodes { members: cell(field: "Members") } } } } }
        fourth: deleteRecords(input: { ids: [$id] }) { results { outcome id } succeeded failed }
        fifth: updateRecords(input: { records: [{ id: $id, cells: { Age: 1 } }] }) { results { outcome id error { code } } succeeded failed }
      }`,
      { id },
    );
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({
      first: { succeeded: 1, results: [{ outcome: "UPDATED", id }] },
      second: { results: [{ record: { cells: { Name: "Bob" } } }] },
      third: { results: [{ outcome: "UPDATED", record: { teams: { nodes: [{ members: [ids.bob] }] } } }] },
      fourth: { results: [{ outcome: "DELETED", id }], succeeded: 1, failed: 0 },
      fifth: { results: [{ outcome: "FAILED", id, error: { code: "NOT_FOUND" } }], succeeded: 0, failed: 1 },
    });
    const second = (data as { second: { results: { record: { cells: object } }[] } }).second.results[0]?.record.cells;
    expect(second).not.toHaveProperty("Age");
  });

  it("does not reach another tenant's records, which are like none", async () => {
    const as = person(stranger, "owner");
    const id = globalId(ids.ada);
    const answers = async (someId: string, base: string) =>
      ask(
        `mutation ($id: ID!, $base: ID!) {
          updateRecords(input: { records: [{ id: $id, cells: { Age: 1 } }] }) { results { error { code message } } }
          deleteRecords(input: { ids: [$id] }) { results { error { code message } } }
          createRecords(input: { baseId: $base, table: "People", records: [{ cells: {} }] }) { succeeded }
        }`,
        { id: someId, base },
        as,
      );
    const nobodys = "appNothing0000000";
    const others = await answers(id, ids.base);
    const none = await answers(id.replace(ids.base, nobodys), nobodys);
    const told = ({ data, errors }: ExecutionResult) => JSON.stringify({ data, errors }).replaceAll(ids.base, nobodys);
    expect(told(others)).toBe(told(none));
    expect(codes(others)).toEqual(["NOT_FOUND"]);
    expect(others.data).toMatchObject({
      updateRecords: { results: [{ error: { code: "NOT_FOUND" } }] },
      deleteRecords: { results: [{ error: { code: "NOT_FOUND" } }] },
      createRecords: null,
    });
    expect(writes()).toEqual([]);
  });
});

const id = globalId(ids.ada);
const base = `baseId: "${ids.base}"`;
const guarded: readonly [BuiltInRole, string][] = [
  ["editor", `createRecord(input: { ${base}, table: "People", cells: { Nothing: 1 } }) { record { id } }`],
  ["editor", `createRecords(input: { ${base}, table: "Nothing", records: [] }) { succeeded }`],
  ["editor", `updateRecords(input: { records: [{ id: "x", cells: {} }] }) { succeeded }`],
  ["editor", `replaceRecords(input: { records: [{ id: "x", cells: {} }] }) { succeeded }`],
  ["editor", `upsertRecords(input: { ${base}, table: "People", mergeOn: [], records: [] }) { succeeded }`],
  ["editor", `deleteRecords(input: { ids: ["x"] }) { succeeded }`],
  [
    "editor",
    `uploadAttachment(input: { recordId: "${id}", field: "Files", filename: "", contentType: "", content: "" }) { attachments { id } }`,
  ],
  ["editor", `syncCsv(input: { ${base}, table: "People", syncId: "", csv: "" }) { table { id } }`],
  ["editor", `createComment(input: { recordId: "${id}", text: "" }) { id }`],
  ["editor", `updateComment(input: { recordId: "${id}", commentId: "x", text: "x" }) { id }`],
  ["editor", `deleteComment(input: { recordId: "${id}", commentId: "x" }) { id }`],
  ["admin", `createBase(input: { workspaceId: "x", name: "x", tables: [] }) { id }`],
  ["owner", `deleteBase(id: "appNothing0000000") { id }`],
  ["admin", `createTable(input: { ${base}, name: "", fields: [] }) { id }`],
  ["admin", `updateTable(input: { ${base}, table: "People" }) { id }`],
  ["admin", `createField(input: { ${base}, table: "People", name: "", type: "" }) { id }`],
  ["admin", `updateField(input: { ${base}, table: "People", field: "Age" }) { id }`],
];

describe("who may write and not read", () => {
  const writer = newMachine(["data:write", "runs:read", "files:read"], { tenantId: tenant });
  const told = async (query: string) => JSON.stringify(await ask(query, {}, writer));

  it.each(["UntypedRecord", "AirtableRecord"])("finds no %s where other subgraphs refer to one", async (type) => {
    const selection = '... on AirtableRecord { id createdTime cells cell(field: "Name") commentCount }';
    const query = `{ _entities(representations: [{ __typename: "${type}", id: "${id}" }]) { ${selection} } }`;
    const result = await ask(query, {}, writer);
    expect(result.data).toEqual({ _entities: [null] });
    expect(codes(result)).toEqual(["FORBIDDEN"]);
    expect(airtable.emulator.requests()).toEqual([]);
  });

  it("is told what was written by its id, and nothing of what else the record holds", async () => {
    const update = `updateRecords(input: { records: [{ id: "${id}", cells: {} }] })`;
    expect(await told(`mutation { ${update} { succeeded results { record { id } } } }`)).toContain(id);
    for (const selection of [
      "cells",
      'cell(field: "Name")',
      'linkedRecords(field: "Friends") { nodes { id } }',
      'attachments(field: "Files") { id }',
      "commentCount",
      "comments { nodes { id } }",
      "table { name }",
      "base { name }",
    ]) {
      const result = await ask(`mutation { ${update} { results { record { ${selection} } } } }`, {}, writer);
      expect([selection, codes(result)]).toEqual([selection, ["FORBIDDEN"]]);
      expect(JSON.stringify(result.data)).not.toContain("Ada");
    }
  });
});

describe("permissions", () => {
  it.each(guarded)("let %ss and above, and nobody else, ask %s", async (least, mutation) => {
    const query = `mutation { ${mutation} }`;
    expect(codes(await ask(query, {}, { kind: "anonymous" }))).toEqual(["UNAUTHENTICATED"]);
    expect(codes(await ask(query, {}, { kind: "service", name: "router" }))).toEqual(["FORBIDDEN"]);
    for (const role of roleNames) {
      const permitted = roleNames.indexOf(role) <= roleNames.indexOf(least);
      expect(codes(await ask(query, {}, person(tenant, role))).includes("FORBIDDEN")).toBe(!permitted);
    }
    expect(writes()).toEqual([]);
  });
});
