import { createHash, randomUUID } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import { pino } from "pino";
import { WebSocket } from "ws";
import { sagaId } from "../../kernel/identity/ids.ts";
import { silentLogger } from "../../kernel/logger.ts";
import { post, webSocketClient } from "../../tests/support/client.ts";
import { newPerson, newRunId } from "../../tests/support/subgraph.ts";
import { type Shop, serveShop } from "../fixtures/serve-shop.ts";
import { createDocuments, type DocumentsOptions } from "./documents.ts";
import { readManifest } from "./read-manifest.ts";

const hashOf = (text: string) => createHash("sha256").update(text).digest("hex");
const folder = mkdtempSync(join(tmpdir(), "airgraph-documents-"));
const listed = "query Item($id: ID) {\n  item(id: $id) {\n    id\n    __typename\n  }\n}";
const unlisted = "{ item { name } }";
const context = { caller: { kind: "anonymous" }, supergraph: "any", logger: silentLogger } as const;

function write(name: string, content: unknown): string {
  const file = join(folder, name);
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  return file;
}

const ofApollo = write("persisted-query-manifest.json", {
  format: "apollo-persisted-query-manifest",
  version: 1,
  operations: [{ id: "item-1", body: listed, name: "Item", type: "query" }],
});
const ofCodegen = write("persisted-documents.json", { [hashOf(listed)]: listed });

describe("automatic persisted queries", () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await serveShop();
  });
  afterAll(() => shop.stop());

  const ask = async (text: string | undefined, sha256Hash: string) =>
    post(
      shop.url,
      JSON.stringify({
        query: text,
        extensions: { persistedQuery: { version: 1, sha256Hash } },
        variables: { id: "3" },
      }),
    );

  it("are asked for by their hash once they came with it, by POST and by GET", async () => {
    const missing = await ask(undefined, hashOf(listed));
    // Apollo's clients look for this message and code, and take 200 for an answer.
    expect([missing.status, missing.errors]).toEqual([
      200,
      [{ message: "PersistedQueryNotFound", extensions: { code: "PERSISTED_QUERY_NOT_FOUND" } }],
    ]);
    const data = { item: { id: "3", __typename: "Item" } };
    expect((await ask(listed, hashOf(listed))).data).toEqual(data);
    expect((await ask(undefined, hashOf(listed))).data).toEqual(data);
    const parameters = new URLSearchParams({
      extensions: JSON.stringify({ persistedQuery: { version: 1, sha256Hash: hashOf(listed) } }),
      variables: '{"id":"3"}',
    });
    const headers = { "apollo-require-preflight": "true" };
    expect(await (await fetch(`${shop.endpoint}?${parameters.toString()}`, { headers })).json()).toEqual({ data });
  });

  it("can't be put in another's place", async () => {
    const before = shop.asked();
    const forged = await ask("{ item { price } }", hashOf(unlisted));
    expect([forged.status, forged.errors[0]?.extensions]).toEqual([400, { code: "BAD_REQUEST" }]);
    expect((await ask(undefined, hashOf(unlisted))).errors[0]?.message).toBe("PersistedQueryNotFound");
    expect(shop.asked()).toBe(before);
  });

  it("are kept only if they could be run", async () => {
    for (const text of ["{ nothing }", "{", `{ item { ${"parent { ".repeat(30)}id${"}".repeat(30)} } }`]) {
      expect((await ask(text, hashOf(text))).errors).toHaveLength(1);
      expect((await ask(undefined, hashOf(text))).errors[0]?.message).toBe("PersistedQueryNotFound");
    }
  });

  it.each([
    ["another version", { version: 2, sha256Hash: "x" }],
    ["no version", { sha256Hash: "x" }],
    ["a hash that is no text", { version: 1, sha256Hash: 7 }],
    ["no hash", { version: 1 }],
    ["a text", "x"],
    ["an endless hash", { version: 1, sha256Hash: "x".repeat(600) }],
  ])("are refused with %s", async (_what, persistedQuery) => {
    const answer = await post(shop.url, JSON.stringify({ extensions: { persistedQuery } }));
    expect([answer.status, answer.errors[0]?.extensions]).toEqual([400, { code: "BAD_REQUEST" }]);
  });

  it("come over a WebSocket, too", async () => {
    const client = webSocketClient(shop.url);
    await ask(listed, hashOf(listed));
    const extensions = { persistedQuery: { version: 1, sha256Hash: hashOf(listed) } };
    const results = [];
    for await (const result of client.iterate({ query: "", extensions, variables: { id: "5" } })) results.push(result);
    expect(results).toEqual([{ data: { item: { id: "5", __typename: "Item" } } }]);
    await client.dispose();
  });

  it("are not taken where they are switched off", async () => {
    const closed = await serveShop({ config: { automaticPersistedQueries: false } });
    const body = { extensions: { persistedQuery: { version: 1, sha256Hash: hashOf(listed) } } };
    const answer = await post(closed.url, JSON.stringify(body));
    expect([answer.status, answer.errors]).toEqual([
      200,
      [{ message: "PersistedQueryNotSupported", extensions: { code: "PERSISTED_QUERY_NOT_SUPPORTED" } }],
    ]);
    expect((await post(closed.url, JSON.stringify({ ...body, query: listed }))).data).toEqual({
      item: { id: "1", __typename: "Item" },
    });
    await closed.stop();
  });

  it("never take more memory than they may, whatever a stranger registers", () => {
    const documents = open({ registers: true });
    const text = (at: number) => `{ a${at}: item { id } } #${"x".repeat(90_000)}`;
    const register = (query: string) =>
      documents.resolve({ query, extensions: { persistedQuery: { version: 1, sha256Hash: hashOf(query) } } }, context);
    const isKept = (query: string) => {
      const extensions = { persistedQuery: { version: 1, sha256Hash: hashOf(query) } };
      try {
        return documents.resolve({ extensions }, context) === query;
      } catch {
        return false;
      }
    };
    for (let at = 0; at < 400; at += 1) register(text(at));
    const kept = Array.from({ length: 400 }, (_, at) => text(at)).filter(isKept);
    expect(kept.reduce((total, { length }) => total + length, 0)).toBeLessThanOrEqual(16_000_000);
    expect(kept.length).toBeGreaterThan(100);
    expect(isKept(text(399))).toBe(true);
    const tooLong = `{ item { id } } #${"x".repeat(100_000)}`;
    register(tooLong);
    expect(isKept(tooLong)).toBe(false);
  });
});

describe("the safelist", () => {
  let shop: Shop | undefined;
  afterEach(async () => {
    await shop?.stop();
    shop = undefined;
  });

  it.each([
    ["Apollo's manifest", ofApollo, "item-1"],
    ["GraphQL Code Generator's", ofCodegen, `sha256:${hashOf(listed)}`],
  ])("of %s lets its documents pass by id and by text, and nothing else", async (_whose, file, documentId) => {
    shop = await serveShop({ config: { persistedDocuments: file, safelist: "enforce", introspection: true } });
    const { url } = shop;
    const ask = async (body: object) => post(url, JSON.stringify({ variables: { id: "1" }, ...body }));
    const data = { item: { id: "1", __typename: "Item" } };
    expect((await ask({ documentId })).data).toEqual(data);
    expect((await ask({ query: listed })).data).toEqual(data);
    expect(
      (await ask({ query: "# a comment\nquery Item($id: ID) { item(id: $id) { id, __typename } }" })).data,
    ).toEqual(data);
    const asked = shop.asked();
    for (const query of [unlisted, listed.replace("id\n", "id name\n"), "{ __schema { queryType { name } } }", "{"]) {
      const answer = await ask({ query });
      expect([answer.status, answer.errors[0]?.extensions]).toEqual([403, { code: "QUERY_NOT_IN_SAFELIST" }]);
    }
    expect((await ask({ documentId: "other" })).errors[0]?.extensions).toEqual({ code: "PERSISTED_QUERY_NOT_FOUND" });
    expect((await ask({ documentId, query: unlisted })).errors[0]?.extensions).toEqual({ code: "BAD_REQUEST" });
    const persistedQuery = { version: 1, sha256Hash: hashOf(unlisted) };
    for (const query of [unlisted, undefined]) await ask({ query, extensions: { persistedQuery } });
    expect((await ask({ extensions: { persistedQuery } })).errors[0]?.message).toBe("PersistedQueryNotFound");
    expect(shop.asked()).toBe(asked);
  });

  it("can let introspection pass, but nothing beside it", async () => {
    const config = { persistedDocuments: ofApollo, safelist: "enforce", safelistIntrospection: true } as const;
    shop = await serveShop({ config: { ...config, introspection: true } });
    const codes = async (query: string) =>
      (await post(shop?.url ?? "", JSON.stringify({ query }))).errors.map(({ extensions }) => extensions?.["code"]);
    expect(await codes("{ __schema { queryType { name } } }")).toEqual([]);
    expect(await codes("{ __schema { queryType { name } } item { id } }")).toEqual(["QUERY_NOT_IN_SAFELIST"]);
  });

  it("only logs where it only shall", async () => {
    const lines: string[] = [];
    const stream = new PassThrough();
    stream.on("data", (line: Buffer) => lines.push(line.toString()));
    const config = { persistedDocuments: ofApollo, safelist: "log" } as const;
    shop = await serveShop({ config, logger: pino({ level: "warn" }, stream) });
    await post(shop.url, JSON.stringify({ query: listed }));
    expect(lines).toEqual([]);
    expect((await post(shop.url, JSON.stringify({ query: unlisted }))).data).toEqual({ item: { name: "item 1" } });
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({ msg: "a document that is not listed", document: unlisted }),
    ]);
  });

  it("holds over a WebSocket", async () => {
    shop = await serveShop({ config: { persistedDocuments: ofApollo, safelist: "enforce" } });
    const socket = new WebSocket(shop.endpoint.replace("http", "ws"), "graphql-transport-ws");
    const errors: unknown[] = [];
    await new Promise<void>((resolve) => {
      socket.on("open", () => socket.send(JSON.stringify({ type: "connection_init" })));
      socket.on("message", (data: Buffer) => {
        const message = JSON.parse(data.toString());
        if (message.type === "connection_ack")
          socket.send(JSON.stringify({ id: "1", type: "subscribe", payload: { query: unlisted } }));
        if (message.type !== "error") return;
        errors.push(message.payload[0].extensions);
        resolve();
      });
    });
    expect(errors).toEqual([{ code: "QUERY_NOT_IN_SAFELIST" }]);
    socket.close();
  });

  it.each([
    ["runs", newPerson({ runId: newRunId() })],
    ["sagas", { ...newPerson(), sagaId: sagaId.parse(randomUUID()) }],
  ])("lets %s ask what is not listed", (_who, caller) => {
    const documents = open({ mode: "enforce" });
    expect(documents.resolve({ query: unlisted }, { ...context, caller })).toBe(unlisted);
    expect(() => documents.resolve({ query: unlisted }, context)).toThrow("Only documents");
  });

  it("does not read what is much longer than anything listed", () => {
    const documents = open({ mode: "enforce", manifest: new Map([["1", unlisted]]) });
    const padded = (blanks: number) => `${" ".repeat(blanks)}${unlisted}`;
    expect(documents.resolve({ query: padded(40) }, context)).toBe(padded(40));
    expect(() => documents.resolve({ query: padded(400_000) }, context)).toThrow("Only documents");
  });

  it.each([
    ["is not there", join(folder, "nowhere.json"), "can't be read"],
    ["is no JSON", write("text.json", "hello"), "is no JSON"],
    [
      "is of another version",
      write("v2.json", { format: "apollo-persisted-query-manifest", version: 2, operations: [] }),
      "is neither",
    ],
    ["is a list", write("list.json", [listed]), "is neither"],
  ])("keeps the router from starting when its file %s", async (_what, file, message) => {
    expect(() => readManifest(file)).toThrow(message);
    await expect(serveShop({ config: { persistedDocuments: file } })).rejects.toThrow(message);
  });

  it("needs a list", async () => {
    await expect(serveShop({ config: { safelist: "enforce" } })).rejects.toThrow("SAFELIST=enforce needs a list");
  });
});

function open(options: Partial<DocumentsOptions<string>>) {
  return createDocuments<string>({
    manifest: new Map(),
    mode: "off",
    introspectionExempt: false,
    registers: false,
    look: () => "operation",
    ...options,
  });
}
