import { randomBytes, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { Agent } from "undici";
import { salesCrmBaseId } from "../../emulator/emulator.ts";
import { systemClock } from "../../kernel/clock.ts";
import { createRemoteExecutor, type RemoteExecutor } from "../../kernel/executor/remote-executor.ts";
import { apiKeyId, tenantId, userId } from "../../kernel/identity/ids.ts";
import type { Scope } from "../../kernel/identity/scopes.ts";
import { createDelegationSigner } from "../../kernel/identity/signed-identity.ts";
import { generateSigningKey, privateKey } from "../../kernel/identity/signing-key.ts";
import type { Mail } from "../../kernel/mail/mailer.ts";
import type { ActionScope, Actions } from "../../subgraphs/workflow/actions/action.ts";
import { createActions } from "../../subgraphs/workflow/actions/create-actions.ts";
import { newScope } from "../../subgraphs/workflow/actions/fixtures/new-scope.ts";
import { allowedHosts } from "../../subgraphs/workflow/actions/http/allowed-hosts.ts";
import { createAskSupergraph } from "../../subgraphs/workflow/ask-supergraph.ts";
import { type Airgraph, startAirgraph } from "../support/airgraph.ts";
import { createMachine, invite, type SignedIn, signUpConnected } from "../support/signed-in.ts";

let airgraph: Airgraph;
let supergraph: RemoteExecutor;
let actions: Actions;
let owner: SignedIn;
const sent: Mail[] = [];
beforeAll(async () => {
  const pair = generateSigningKey();
  const secret = randomBytes(32);
  const env = {
    DELEGATION_PRIVATE_KEY: pair.privateKey,
    DELEGATION_PUBLIC_KEY: pair.publicKey,
    IDENTITY_SECRET: secret.toString("base64"),
  };
  airgraph = await startAirgraph("in-process", env, { limits: "off" });
  owner = await signUpConnected(airgraph);
  supergraph = createRemoteExecutor({ name: "supergraph", url: airgraph.url, timeoutMs: 30_000 });
  const sign = createDelegationSigner({
    issuer: "workflow",
    key: privateKey.parse(pair.privateKey),
    secret,
    clock: systemClock,
  });
  actions = createActions({
    ask: createAskSupergraph(supergraph.execute, sign),
    http: { agent: new Agent(), allowed: allowedHosts.parse("") },
    mail: { mailer: { send: async (mail) => void sent.push(mail) }, allowedDomains: [], perHour: 100 },
    clock: systemClock,
  });
});
afterAll(async () => {
  await supergraph.close();
  await airgraph.stop();
});

function asPerson(person: SignedIn): ActionScope {
  return newScope({
    tenantId: tenantId.parse(owner.tenantId),
    actsFor: { kind: "person", userId: userId.parse(person.userId) },
  });
}

async function asKey(...scopes: Scope[]): Promise<ActionScope> {
  const { id } = await createMachine(airgraph, owner, scopes);
  return newScope({
    tenantId: tenantId.parse(owner.tenantId),
    actsFor: { kind: "machine", apiKeyId: apiKeyId.parse(id) },
  });
}

const deals = { baseId: salesCrmBaseId, table: "Deals" };
const create = (name: string) => ({ ...deals, records: [{ Name: name }], typecast: false });
interface Records {
  readonly records: readonly { id: string; cells: Record<string, unknown> | null }[];
}

describe("actions on the supergraph", () => {
  it("create, find, update, read and delete records", async () => {
    const scope = asPerson(owner);
    const name = randomUUID();
    const created = (await actions.createRecords(create(name), scope)) as Records;
    const id = created.records[0]?.id ?? "";
    const found = await actions.queryRecords({ ...deals, filter: { field: "Name", eq: name }, limit: 10 }, scope);
    expect(found).toMatchObject({ records: [{ id, cells: { Name: name } }], hasMore: false });
    const changed = { records: [{ id, cells: { Name: `${name}!` } }], typecast: false };
    expect(await actions.updateRecords(changed, scope)).toMatchObject({
      records: [{ id, cells: { Name: `${name}!` } }],
    });
    expect(await actions.getRecord({ recordId: id }, scope)).toMatchObject({ id, cells: { Name: `${name}!` } });
    const again = { ...deals, mergeOn: ["Name"], records: [{ Name: `${name}!` }], typecast: false };
    expect(await actions.upsertRecords(again, scope)).toMatchObject({ records: [{ id, created: false }] });
    expect(await actions.deleteRecords({ ids: [id] }, scope)).toEqual({ ids: [id] });
    await expect(actions.getRecord({ recordId: id }, scope)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("tell that a record was created to whom may not read it, without its cells", async () => {
    const scope = await asKey("data:write");
    const { records } = (await actions.createRecords(create(randomUUID()), scope)) as Records;
    expect(records).toEqual([{ id: expect.stringContaining(salesCrmBaseId), cells: null }]);
    await expect(actions.getRecord({ recordId: records[0]?.id ?? "" }, scope)).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  });

  it("do nothing that their starter may not do", async () => {
    const viewer = await invite(airgraph, owner, "viewer");
    const scope = asPerson(viewer);
    const file = { fileName: "a.txt", contentType: "text/plain", content: "a", format: "text" } as const;
    await expect(actions.createRecords(create(randomUUID()), scope)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(actions.createFile(file, scope)).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  it("store a file once, and read it again", async () => {
    const scope = asPerson(owner);
    const content = [{ Name: "Ada", Note: "=1+1" }];
    const settings = { fileName: "a.csv", contentType: "text/csv", content, format: "csv" } as const;
    const { fileId } = (await actions.createFile(settings, scope)) as { fileId: string };
    expect(await actions.createFile(settings, { ...scope, maybeDone: true })).toMatchObject({ fileId });
    expect(await actions.parseFile({ fileId, format: "csv" }, scope)).toEqual({
      content: [{ Name: "Ada", Note: "'=1+1" }],
    });
  });

  it("append a file to a record", async () => {
    const scope = asPerson(owner);
    const file = { fileName: "a.txt", contentType: "text/plain", content: "text", format: "text" } as const;
    const { fileId } = (await actions.createFile(file, scope)) as { fileId: string };
    const { records } = (await actions.createRecords(create(randomUUID()), scope)) as Records;
    const recordId = records[0]?.id ?? "";
    const attached = await actions.attachFile({ fileId, recordId, field: "Documents" }, scope);
    const { cells } = (await actions.getRecord({ recordId }, scope)) as Records["records"][number];
    expect(cells?.["Documents"]).toMatchObject([{ filename: "a.txt", size: 4 }]);
    expect(attached).toEqual({ attachmentId: expect.stringMatching(/^att/) });
  });

  it("ask whatever a definition says, and tell what was wrong with it", async () => {
    const scope = asPerson(owner);
    const graphql = async (query: string, variables = {}) =>
      actions.graphql({ query, variables, idempotent: false }, scope);
    expect(await graphql("query ($id: ID!) { base(id: $id) { name } }", { id: salesCrmBaseId })).toEqual({
      base: { name: expect.any(String) },
    });
    await expect(graphql("{ nowhere }")).rejects.toMatchObject({ code: "GRAPHQL_VALIDATION_FAILED" });
    await expect(graphql("mutation { nowhere }")).rejects.toMatchObject({ code: "GRAPHQL_VALIDATION_FAILED" });
  });

  it("mail members whom their starter may see, and nobody else", async () => {
    const editor = await invite(airgraph, owner, "editor");
    const mail = (to: string) => ({ to, subject: "Hello", text: "Text" });
    expect(await actions.sendMail(mail(editor.email), asPerson(owner))).toEqual({ recipients: 1 });
    expect(await actions.sendMail(mail(editor.email), asPerson(editor))).toEqual({ recipients: 1 });
    await expect(actions.sendMail(mail(owner.email), asPerson(editor))).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(actions.sendMail(mail("eve@example.org"), asPerson(owner))).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    await expect(actions.sendMail(mail(editor.email), await asKey("data:read"))).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    expect(sent.map(({ to }) => to)).toEqual([editor.email, editor.email]);
  });
});
