import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { salesCrmBaseId, sampleSeed } from "../../../emulator/emulator.ts";
import { readEvents } from "../../../kernel/event-log/event-log.ts";
import type { ExecutionResult } from "../../../kernel/executor/executor.ts";
import type { Person } from "../../../kernel/identity/caller.ts";
import { newPerson, roleNames } from "../../../tests/support/subgraph.ts";
import { type OpenConnections, openConnections, tokens } from "../fixtures/open-connections.ts";
import { maximumConnections } from "./keep-connection.ts";

const planningBaseId = sampleSeed().bases.find(({ name }) => name === "Product Planning")?.id ?? "";

let airtable: OpenConnections;
beforeAll(async () => {
  airtable = await openConnections();
});
afterAll(async () => airtable.close());

interface Connection {
  id: string;
  name: string;
  method: string;
  status: string;
  airtableUserId: string;
  email: string | null;
  scopes: string[];
  connectedAt: string;
  checkedAt: string;
}
const about = "id name method status airtableUserId email scopes connectedAt checkedAt";
const admin = () => newPerson({ role: "admin" });
const viewerOf = ({ tenantId }: Person) => newPerson({ tenantId, role: "viewer" });

async function ask(as: Person, query: string, variables: Record<string, unknown> = {}): Promise<ExecutionResult> {
  return airtable.subgraph.ask(as, query, variables);
}

async function answer<T>(as: Person, query: string, variables: Record<string, unknown> = {}): Promise<T> {
  const { data, errors } = await ask(as, query, variables);
  expect(errors).toBeUndefined();
  return data as T;
}

const tryToConnect = async (as: Person, input: Record<string, unknown>) =>
  ask(as, `mutation ($input: ConnectAirtableInput!) { connectAirtable(input: $input) { ${about} } }`, { input });

async function connect(as: Person, token: string, more: Record<string, unknown> = {}): Promise<Connection> {
  const { data, errors } = await tryToConnect(as, { token, ...more });
  expect(errors).toBeUndefined();
  return (data as { connectAirtable: Connection }).connectAirtable;
}

async function check(as: Person, id: string): Promise<Connection> {
  const query = `mutation ($id: ID!) { checkAirtableConnection(id: $id) { ${about} } }`;
  return (await answer<{ checkAirtableConnection: Connection }>(as, query, { id })).checkAirtableConnection;
}

const connectionsOf = async (as: Person) =>
  (await answer<{ airtableConnections: Connection[] }>(as, `{ airtableConnections { ${about} } }`)).airtableConnections;

const bases = async (as: Person) =>
  ask(as, "{ bases { name permissionLevel connection { id } } }") as Promise<
    ExecutionResult & {
      data: { bases: ({ name: string; permissionLevel: string; connection: { id: string } } | null)[] | null };
    }
  >;

const codes = ({ errors }: ExecutionResult) => errors?.map(({ extensions }) => extensions?.["code"]);

async function typesOf({ tenantId }: Person): Promise<string[]> {
  const options = { stream: "airtable-connections", after: 0, limit: 100 };
  return (await readEvents(airtable.subgraph.db, tenantId, options)).map(({ type }) => type);
}

describe("connecting by token", () => {
  it("tells who owns the token and what harmless calls have shown it may do", async () => {
    const as = admin();
    const connection = await connect(as, tokens.crm);
    expect(connection).toMatchObject({
      method: "PERSONAL_ACCESS_TOKEN",
      status: "ACTIVE",
      airtableUserId: expect.stringMatching(/^usr/),
      email: connection.name,
    });
    expect(connection.scopes).toEqual(
      expect.arrayContaining(["schema.bases:read", "data.records:read", "data.records:write", "user.email:read"]),
    );
    expect(await connectionsOf(viewerOf(as))).toEqual([connection]);
  });

  it("writes nothing while it tries whether it may write", async () => {
    airtable.emulator.resetRequests();
    await connect(admin(), tokens.crm);
    const written = airtable.emulator.requests().filter(({ method }) => method === "PATCH");
    expect(written.map(({ status }) => status)).toEqual([422]);
  });

  it.each([
    [tokens.readOnly, ["schema.bases:read", "data.records:read"]],
    [tokens.schemaOnly, ["schema.bases:read"]],
    [tokens.noBase, ["schema.bases:read", "user.email:read"]],
  ])("shows no scope that %s was not granted", async (token, scopes) => {
    expect((await connect(admin(), token)).scopes).toEqual(scopes);
  });

  it("does not show the right to write of a token that may only read every base", async () => {
    expect((await connect(admin(), tokens.planningToRead)).scopes).not.toContain("data.records:write");
  });

  it("refuses a token without schema.bases:read, names the scope, and stores nothing", async () => {
    const as = admin();
    const result = await tryToConnect(as, { token: tokens.withoutSchema });
    expect(codes(result)).toEqual(["BAD_USER_INPUT"]);
    expect(result.errors?.[0]?.message).toContain("schema.bases:read");
    expect(await connectionsOf(as)).toEqual([]);
  });

  it("makes one connection of the same token given twice, two of two tokens of one user", async () => {
    const as = admin();
    const first = await connect(as, tokens.noBase);
    const again = await connect(as, tokens.noBase);
    expect(again.id).toBe(first.id);
    const other = await connect(as, tokens.noBaseEither);
    expect(other.airtableUserId).toBe(first.airtableUserId);
    expect((await connectionsOf(as)).map(({ id }) => id)).toEqual([first.id, other.id]);
  });

  it("makes one connection of the same token given many times at once", async () => {
    const as = admin();
    await Promise.all(Array.from({ length: 4 }, async () => connect(as, tokens.noBase)));
    expect(await connectionsOf(as)).toHaveLength(1);
  });

  it("replaces the token of a connection, and what was remembered with it, and keeps its id and name", async () => {
    const as = admin();
    const { id } = await connect(as, tokens.planningToRead, { name: "Planning" });
    expect((await bases(as)).data.bases).toEqual([
      { name: "Product Planning", permissionLevel: "read", connection: { id } },
    ]);
    const replaced = await connect(as, tokens.crm, { connectionId: id });
    expect(replaced).toMatchObject({ id, name: "Planning" });
    expect((await bases(as)).data.bases).toEqual([
      { name: "Sales CRM", permissionLevel: "create", connection: { id } },
    ]);
    expect(await typesOf(as)).toEqual(["airtable.connected", "airtable.credentialsReplaced"]);
  });

  it("replaces nothing when there is no such connection, and asks Airtable nothing", async () => {
    const as = admin();
    const { id } = await connect(admin(), tokens.noBase);
    airtable.emulator.resetRequests();
    for (const connectionId of [randomUUID(), "nothing", id]) {
      expect(codes(await tryToConnect(as, { token: tokens.crm, connectionId }))).toEqual(["NOT_FOUND"]);
    }
    expect(airtable.emulator.requests()).toEqual([]);
  });

  it.each([
    ["", "name"],
    ["  ", "name"],
    ["a\nb", "name"],
    ["x".repeat(101), "name"],
  ])("refuses the name %j", async (name, field) => {
    const result = await tryToConnect(admin(), { token: tokens.crm, name });
    expect(codes(result)).toEqual(["BAD_USER_INPUT"]);
    expect(result.errors?.[0]?.extensions?.["field"]).toBe(field);
  });

  it("refuses more connections than a tenant may have", async () => {
    const as = admin();
    const { id } = await connect(as, tokens.noBase);
    // The first, again and again under other ids: asking Airtable so often would take long.
    await airtable.subgraph.db.execute(`
      insert into airtable.connection
      select (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid()))).*
      from airtable.connection one, generate_series(2, ${maximumConnections}) where id = '${id}'`);
    expect(codes(await tryToConnect(as, { token: tokens.noBaseEither }))).toEqual(["CONFLICT"]);
    await connect(as, tokens.noBaseEither, { connectionId: id });
  });
});

describe("several connections", () => {
  it("add their bases up; a base of several goes by the one that may do most there, then by the oldest", async () => {
    const as = admin();
    const read = await connect(as, tokens.planningToRead);
    const edit = await connect(as, tokens.planningToEdit);
    await connect(as, tokens.planningToEditToo);
    const crm = await connect(as, tokens.crm);
    expect((await bases(as)).data.bases).toEqual([
      { name: "Product Planning", permissionLevel: "edit", connection: { id: edit.id } },
      { name: "Sales CRM", permissionLevel: "create", connection: { id: crm.id } },
    ]);

    await answer(as, "mutation ($id: ID!) { disconnectAirtable(id: $id) { id } }", { id: edit.id });
    await answer(as, "mutation ($id: ID!) { disconnectAirtable(id: $id) { id } }", { id: crm.id });
    const left = (await bases(as)).data.bases;
    expect(left).toMatchObject([{ name: "Product Planning", permissionLevel: "edit" }]);
    expect(left?.[0]?.connection.id).not.toBe(read.id);
  });

  it("lose only the bases of the one that was revoked, and tell so", async () => {
    const as = admin();
    const [token] = tokens.doomed;
    const doomed = await connect(as, token, { name: "Doomed" });
    await connect(as, tokens.crm);
    await bases(as);
    airtable.emulator.revokeToken(token);
    const planning = `{ base(id: "${planningBaseId}") { table(key: "Features") { id } } }`;
    const first = await ask(as, planning);
    expect(codes(first)).toEqual(["UPSTREAM_REJECTED"]);
    expect(first.errors?.[0]?.message).toContain("connectAirtable");

    airtable.emulator.resetRequests();
    const second = await ask(as, planning);
    expect(codes(second)).toEqual(["UPSTREAM_REJECTED"]);
    expect(second.errors?.[0]?.message).toContain('"Doomed"');
    expect(second.errors?.[0]?.extensions?.["connectionId"]).toBe(doomed.id);
    const listed = await bases(as);
    expect(listed.data.bases?.map((base) => base?.name)).toEqual(["Sales CRM", undefined]);
    expect(listed.errors).toMatchObject([{ path: ["bases", 1], extensions: { code: "UPSTREAM_REJECTED" } }]);
    const crm = await ask(as, `{ base(id: "${salesCrmBaseId}") { name connection { status } } }`);
    expect(crm).toEqual({ data: { base: { name: "Sales CRM", connection: { status: "ACTIVE" } } } });
    expect(airtable.emulator.requests()).toEqual([]);
  });

  it("don't say that a base or record does not exist while one of them can't tell", async () => {
    const as = admin();
    await connect(as, tokens.planningToRead);
    const { id } = await connect(as, tokens.crm);
    await markRevokedInDatabase(id);
    const unknown = "appNothing0000000";
    expect(codes(await ask(as, `{ base(id: "${unknown}") { id } }`))).toEqual(["UPSTREAM_REJECTED"]);
    const record = `{ record(id: "${salesCrmBaseId}/tblNothing0000000/recNothing0000000") { id } }`;
    expect(codes(await ask(as, record))).toEqual(["UPSTREAM_REJECTED"]);
  });

  it("fail together when none works", async () => {
    const as = admin();
    const { id } = await connect(as, tokens.crm);
    await markRevokedInDatabase(id);
    const { data, errors } = await bases(as);
    expect(data.bases).toBeNull();
    expect(errors).toMatchObject([{ extensions: { code: "UPSTREAM_REJECTED", connectionId: id } }]);
  });
});

describe("a revoked token", () => {
  it("is noted and told once however many calls it fails", async () => {
    const as = admin();
    const [, token] = tokens.doomed;
    const { id } = await connect(as, token);
    await bases(as);
    airtable.emulator.revokeToken(token);
    const query = `{ base(id: "${planningBaseId}") { table(key: "Features") { records { nodes { id } } } } }`;
    const results = await Promise.all(Array.from({ length: 5 }, async () => ask(as, query)));
    expect(results.map(codes)).toEqual(Array.from({ length: 5 }, () => ["UPSTREAM_REJECTED"]));
    expect(await connectionsOf(viewerOf(as))).toMatchObject([{ id, status: "REVOKED" }]);
    expect(await typesOf(as)).toEqual(["airtable.connected", "airtable.revoked"]);
  });

  it("that Airtable takes after all is active again after a check", async () => {
    const as = admin();
    const { id } = await connect(as, tokens.noBase);
    await markRevokedInDatabase(id);
    expect((await bases(as)).errors).toBeDefined();
    expect(await check(as, id)).toMatchObject({ id, status: "ACTIVE" });
    expect(await typesOf(as)).toEqual(["airtable.connected", "airtable.reinstated"]);
    expect((await bases(as)).errors).toBeUndefined();
  });

  it("shows when it is checked, however often, and works again with a new token", async () => {
    const as = admin();
    const [, , token] = tokens.doomed;
    const connection = await connect(as, token);
    airtable.emulator.revokeToken(token);
    for (let time = 1; time <= 2; time += 1) {
      const checked = await check(as, connection.id);
      expect(checked).toMatchObject({ id: connection.id, status: "REVOKED", connectedAt: connection.connectedAt });
      expect(Date.parse(checked.checkedAt)).toBeGreaterThan(Date.parse(connection.checkedAt));
    }
    await connect(as, tokens.noBase, { connectionId: connection.id });
    expect(await connectionsOf(as)).toMatchObject([{ id: connection.id, status: "ACTIVE" }]);
    expect(await typesOf(as)).toEqual(["airtable.connected", "airtable.revoked", "airtable.credentialsReplaced"]);
  });

  it("does not mark a connection that was given another one meanwhile", async () => {
    const as = admin();
    const [, , , token] = tokens.doomed;
    const { id } = await connect(as, token);
    await bases(as);
    airtable.emulator.revokeToken(token);
    const query = `{ base(id: "${planningBaseId}") { table(key: "Features") { records { nodes { id } } } } }`;
    const [late] = await Promise.all([ask(as, query), connect(as, tokens.noBase, { connectionId: id })]);
    expect(codes(late)).toEqual(["UPSTREAM_REJECTED"]);
    expect(await connectionsOf(as)).toMatchObject([{ id, status: "ACTIVE" }]);
  });
});

describe("what is remembered", () => {
  it("is kept for 30 s, and dropped by a check", async () => {
    const as = admin();
    const { id } = await connect(as, tokens.crm);
    const listings = async () => {
      await bases(as);
      return airtable.emulator.requests().filter(({ path }) => path === "/v0/meta/bases").length;
    };
    const once = await listings();
    expect(await listings()).toBe(once);
    await check(as, id);
    expect(await listings()).toBe(once + 2); // One by the check itself.
  });

  it("is dropped in other processes too", async () => {
    const as = admin();
    const { id } = await connect(as, tokens.planningToRead);
    const other = await airtable.subgraph.startAnother();
    const there = async () => {
      const { data } = await airtable.subgraph.askOf(other, as, "{ bases { name } }");
      return (data as { bases: { name: string }[] }).bases.map(({ name }) => name);
    };
    expect(await there()).toEqual(["Product Planning"]);
    await connect(as, tokens.crm, { connectionId: id });
    expect(await there()).toEqual(["Sales CRM"]);
    await answer(as, "mutation ($id: ID!) { disconnectAirtable(id: $id) { id } }", { id });
    const { errors } = await airtable.subgraph.askOf(other, as, "{ bases { name } }");
    expect(errors).toMatchObject([{ extensions: { code: "NOT_FOUND" } }]);
    await other.stop();
  });
});

describe("a connection", () => {
  it("is renamed", async () => {
    const as = admin();
    const { id } = await connect(as, tokens.noBase);
    const rename =
      "mutation ($input: RenameAirtableConnectionInput!) { renameAirtableConnection(input: $input) { id name } }";
    expect(await answer(as, rename, { input: { id, name: " Sales " } })).toEqual({
      renameAirtableConnection: { id, name: "Sales" },
    });
    expect(codes(await ask(as, rename, { input: { id, name: "" } }))).toEqual(["BAD_USER_INPUT"]);
    expect(await connectionsOf(as)).toMatchObject([{ id, name: "Sales" }]);
  });

  it("is forgotten with its token when it is disconnected", async () => {
    const as = admin();
    const { id } = await connect(as, tokens.noBase);
    const disconnect = "mutation ($id: ID!) { disconnectAirtable(id: $id) { id } }";
    expect(await answer(as, disconnect, { id })).toEqual({ disconnectAirtable: { id } });
    expect(await connectionsOf(as)).toEqual([]);
    const rows = await airtable.subgraph.db.execute(`select from airtable.connection where id = '${id}'`);
    expect(rows).toHaveLength(0);
    expect(codes(await ask(as, disconnect, { id }))).toEqual(["NOT_FOUND"]);
    expect(await typesOf(as)).toEqual(["airtable.connected", "airtable.disconnected"]);
  });

  it("is another tenant's to nobody", async () => {
    const [as, stranger] = [admin(), admin()];
    const { id } = await connect(as, tokens.noBase);
    for (const mutation of [
      `renameAirtableConnection(input: { id: "${id}", name: "Mine" }) { id }`,
      `checkAirtableConnection(id: "${id}") { id }`,
      `disconnectAirtable(id: "${id}") { id }`,
    ]) {
      expect(codes(await ask(stranger, `mutation { ${mutation} }`))).toEqual(["NOT_FOUND"]);
    }
    expect(await connectionsOf(stranger)).toEqual([]);
    expect(await connectionsOf(as)).toMatchObject([{ id, status: "ACTIVE" }]);
  });

  it("is listed to every member, and changed by admins and owners only", async () => {
    const as = admin();
    const { id } = await connect(as, tokens.noBase);
    const mutations = [
      'connectAirtable(input: { token: " " }) { id }',
      "startAirtableOAuth(input: { scopes: [] }) { state }",
      'finishAirtableOAuth(input: { code: "", state: "" }) { id }',
      `renameAirtableConnection(input: { id: "${id}", name: "" }) { id }`,
      'checkAirtableConnection(id: "nothing") { id }',
      'disconnectAirtable(id: "nothing") { id }',
    ];
    for (const role of roleNames) {
      const member = newPerson({ tenantId: as.tenantId, role });
      expect(await connectionsOf(member)).toMatchObject([{ id }]);
      for (const mutation of mutations) {
        const expected =
          role === "owner" || role === "admin" ? expect.stringMatching(/BAD_USER_INPUT|NOT_FOUND/) : "FORBIDDEN";
        expect(codes(await ask(member, `mutation { ${mutation} }`))).toEqual([expected]);
      }
    }
  });
});

async function markRevokedInDatabase(id: string): Promise<void> {
  await airtable.subgraph.db.execute(`update airtable.connection set status = 'REVOKED' where id = '${id}'`);
}
