import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { smallSeed } from "../../../emulator/testing/small-seed.ts";
import { openDatabase } from "../../../kernel/database/database.ts";
import { readEvents } from "../../../kernel/event-log/event-log.ts";
import type { ExecutionResult } from "../../../kernel/executor/executor.ts";
import { newTenant } from "../../../tests/support/subgraph.ts";
import { type Fault, type FaultyProxy, startFaultyProxy } from "../fixtures/faulty-proxy.ts";
import { type OpenAirtable, openAirtable, person } from "../fixtures/open-airtable.ts";
import { smallIds as ids, smallTokens as tokens } from "../fixtures/open-writing.ts";
import { baseId } from "../ids.ts";
import { schemaStream } from "./schema-stream.ts";

const tenant = newTenant();
const owner = person(tenant, "owner");

let proxy: FaultyProxy;
let airtable: OpenAirtable;
beforeAll(async () => {
  airtable = await openAirtable({
    seed: smallSeed(),
    limits: "off",
    behind: async (emulatorUrl) => {
      proxy = await startFaultyProxy(emulatorUrl);
      return proxy.url;
    },
  });
  await ask(`mutation { connectAirtable(input: { token: "${tokens.creator}" }) { id } }`);
});
afterAll(async () => {
  await airtable.close();
  await proxy.stop();
});
beforeEach(() => proxy.fault(() => undefined));

async function ask(query: string, variables: Record<string, unknown> = {}): Promise<ExecutionResult> {
  return airtable.ask(query, { as: owner, variables });
}
const codes = ({ errors }: ExecutionResult) => errors?.map(({ extensions }) => extensions?.code) ?? [];
const changes = () => proxy.calls().filter(({ method, path }) => method !== "GET" && !path.endsWith("whoami"));

async function lastEvent(base: string) {
  const database = openDatabase({ url: airtable.databaseUrl, applicationName: "test", maxConnections: 1 });
  const events = await readEvents(database.db, tenant, {
    stream: schemaStream(baseId.parse(base)),
    after: 0,
    limit: 100,
  });
  await database.close();
  return events.at(-1);
}

const base = `baseId: "${ids.base}"`;
const field = { id: "fldNew00000000000", name: "Height", type: "number", options: { precision: 1 } };
const table = {
  id: "tblNew00000000000",
  name: "Places",
  primaryFieldId: field.id,
  fields: [{ id: field.id, name: "Name", type: "singleLineText" }],
  views: [{ id: "viwNew00000000000", name: "Grid view", type: "grid" }],
};
const tables = `/v0/meta/bases/${ids.base}/tables`;

/** What is sent, what Airtable answers by the reference (6), what our client sees, and what others are told. */
const cases: {
  name: string;
  mutation: string;
  call: { method: string; path: string; body: unknown };
  answer: unknown;
  data: unknown;
  event: { kind: string; baseId: string; tableId?: string; fieldId?: string };
}[] = [
  {
    name: "createTable",
    mutation: `createTable(input: { ${base}, name: " Places ", description: "Where", fields: [{ name: "Name", type: "singleLineText" }] }) { id name primaryField { name } views { name } }`,
    call: {
      method: "POST",
      path: tables,
      body: { name: "Places", description: "Where", fields: [{ name: "Name", type: "singleLineText" }] },
    },
    answer: table,
    data: { id: table.id, name: "Places", primaryField: { name: "Name" }, views: [{ name: "Grid view" }] },
    event: { kind: "TABLE_CREATED", baseId: ids.base, tableId: table.id },
  },
  {
    name: "updateTable",
    mutation: `updateTable(input: { ${base}, table: "People", name: "Places", description: "" }) { id name }`,
    call: { method: "PATCH", path: `${tables}/${ids.people}`, body: { name: "Places", description: "" } },
    answer: { ...table, id: ids.people },
    data: { id: ids.people, name: "Places" },
    event: { kind: "TABLE_CHANGED", baseId: ids.base, tableId: ids.people },
  },
  {
    name: "createField",
    mutation: `createField(input: { ${base}, table: "People", name: "Height", type: "number", options: { precision: 1 } }) { id name type options }`,
    call: {
      method: "POST",
      path: `${tables}/${ids.people}/fields`,
      body: { name: "Height", type: "number", options: { precision: 1 } },
    },
    answer: field,
    data: field,
    event: { kind: "FIELD_CREATED", baseId: ids.base, tableId: ids.people, fieldId: field.id },
  },
  {
    name: "updateField",
    mutation: `updateField(input: { ${base}, table: "People", field: "Double", options: { formula: "{Age}*3" } }) { id name }`,
    call: {
      method: "PATCH",
      path: `${tables}/${ids.people}/fields/fldPDouble0000000`,
      body: { options: { formula: "{Age}*3" } },
    },
    answer: { ...field, id: "fldPDouble0000000" },
    data: { id: "fldPDouble0000000", name: "Height" },
    event: { kind: "FIELD_CHANGED", baseId: ids.base, tableId: ids.people, fieldId: "fldPDouble0000000" },
  },
  {
    name: "createBase",
    mutation: `createBase(input: { workspaceId: "wspAAAAAAAAAAAAAA", name: "New", tables: [{ name: "T", fields: [{ name: "Name", type: "singleLineText" }] }] }) { id name permissionLevel }`,
    call: {
      method: "POST",
      path: "/v0/meta/bases",
      body: {
        workspaceId: "wspAAAAAAAAAAAAAA",
        name: "New",
        tables: [{ name: "T", fields: [{ name: "Name", type: "singleLineText" }] }],
      },
    },
    answer: { id: "appNew00000000000", tables: [table] },
    data: { id: "appNew00000000000", name: "New", permissionLevel: "create" },
    event: { kind: "BASE_CREATED", baseId: "appNew00000000000" },
  },
  {
    name: "deleteBase",
    mutation: `deleteBase(id: "${ids.base}") { id }`,
    call: { method: "DELETE", path: `/v0/meta/bases/${ids.base}`, body: undefined },
    answer: { id: ids.base, deleted: true },
    data: { id: ids.base },
    event: { kind: "BASE_DELETED", baseId: ids.base },
  },
];

describe.each(cases)("$name", ({ name, mutation, call, answer, data, event }) => {
  it("changes the schema, forgets the old one at once, and tells other processes", async () => {
    const schema = `{ base(id: "${ids.base}") { tables { name } } }`;
    await ask(schema);
    proxy.fault(({ method, path }) =>
      method === call.method && path === call.path ? { status: 200, body: answer } : undefined,
    );
    const result = await ask(`mutation { ${mutation} }`);
    expect(result.errors).toBeUndefined();
    expect(result.data).toEqual({ [name]: data });
    expect(
      changes().map(({ method, path, body }) => ({ method, path, body: body === "" ? undefined : JSON.parse(body) })),
    ).toEqual([call]);
    expect(await lastEvent(event.baseId)).toMatchObject({ type: "airtable.schemaChanged", data: event });

    const before = proxy.calls().length;
    await ask(schema);
    const paths = proxy
      .calls()
      .slice(before)
      .map(({ path }) => path.split("?")[0]);
    // Another base's schema is still as it was.
    expect(paths).toEqual(name === "createBase" ? ["/v0/meta/bases"] : ["/v0/meta/bases", tables]);
  });

  it("tells when the outcome is unknown, and creates nothing twice", async () => {
    proxy.fault(({ method }) => (method === call.method ? "cut" : undefined));
    const result = await ask(`mutation { ${mutation} }`);
    expect(result.errors?.[0]?.extensions).toMatchObject({ code: "UPSTREAM_UNAVAILABLE", outcome: "unknown" });
    expect(changes()).toHaveLength(call.method === "POST" ? 1 : 3);
  });

  it.each<[string, Fault, string]>([
    ["FORBIDDEN", { status: 403, body: { error: { type: "INVALID_PERMISSIONS", message: "no" } } }, "FORBIDDEN"],
    [
      "a scope that is missing",
      { status: 403, body: { error: { type: "INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND" } } },
      "NOT_FOUND",
    ],
    [
      "a name that is taken",
      { status: 422, body: { error: { type: "DUPLICATE_TABLE_NAME", message: "taken" } } },
      "CONFLICT",
    ],
    [
      "options that Airtable refuses",
      {
        status: 422,
        body: {
          error: {
            type: "INVALID_FIELD_TYPE_OPTIONS_FOR_CREATE",
            message: "Failed schema validation: <Field>.options is missing",
          },
        },
      },
      "BAD_USER_INPUT",
    ],
    [
      "a type that can't be created",
      { status: 422, body: { error: { type: "UNSUPPORTED_FIELD_TYPE_FOR_CREATE" } } },
      "BAD_USER_INPUT",
    ],
  ])("tells of %s, in Airtable's words too", async (_what, fault, code) => {
    proxy.fault(({ method }) => (method === call.method ? fault : undefined));
    const result = await ask(`mutation { ${mutation} }`);
    expect(codes(result)).toEqual([code]);
    expect(result.errors?.[0]?.extensions?.airtableType).toEqual(expect.any(String));
  });
});

it("deleteBase takes a base that is gone after an attempt without an answer as deleted", async () => {
  let attempts = 0;
  proxy.fault(({ method }) => {
    if (method !== "DELETE") return undefined;
    attempts += 1;
    return attempts === 1 ? "cut" : { status: 404, body: { error: "NOT_FOUND" } };
  });
  expect((await ask(`mutation { deleteBase(id: "${ids.base}") { id } }`)).data).toEqual({
    deleteBase: { id: ids.base },
  });
});

const newFields = (...fields: string[]) => `fields: [${fields.join(", ")}]`;
const text = '{ name: "Name", type: "singleLineText" }';

describe("bad input", () => {
  it.each([
    ["no name", `createTable(input: { ${base}, name: "  ", ${newFields(text)} }) { id }`, "name"],
    ["a name with a line break", `createTable(input: { ${base}, name: "a\\nb", ${newFields(text)} }) { id }`, "name"],
    [
      "a name of 256 characters",
      `createTable(input: { ${base}, name: "${"x".repeat(256)}", ${newFields(text)} }) { id }`,
      "name",
    ],
    [
      "a description of 20,001 characters",
      `updateTable(input: { ${base}, table: "People", description: "${"x".repeat(20_001)}" }) { id }`,
      "description",
    ],
    ["no fields", `createTable(input: { ${base}, name: "T", fields: [] }) { id }`, "fields"],
    [
      "a primary field that can't be one",
      `createTable(input: { ${base}, name: "T", ${newFields('{ name: "Name", type: "checkbox" }')} }) { id }`,
      "fields.0.type",
    ],
    [
      "a field's name twice",
      `createTable(input: { ${base}, name: "T", ${newFields(text, text.replace("Name", "NAME"))} }) { id }`,
      "fields.1.name",
    ],
    [
      "a type that is none",
      `createField(input: { ${base}, table: "People", name: "x", type: "single line" }) { id }`,
      "type",
    ],
    ["no tables", `createBase(input: { workspaceId: "wspAAAAAAAAAAAAAA", name: "x", tables: [] }) { id }`, "tables"],
    [
      "a workspace that is none",
      `createBase(input: { workspaceId: "x/../y", name: "x", tables: [{ name: "T", ${newFields(text)} }] }) { id }`,
      "workspaceId",
    ],
    ["no change of a table", `updateTable(input: { ${base}, table: "People" }) { id }`, "name"],
    ["no change of a field", `updateField(input: { ${base}, table: "People", field: "Age" }) { id }`, "name"],
    [
      "a field that is unknown",
      `updateField(input: { ${base}, table: "People", field: "Nothing", name: "x" }) { id }`,
      "Nothing",
    ],
  ])("is refused and named, at the cost of no change: %s", async (_what, mutation, named) => {
    const result = await ask(`mutation { ${mutation} }`);
    expect(codes(result)).toEqual(["BAD_USER_INPUT"]);
    expect(result.errors?.[0]?.extensions?.field).toBe(named);
    expect(changes()).toEqual([]);
  });

  it.each([
    ["base", `createTable(input: { baseId: "appNothing0000000", name: "T", ${newFields(text)} }) { id }`],
    ["base", `deleteBase(id: "${ids.otherBase}") { id }`],
    ["table", `createField(input: { ${base}, table: "Nothing", name: "x", type: "number" }) { id }`],
    [
      "connection",
      `createBase(input: { connectionId: "6f1c3a1e-0000-4000-8000-000000000000", workspaceId: "wspAAAAAAAAAAAAAA", name: "x", tables: [{ name: "T", ${newFields(text)} }] }) { id }`,
    ],
  ])("is not found among the tenant's: a %s", async (_what, mutation) => {
    expect(codes(await ask(`mutation { ${mutation} }`))).toEqual(["NOT_FOUND"]);
    expect(changes()).toEqual([]);
  });
});
