import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import type { Seed } from "../../../emulator/emulator.ts";
import { smallSeed } from "../../../emulator/testing/small-seed.ts";
import { openDatabase } from "../../../kernel/database/database.ts";
import { readEvents } from "../../../kernel/event-log/event-log.ts";
import type { ExecutionResult } from "../../../kernel/executor/executor.ts";
import { newTenant } from "../../../tests/support/subgraph.ts";
import { type OpenAirtable, openAirtable, person } from "../fixtures/open-airtable.ts";
import { smallIds as ids, smallTokens as tokens } from "../fixtures/open-writing.ts";
import { baseId } from "../ids.ts";
import { schemaStream } from "./schema-stream.ts";

const tenant = newTenant();
const owner = person(tenant, "owner");
/** Of a token that may edit records only, and of one that lacks the scope to write schemas. */
const editor = person(newTenant(), "owner");
const unscoped = person(newTenant(), "owner");
const unscopedToken = "patUNSCOPED";

function seed(): Seed {
  const small = smallSeed();
  const [creator] = small.tokens;
  if (creator === undefined) throw new Error("the small seed has changed");
  const scopes = creator.scopes.filter((scope) => scope !== "schema.bases:write");
  return { ...small, tokens: [...small.tokens, { ...creator, token: unscopedToken, scopes }] };
}

let airtable: OpenAirtable;
beforeAll(async () => {
  airtable = await openAirtable({ seed: seed(), limits: "off" });
  for (const [as, token] of [
    [owner, tokens.creator],
    [editor, tokens.editor],
    [unscoped, unscopedToken],
  ] as const) {
    await airtable.ask(`mutation { connectAirtable(input: { token: "${token}" }) { id } }`, { as });
  }
});
afterAll(async () => airtable.close());
beforeEach(() => {
  airtable.emulator.faults.clear();
  airtable.emulator.resetRequests();
});

async function ask(query: string, as = owner): Promise<ExecutionResult> {
  return airtable.ask(query, { as });
}
const codes = ({ errors }: ExecutionResult) => errors?.map(({ extensions }) => extensions?.code) ?? [];
const paths = () => airtable.emulator.requests().map(({ method, path }) => `${method} ${path}`);
const changes = () => paths().filter((call) => !call.startsWith("GET"));

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
const tables = `/v0/meta/bases/${ids.base}/tables`;
const workspace = 'workspaceId: "wspSample00000000"';
const newFields = (...fields: string[]) => `fields: [${fields.join(", ")}]`;
const text = '{ name: "Name", type: "singleLineText" }';
const newTables = `tables: [{ name: "T", ${newFields(text)} }]`;
const schema = `{ base(id: "${ids.base}") { tables { name } } }`;

interface Case {
  readonly name: string;
  /** @param name one that nothing else has */
  readonly mutation: (name: string) => string;
  readonly call: { readonly method: string; readonly path: string };
  readonly data: (name: string) => object;
  readonly event: (created: string) => { kind: string; baseId: string; tableId?: string; fieldId?: string };
}

const cases: Case[] = [
  {
    name: "createTable",
    mutation: (name) =>
      `createTable(input: { ${base}, name: " ${name} ", description: "Where", ${newFields(text)} }) { id name description primaryField { name } views { name } }`,
    call: { method: "POST", path: tables },
    data: (name) => ({ name, description: "Where", primaryField: { name: "Name" }, views: [{ name: "Grid view" }] }),
    event: (tableId) => ({ kind: "TABLE_CREATED", baseId: ids.base, tableId }),
  },
  {
    name: "updateTable",
    mutation: (name) =>
      `updateTable(input: { ${base}, table: "${ids.teams}", name: "${name}", description: "" }) { id name }`,
    call: { method: "PATCH", path: `${tables}/${ids.teams}` },
    data: (name) => ({ id: ids.teams, name }),
    event: () => ({ kind: "TABLE_CHANGED", baseId: ids.base, tableId: ids.teams }),
  },
  {
    name: "createField",
    mutation: (name) =>
      `createField(input: { ${base}, table: "People", name: "${name}", type: "number", options: { precision: 1 } }) { id name type options }`,
    call: { method: "POST", path: `${tables}/${ids.people}/fields` },
    data: (name) => ({ name, type: "number", options: { precision: 1 } }),
    event: (fieldId) => ({ kind: "FIELD_CREATED", baseId: ids.base, tableId: ids.people, fieldId }),
  },
  {
    name: "updateField",
    mutation: (name) =>
      `updateField(input: { ${base}, table: "People", field: "fldPDouble0000000", name: "${name}", options: { formula: "{Age}*3" } }) { id name options }`,
    call: { method: "PATCH", path: `${tables}/${ids.people}/fields/fldPDouble0000000` },
    data: (name) => ({
      id: "fldPDouble0000000",
      name,
      options: expect.objectContaining({ formula: "{fldPAge0000000000}*3" }),
    }),
    event: (fieldId) => ({ kind: "FIELD_CHANGED", baseId: ids.base, tableId: ids.people, fieldId }),
  },
  {
    name: "createBase",
    mutation: (name) =>
      `createBase(input: { ${workspace}, name: "${name}", ${newTables} }) { id name permissionLevel }`,
    call: { method: "POST", path: "/v0/meta/bases" },
    data: (name) => ({ name, permissionLevel: "create" }),
    event: (created) => ({ kind: "BASE_CREATED", baseId: created }),
  },
];

const newName = () => `New ${randomUUID()}`;

describe.each(cases)("$name", ({ name, mutation, call, data, event }) => {
  it("changes the schema, forgets the old one at once, and tells other processes", async () => {
    await ask(schema);
    airtable.emulator.resetRequests();
    const given = newName();
    const result = await ask(`mutation { ${mutation(given)} }`);
    expect(result.errors).toBeUndefined();
    const made = (result.data as Record<string, { id: string }>)[name];
    expect(made).toMatchObject(data(given));
    expect(changes()).toEqual([`${call.method} ${call.path}`]);
    const told = event(made?.id ?? "");
    expect(await lastEvent(told.baseId)).toMatchObject({ type: "airtable.schemaChanged", data: told });

    airtable.emulator.resetRequests();
    await ask(schema);
    // Another base's schema is still as it was.
    expect(paths()).toEqual(name === "createBase" ? ["GET /v0/meta/bases"] : ["GET /v0/meta/bases", `GET ${tables}`]);
  });

  it("tells when the outcome is unknown, and creates nothing twice", async () => {
    airtable.emulator.faults.add({ fault: { kind: "cut" }, match: call });
    const result = await ask(`mutation { ${mutation(newName())} }`);
    expect(result.errors?.[0]?.extensions).toMatchObject({ code: "UPSTREAM_UNAVAILABLE", outcome: "unknown" });
    expect(changes()).toHaveLength(call.method === "POST" ? 1 : 3);
  });

  it("shows who looks after an unknown outcome what has become of it", async () => {
    const everything = "{ bases { name tables { name fields { name } } } }";
    await ask(everything);
    airtable.emulator.faults.add({ fault: { kind: "lostReply" }, match: call });
    const given = newName();
    const result = await ask(`mutation { ${mutation(given)} }`);
    expect(result.errors?.[0]?.extensions).toMatchObject({ outcome: "unknown" });
    expect(JSON.stringify((await ask(everything)).data).split(given)).toHaveLength(2);
  });
});

describe("deleteBase", () => {
  async function createBase(): Promise<string> {
    const { data } = await ask(`mutation { createBase(input: { ${workspace}, name: "x", ${newTables} }) { id } }`);
    airtable.emulator.resetRequests();
    return (data as { createBase: { id: string } }).createBase.id;
  }

  it("deletes a base for good, which nobody finds from then on, and tells other processes", async () => {
    const id = await createBase();
    expect(codes(await ask(`{ base(id: "${id}") { tables { name } } }`))).toEqual([]);
    expect((await ask(`mutation { deleteBase(id: "${id}") { id } }`)).data).toEqual({ deleteBase: { id } });
    expect(changes()).toEqual([`DELETE /v0/meta/bases/${id}`]);
    expect(await lastEvent(id)).toMatchObject({ data: { kind: "BASE_DELETED", baseId: id } });
    expect(codes(await ask(`{ base(id: "${id}") { tables { name } } }`))).toEqual(["NOT_FOUND"]);
  });

  it("takes a base that is gone after an attempt without an answer as deleted", async () => {
    const id = await createBase();
    airtable.emulator.faults.add({ fault: { kind: "lostReply" }, times: 1, match: { method: "DELETE" } });
    expect((await ask(`mutation { deleteBase(id: "${id}") { id } }`)).data).toEqual({ deleteBase: { id } });
    expect(changes()).toHaveLength(2);
  });

  it("tells when the outcome is unknown", async () => {
    const id = await createBase();
    airtable.emulator.faults.add({ fault: { kind: "cut" }, match: { method: "DELETE" } });
    const result = await ask(`mutation { deleteBase(id: "${id}") { id } }`);
    expect(result.errors?.[0]?.extensions).toMatchObject({ code: "UPSTREAM_UNAVAILABLE", outcome: "unknown" });
    expect(changes()).toHaveLength(3);
  });
});

describe("what Airtable refuses", () => {
  const at = `${base}, table: "People"`;
  it.each([
    ["a table's name that is taken", `createTable(input: { ${base}, name: "pEOPLE", ${newFields(text)} })`, "CONFLICT"],
    [
      "a table's new name that is taken",
      `updateTable(input: { ${base}, table: "${ids.teams}", name: "People" })`,
      "CONFLICT",
    ],
    ["a field's name that is taken", `createField(input: { ${at}, name: "AGE", type: "singleLineText" })`, "CONFLICT"],
    ["a field's new name that is taken", `updateField(input: { ${at}, field: "Bio", name: "Age" })`, "CONFLICT"],
    ["options that are missing", `createField(input: { ${at}, name: "x", type: "number" })`, "BAD_USER_INPUT"],
    [
      "options of a new table's field",
      `createTable(input: { ${base}, name: "x", ${newFields(text, '{ name: "y", type: "rating" }')} })`,
      "BAD_USER_INPUT",
    ],
    [
      "options of a new base's field",
      `createBase(input: { ${workspace}, name: "x", tables: [{ name: "T", ${newFields(text, '{ name: "y", type: "rating" }')} }] })`,
      "BAD_USER_INPUT",
    ],
    ["a type that can't be created", `createField(input: { ${at}, name: "x", type: "autoNumber" })`, "BAD_USER_INPUT"],
    [
      "a workspace that is not the token's",
      `createBase(input: { workspaceId: "wspNothing0000000", name: "x", ${newTables} })`,
      "NOT_FOUND",
    ],
  ])("is told, in its words too: %s", async (_what, mutation, code) => {
    const result = await ask(`mutation { ${mutation} { id } }`);
    expect(codes(result)).toEqual([code]);
    expect(result.errors?.[0]?.extensions?.airtableType).toEqual(expect.any(String));
  });

  it.each([
    ["createTable", `createTable(input: { ${base}, name: "x", ${newFields(text)} })`],
    ["updateTable", `updateTable(input: { ${base}, table: "${ids.teams}", name: "x" })`],
    ["createField", `createField(input: { ${at}, name: "x", type: "singleLineText" })`],
    ["updateField", `updateField(input: { ${at}, field: "Bio", name: "x" })`],
    ["deleteBase", `deleteBase(id: "${ids.base}")`],
  ])("is what the token's owner may not do, or what it lacks a scope for: %s", async (name, mutation) => {
    const query = `mutation { ${mutation} { id } }`;
    expect(codes(await ask(query, editor))).toEqual(["FORBIDDEN"]);
    // Deleting a base takes another scope.
    expect(codes(await ask(query, unscoped))).toEqual([name === "deleteBase" ? "FORBIDDEN" : "NOT_FOUND"]);
  });
});

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
