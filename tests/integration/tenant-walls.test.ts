import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { salesCrmBaseId, sampleSeed } from "../../emulator/emulator.ts";
import { systemClock } from "../../kernel/clock.ts";
import type { ExecutionResult } from "../../kernel/executor/executor.ts";
import type { Caller } from "../../kernel/identity/caller.ts";
import { tenantId } from "../../kernel/identity/ids.ts";
import { scopes } from "../../kernel/identity/scopes.ts";
import { createIdentitySigner } from "../../kernel/identity/signed-identity.ts";
import { privateKey } from "../../kernel/identity/signing-key.ts";
import { findMailedToken } from "../../scripts/development/find-mail.ts";
import { generateSecrets } from "../../scripts/development/secrets.ts";
import type { SubgraphName } from "../../subgraphs/registry.ts";
import { type Airgraph, startAirgraph } from "../support/airgraph.ts";
import { collect, expectData, type GraphQLError, post, webSocketClient } from "../support/client.ts";
import { eventually } from "../support/eventually.ts";
import { firstDeal } from "../support/sample-records.ts";
import { type SignedIn, signUp, signUpConnected } from "../support/signed-in.ts";
import { newAccount, newMachine, newPerson } from "../support/subgraph.ts";
import { ConnectAirtable, RunStatus, SignUp, StartRun, Usage, VerifyEmail } from "./operations.ts";

const secrets = generateSecrets();
/** Was granted another base than the tenant's that is attacked. */
const otherToken = "patOTHER000000000.other";
const secretName = "minutes-of-the-board.md";
const secretContent = "Nobody else may read this.";

/** Ids of things of one tenant, or of the same shape and of nobody. */
interface Ids {
  readonly run: string;
  readonly file: string;
  readonly record: string;
  readonly base: string;
  readonly connection: string;
  readonly user: string;
  readonly tenant: string;
}

let airgraph: Airgraph;
let owner: SignedIn;
let stranger: SignedIn;
/** Signed in, and in no tenant. */
let accountToken: string;
let theirs: Ids;

const nobodys: Ids = {
  run: randomUUID(),
  file: randomUUID(),
  record: `${salesCrmBaseId.replace(/.{6}$/, "Nobody")}/tblNobody00000000/recNobody00000000`,
  base: salesCrmBaseId.replace(/.{6}$/, "Nobody"),
  connection: randomUUID(),
  user: randomUUID(),
  tenant: randomUUID(),
};

beforeAll(async () => {
  const seed = sampleSeed();
  const [first] = seed.tokens;
  const other = seed.bases.find(({ id }) => id !== salesCrmBaseId);
  if (first === undefined || other === undefined) throw new Error("the sample seed has changed");
  const grant = { ...first, token: otherToken, bases: [{ id: other.id, permissionLevel: "create" as const }] };
  airgraph = await startAirgraph("services", secrets, { seed: { ...seed, tokens: [...seed.tokens, grant] } });
  [owner, stranger, accountToken] = await Promise.all([signUpConnected(airgraph), signUp(airgraph), signUpAlone()]);
  await expectData(airgraph.url, ConnectAirtable, { token: otherToken }, stranger.token);
  theirs = await fill(owner);
});
afterAll(async () => airgraph.stop());

async function signUpAlone(): Promise<string> {
  const username = `alone-${randomUUID().slice(0, 8)}`;
  const email = `${username}@example.com`;
  await expectData(airgraph.url, SignUp, { input: { email, username, password: randomUUID() } });
  const token = await findMailedToken(airgraph.mailFolder, { to: email, page: "verify-email" });
  const { verifyEmail } = await expectData(airgraph.url, VerifyEmail, { input: { token } });
  return ("accessToken" in verifyEmail ? verifyEmail.accessToken : null) ?? "";
}

interface Answered {
  readonly data: Record<string, unknown> | null | undefined;
  readonly errors: readonly GraphQLError[];
  readonly text: string;
}

async function ask(token: string, query: string, variables: object = {}): Promise<Answered> {
  return post(airgraph.url, JSON.stringify({ query, variables }), token);
}

/** One of everything that a tenant can have. */
async function fill(person: SignedIn): Promise<Ids> {
  const record = await firstDeal(airgraph, person.token);
  const input = { workflow: "summarizeRecord", input: { record: record } };
  const { startRun } = await expectData(airgraph.url, StartRun, { input }, person.token);
  const run = startRun.run.id;
  await eventually(async () => {
    const found = await expectData(airgraph.url, RunStatus, { id: run }, person.token);
    return found.run?.status === "SUCCEEDED" ? true : undefined;
  });
  const file = `name: "${secretName}", contentType: "text/markdown", content: "${secretContent}", recordId: "${record}"`;
  const { data } = await ask(person.token, `mutation { createFile(input: { ${file} }) { file { id } } }`);
  const connections = await ask(person.token, "{ airtableConnections { id } }");
  const id = /[0-9a-f-]{36}/;
  return {
    run,
    file: id.exec(JSON.stringify(data))?.[0] ?? "",
    record,
    base: salesCrmBaseId,
    connection: id.exec(connections.text)?.[0] ?? "",
    user: person.userId,
    tenant: person.tenantId,
  };
}

/** Everything that takes an id from outside. */
const operations: [string, (ids: Ids) => string][] = [
  [
    "a run",
    ({ run }) =>
      `{ run(id: "${run}") { id status steps { nodes { output } } record { cells } files { nodes { content } } } }`,
  ],
  [
    "a file",
    ({ file }) => `{ file(id: "${file}") { id name content run { id } record { cells } createdBy { username } } }`,
  ],
  [
    "a record",
    ({ record }) => `{ record(id: "${record}") { id cells files { nodes { name } } workflowRuns { nodes { id } } } }`,
  ],
  ["records", ({ record }) => `{ records(ids: ["${record}"]) { id cells } }`],
  [
    "a base",
    ({ base }) =>
      `{ base(id: "${base}") { id name airtableCalls table(key: "Deals") { records { nodes { cells } } } } }`,
  ],
  ["a sign-in's tenant", ({ tenant }) => `mutation { switchTenant(tenantId: "${tenant}") { accessToken } }`],
  [
    "a file on a record",
    ({ record }) =>
      `mutation { createFile(input: { name: "x", contentType: "text/plain", content: "x", recordId: "${record}" }) { file { record { cells } } } }`,
  ],
  [
    "a change of a record",
    ({ record }) =>
      `mutation { updateRecords(input: { records: [{ id: "${record}", cells: { Name: "theirs now" } }] }) { succeeded results { record { cells } error { code } } } }`,
  ],
  [
    "the end of a record",
    ({ record }) =>
      `mutation { deleteRecords(input: { ids: ["${record}"] }) { succeeded results { error { code } } } }`,
  ],
  [
    "a new record",
    ({ base }) =>
      `mutation { createRecord(input: { baseId: "${base}", table: "Deals", cells: {} }) { record { id } } }`,
  ],
  ["a comment", ({ record }) => `mutation { createComment(input: { recordId: "${record}", text: "hi" }) { id } }`],
  [
    "an attachment",
    ({ record }) =>
      `mutation { uploadAttachment(input: { recordId: "${record}", field: "Files", filename: "x", contentType: "text/plain", content: "eA==" }) { attachments { id } } }`,
  ],
  ["the end of a base", ({ base }) => `mutation { deleteBase(id: "${base}") { id } }`],
  [
    "a new table",
    ({ base }) =>
      `mutation { createTable(input: { baseId: "${base}", name: "x", fields: [{ name: "x", type: "singleLineText" }] }) { id } }`,
  ],
  [
    "the name of a connection",
    ({ connection }) => `mutation { renameAirtableConnection(input: { id: "${connection}", name: "theirs" }) { id } }`,
  ],
  ["the check of a connection", ({ connection }) => `mutation { checkAirtableConnection(id: "${connection}") { id } }`],
  ["the end of a connection", ({ connection }) => `mutation { disconnectAirtable(id: "${connection}") { id } }`],
];

/** What one subgraph can be asked for of another one's types. */
const entities: [SubgraphName, string, keyof Ids, string][] = [
  ["auth", "User", "user", "id username email role { id } tenant { name }"],
  ["airtable", "Base", "base", "id name tables { name }"],
  ["airtable", "UntypedRecord", "record", "id cells comments { nodes { text } }"],
  ["airtable", "AirtableRecord", "record", "id ... on UntypedRecord { cells }"],
  ["workflow", "WorkflowRun", "run", "id status steps { nodes { output } } record { id } startedBy { id }"],
  ["workflow", "AirtableRecord", "record", "workflowRuns { nodes { id } }"],
  ["file", "File", "file", "id name content sha256 createdBy { id }"],
  ["file", "WorkflowRun", "run", "files { nodes { name content } }"],
  ["file", "AirtableRecord", "record", "files { nodes { name content } }"],
  ["analytics", "WorkflowRun", "run", "airtableCalls"],
  ["analytics", "Base", "base", "airtableCalls"],
  ["analytics", "AirtableRecord", "record", "activity { nodes { kind } }"],
];

/** Of keys, what is beside the id. */
const keys: Readonly<Record<string, object>> = { AirtableRecord: { createdTime: new Date(0).toISOString() } };

const sign = createIdentitySigner({
  issuer: "router",
  key: privateKey.parse(secrets["IDENTITY_PRIVATE_KEY"]),
  secret: Buffer.from(secrets["IDENTITY_SECRET"] ?? "", "base64"),
  clock: systemClock,
});

/** Asks a subgraph itself, as the router does while it carries out a plan. */
async function askEntity(caller: Caller, [name, type, key, selection]: (typeof entities)[number], ids: Ids) {
  const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on ${type} { ${selection} } } }`;
  const response = await fetch(`${airgraph.addressOf(name)}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-airgraph-identity": await sign({ caller }, name) },
    body: JSON.stringify({ query, variables: { of: [{ __typename: type, id: ids[key], ...keys[type] }] } }),
  });
  return (await response.json()) as ExecutionResult;
}

/** An answer with all ids alike: what is another's must be told like what is nobody's. */
function alike(answer: { data?: unknown; errors?: readonly unknown[] | undefined }, ids: Ids): unknown {
  const text = JSON.stringify({ data: answer.data, errors: answer.errors });
  const told = Object.entries(ids).reduce((so, [what, id]) => so.replaceAll(id, `<${what}>`), text);
  // What is made anew each time.
  return JSON.parse(told.replaceAll(/"errorId":"[^"]*"/g, '"errorId":""'));
}

const secretsOfOwner = () => new RegExp([secretName, secretContent, owner.login].join("|"));

describe("the wall around a tenant", () => {
  it("lets the tenant itself through, so that what follows proves something", async () => {
    const reads = operations.filter(([, query]) => query(theirs).startsWith("{"));
    for (const [what, query] of reads) {
      const { data, errors } = await ask(owner.token, query(theirs));
      expect([what, errors]).toEqual([what, []]);
      expect(Object.values(data ?? {})).not.toContain(null);
    }
    const caller = newPerson({ tenantId: tenantId.parse(owner.tenantId), role: "owner" });
    for (const entity of entities) {
      const { data, errors } = await askEntity(caller, entity, theirs);
      expect([entity, errors]).toEqual([entity, undefined]);
      expect(JSON.stringify(data)).not.toContain("null");
    }
  });

  it.each(operations)("tells an owner of another tenant of %s what it tells of none", async (_what, query) => {
    const [of, ofNone] = [await ask(stranger.token, query(theirs)), await ask(stranger.token, query(nobodys))];
    expect(alike(of, theirs)).toEqual(alike(ofNone, nobodys));
    expect(of.text).not.toMatch(secretsOfOwner());
  });

  it.each(operations)("tells an account in no tenant of %s what it tells of none", async (_what, query) => {
    const [of, ofNone] = [await ask(accountToken, query(theirs)), await ask(accountToken, query(nobodys))];
    expect(alike(of, theirs)).toEqual(alike(ofNone, nobodys));
    expect(of.text).not.toMatch(secretsOfOwner());
  });

  it("shows nothing of it in lists, to an owner of another tenant or to an account in none", async () => {
    const lists = "{ runs { nodes { id } } files { nodes { id name } } bases { id name } airtableConnections { id } }";
    const own = await ask(stranger.token, lists);
    expect(own.errors).toEqual([]);
    for (const { text } of [own, await ask(accountToken, lists)]) {
      for (const id of Object.values(theirs)) expect(text).not.toContain(id);
      expect(text).not.toMatch(secretsOfOwner());
    }
    expect((await ask(accountToken, lists)).errors.map(({ extensions }) => extensions?.["code"])).toEqual(
      Array.from({ length: 4 }, () => "FORBIDDEN"),
    );
  });

  it.each([
    ["a run", ({ run }: Ids) => `subscription { runUpdated(id: "${run}") { run { id } } }`],
    [
      "a base",
      ({ base }: Ids) => `subscription { recordsChanged(baseId: "${base}") { changes { id record { cells } } } }`,
    ],
  ])("lets nobody from outside watch %s", async (_what, query) => {
    for (const token of [stranger.token, accountToken]) {
      const socket = webSocketClient(airgraph.url, token);
      const [of] = await collect(socket, query(theirs), {}, () => true);
      const [ofNone] = await collect(socket, query(nobodys), {}, () => true);
      expect(of?.errors?.[0]?.extensions?.["code"]).toMatch(/NOT_FOUND|FORBIDDEN/);
      expect(alike(of ?? {}, theirs)).toEqual(alike(ofNone ?? {}, nobodys));
      await socket.dispose();
    }
  });

  it("keeps out what others put on its records", async () => {
    const put = `mutation { createFile(input: { name: "planted", contentType: "text/plain", content: "x", recordId: "${theirs.record}" }) { file { id } } }`;
    expect((await ask(stranger.token, put)).errors).toEqual([]);
    const { text } = await ask(owner.token, `{ record(id: "${theirs.record}") { files { nodes { name } } } }`);
    expect(text).toContain(secretName);
    expect(text).not.toContain("planted");
  });

  it("lets no run of another tenant reach its records", async () => {
    const input = { workflow: "summarizeRecord", input: { record: theirs.record } };
    const { startRun } = await expectData(airgraph.url, StartRun, { input }, stranger.token);
    const { id } = startRun.run;
    await eventually(async () => {
      const { run } = await expectData(airgraph.url, RunStatus, { id }, stranger.token);
      return run?.status === "FAILED" ? true : undefined;
    });
    const { text } = await ask(
      stranger.token,
      `{ run(id: "${id}") { error { code message } steps { nodes { output } } } }`,
    );
    expect(text).toContain("NOT_FOUND");
    expect(text).not.toMatch(/Deal|Company|Amount/);
  });

  it("counts what others do for others", async () => {
    const bystander = await signUp(airgraph);
    const operationsOf = async ({ token }: SignedIn) => {
      const { usage } = await expectData(airgraph.url, Usage, {}, token);
      return usage?.operations ?? 0;
    };
    expect(await operationsOf(bystander)).toBe(0);
    const before = await operationsOf(owner);
    for (let times = 0; times < 5; times++) await ask(owner.token, "{ me { id } }");
    await eventually(async () => ((await operationsOf(owner)) >= before + 5 ? true : undefined));
    // All that the bystander did is ask this once before.
    expect(await operationsOf(bystander)).toBeLessThanOrEqual(1);
    const { errors } = await ask(accountToken, "{ usage { operations } }");
    expect(errors.map(({ extensions }) => extensions?.["code"])).toEqual(["FORBIDDEN"]);
  });

  it.each([
    ["an account in no tenant", () => newAccount()],
    ["the account of its owner, in no tenant", () => ({ ...newAccount(), userId: owner.userId }) as Caller],
    ["an owner of another tenant", () => newPerson({ role: "owner" })],
    ["a machine of another tenant with all scopes", () => newMachine(scopes)],
    ["nobody", (): Caller => ({ kind: "anonymous" })],
    ["the router itself", (): Caller => ({ kind: "service", name: "router" })],
  ])("shows no entity to %s", async (_who, make) => {
    const caller = make();
    for (const entity of entities) {
      const [of, ofNone] = [await askEntity(caller, entity, theirs), await askEntity(caller, entity, nobodys)];
      expect([entity, alike(of, theirs)]).toEqual([entity, alike(ofNone, nobodys)]);
      expect(JSON.stringify(of)).not.toMatch(secretsOfOwner());
    }
  });

  it("shows a machine of its own without scopes who its people are, and no entity else", async () => {
    const caller = newMachine([], { tenantId: tenantId.parse(owner.tenantId) });
    for (const entity of entities) {
      const { data, errors } = await askEntity(caller, entity, theirs);
      if (entity[1] === "User") {
        expect(data).toMatchObject({ _entities: [{ username: owner.login, email: null }] });
        continue;
      }
      const codes = new Set(errors?.map(({ extensions }) => extensions?.["code"]));
      const shown = JSON.stringify(data).replaceAll(/"_entities"|"\w+":null|[[\]{},:]|null/g, "");
      expect([entity, shown, codes]).toEqual([entity, "", new Set(["FORBIDDEN"])]);
    }
  });
});
