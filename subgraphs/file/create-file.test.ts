import { createHash, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { readEvents } from "../../kernel/event-log/event-log.ts";
import type { Caller } from "../../kernel/identity/caller.ts";
import { newPerson, newRunId, startTestSubgraph, type TestSubgraph } from "../../tests/support/subgraph.ts";
import { file as fileSubgraph } from "./subgraph.ts";

const now = Date.UTC(2026, 4, 1, 12);
const recordId = "appAAAAAAAAAAAAAA/tblBBBBBBBBBBBBBB/recCCCCCCCCCCCCCC";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await startTestSubgraph(fileSubgraph, { clock: { now: () => now } });
});
afterAll(async () => subgraph.stop());

const createFile = `
  mutation ($input: CreateFileInput!) {
    createFile(input: $input) {
      file {
        id name contentType size sha256 createdAt content
        createdBy { __typename id } run { __typename id } record { __typename id }
      }
    }
  }`;

const note = { name: "note.md", contentType: "text/markdown", content: "# Grüße\n" };

async function create(caller: Caller, input: Record<string, unknown>) {
  const { data, errors } = await subgraph.ask(caller, createFile, { input: { ...note, ...input } });
  const payload = data?.["createFile"] as { file: Record<string, unknown> } | null | undefined;
  return { file: payload?.file, errors };
}

async function count(caller: Caller): Promise<unknown> {
  const { data } = await subgraph.ask(caller, "{ files(first: 100) { nodes { id } } }");
  const files = data?.["files"] as { nodes: unknown[] } | undefined;
  return files?.nodes.length;
}

describe("createFile", () => {
  it("tells of each file once, by its id alone", async () => {
    const person = newPerson();
    const { file } = await create(person, { idempotencyKey: "told" });
    await create(person, { idempotencyKey: "told" });
    const events = await readEvents(subgraph.db, person.tenantId, { stream: "files", after: 0, limit: 10 });
    expect(events).toMatchObject([{ type: "file.stored", data: { fileId: file?.["id"] } }]);
  });

  it("stores a file and answers with it", async () => {
    const author = newPerson();
    const { file, errors } = await create(author, { recordId });
    expect(errors).toBeUndefined();
    expect(file).toEqual({
      id: expect.any(String),
      ...note,
      size: 10,
      sha256: createHash("sha256").update(note.content).digest("hex"),
      createdAt: new Date(now).toISOString(),
      createdBy: { __typename: "User", id: author.userId },
      run: null,
      record: { __typename: "AirtableRecord", id: recordId },
    });
    const read = await subgraph.ask(author, "query ($id: ID!) { file(id: $id) { name content } }", {
      id: file?.["id"],
    });
    expect(read.data).toEqual({ file: { name: note.name, content: note.content } });
  });

  it("stores bytes that are no text, and gives them back as base64", async () => {
    const author = newPerson();
    const content = Buffer.from([0xff, 0, 0xfe, 0x80]).toString("base64");
    const query = `mutation ($input: CreateFileInput!) { createFile(input: $input) { file { size content(encoding: BASE64) } } }`;
    const { data } = await subgraph.ask(author, query, { input: { ...note, content, encoding: "BASE64" } });
    expect(data).toEqual({ createFile: { file: { size: 4, content } } });
  });

  it("takes the run from the caller's identity", async () => {
    const runId = newRunId();
    const { file } = await create(newPerson({ runId }), {});
    expect(file?.["run"]).toEqual({ __typename: "WorkflowRun", id: runId });
  });

  it.each([
    ["viewers", newPerson({ role: "viewer" }), "FORBIDDEN"],
    ["strangers", { kind: "anonymous" }, "UNAUTHENTICATED"],
    ["the router", { kind: "service", name: "router" }, "FORBIDDEN"],
  ] as const)("refuses %s", async (_who, caller, code) => {
    const { file, errors } = await create(caller, {});
    expect(file).toBeUndefined();
    expect(errors).toMatchObject([{ extensions: { code } }]);
  });
});

describe("createFile with an idempotency key", () => {
  it("answers a repetition with the first file and stores no other", async () => {
    const author = newPerson();
    const idempotencyKey = randomUUID();
    const first = await create(author, { idempotencyKey });
    const second = await create(author, { idempotencyKey });
    expect(second).toEqual(first);
    expect(await count(author)).toBe(1);
  });

  it("stores one file when 20 requests with one key come at once", async () => {
    const author = newPerson();
    const idempotencyKey = randomUUID();
    const answers = await Promise.all(Array.from({ length: 20 }, async () => create(author, { idempotencyKey })));
    expect(answers.flatMap(({ errors }) => errors ?? [])).toEqual([]);
    expect(new Set(answers.map(({ file }) => file?.["id"])).size).toBe(1);
    expect(await count(author)).toBe(1);
  });

  it.each([
    ["content", { content: "another" }],
    ["name", { name: "another.md" }],
    ["type", { contentType: "text/plain" }],
    ["record", { recordId }],
  ])("refuses another %s under the same key", async (_what, change) => {
    const author = newPerson();
    const idempotencyKey = randomUUID();
    await create(author, { idempotencyKey });
    const { file, errors } = await create(author, { idempotencyKey, ...change });
    expect(file).toBeUndefined();
    expect(errors).toMatchObject([{ extensions: { code: "CONFLICT", field: "idempotencyKey" } }]);
    expect(await count(author)).toBe(1);
  });

  it("refuses a key that another run used", async () => {
    const author = newPerson();
    const idempotencyKey = randomUUID();
    await create({ ...author, runId: newRunId() }, { idempotencyKey });
    const { errors } = await create({ ...author, runId: newRunId() }, { idempotencyKey });
    expect(errors).toMatchObject([{ extensions: { code: "CONFLICT" } }]);
  });

  it("lets two tenants use the same key", async () => {
    const idempotencyKey = randomUUID();
    const [one, other] = [newPerson(), newPerson()];
    const first = await create(one, { idempotencyKey });
    const second = await create(other, { idempotencyKey });
    expect(second.file?.["id"]).not.toBe(first.file?.["id"]);
    expect(await count(other)).toBe(1);
  });

  it("stores any number of files without a key", async () => {
    const author = newPerson();
    await create(author, {});
    await create(author, {});
    expect(await count(author)).toBe(2);
  });
});

describe("createFile's input", () => {
  const mebibyte = 1024 * 1024;

  it.each([
    ["name", "empty", { name: "" }],
    ["name", "of blanks", { name: " \t" }],
    ["name", "of 256 characters", { name: "a".repeat(256) }],
    ["name", "with a slash", { name: "a/b" }],
    ["name", "with a backslash", { name: "a\\b" }],
    ["name", "with a line feed", { name: "a\nb" }],
    ["name", "with a NUL", { name: "a\u0000b" }],
    ["name", "with half a surrogate pair", { name: "a\ud800b" }],
    ["name", "of the folder above", { name: ".." }],
    ["contentType", "empty", { contentType: "" }],
    ["contentType", "without a subtype", { contentType: "text" }],
    ["contentType", "with an empty subtype", { contentType: "text/" }],
    ["contentType", "with a blank in it", { contentType: "text /plain" }],
    ["contentType", "with a broken parameter", { contentType: "text/plain; charset" }],
    ["contentType", "with a header behind it", { contentType: "text/plain\r\nset-cookie: a=b" }],
    ["contentType", "with letters that only look like ASCII", { contentType: "text/\u017Fhtml" }],
    ["contentType", "of 256 characters", { contentType: `text/${"a".repeat(120)}; a=${"b".repeat(127)}` }],
    ["content", "of 1 MiB and a byte", { content: "a".repeat(mebibyte + 1) }],
    ["content", "of fewer characters, but more bytes", { content: "ä".repeat(mebibyte / 2 + 1) }],
    ["content", "of 1 MiB and a byte in base64", base64(Buffer.alloc(mebibyte + 1).toString("base64"))],
    ["content", "of very much base64", base64("A".repeat(4 * mebibyte))],
    ["content", "with half a surrogate pair", { content: "a\udfffb" }],
    ["content", "base64 without padding", base64("YQ")],
    ["content", "base64 with a line feed", base64("YWJj\n")],
    ["content", "base64url", base64("_-8=")],
    ["content", "base64 with bits left over", base64("YR==")],
    ["content", "no base64 at all", base64("%%%%")],
    ["recordId", "empty", { recordId: "" }],
    ["recordId", "Airtable's own", { recordId: "recCCCCCCCCCCCCCC" }],
    ["recordId", "with something behind it", { recordId: `${recordId}/x` }],
    ["recordId", "in another order", { recordId: recordId.split("/").toReversed().join("/") }],
    ["idempotencyKey", "empty", { idempotencyKey: "" }],
    ["idempotencyKey", "with a NUL", { idempotencyKey: "a\u0000" }],
    ["idempotencyKey", "of 256 characters", { idempotencyKey: "a".repeat(256) }],
  ])("refuses a %s that is %s", async (field, _what, input) => {
    const { file, errors } = await create(newPerson(), input);
    expect(file).toBeUndefined();
    expect(errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT", field } }]);
    expect(errors).toHaveLength(1);
  });

  it.each([
    ["name", { name: "a".repeat(255) }],
    ["name", { name: "Übersicht – 2026 (1).tar.gz" }],
    ["name", { name: "👩‍🚀.png" }],
    ["name", { name: ".env" }],
    ["contentType", { contentType: "application/vnd.api+json; charset=utf-8" }],
    ["contentType", { contentType: 'multipart/mixed; boundary="a; \\"b\\""' }],
    ["content", { content: "" }],
    ["content", { content: "a\u0000b 👩‍🚀 \ufeff" }],
    ["content", { content: "\ufeffwith a byte order mark" }],
    ["content", { content: "a".repeat(mebibyte) }],
    ["idempotencyKey", { idempotencyKey: "run:step – 1" }],
  ])("takes this %s as it is: %j", async (field, input) => {
    const { file, errors } = await create(newPerson(), input);
    expect(errors).toBeUndefined();
    if (field !== "idempotencyKey") expect(file).toMatchObject(input);
  });

  it("takes 1 MiB of base64", async () => {
    const { file } = await create(newPerson(), base64(Buffer.alloc(mebibyte, "a").toString("base64")));
    expect(file).toMatchObject({ size: mebibyte });
  });

  function base64(content: string) {
    return { content, encoding: "BASE64" };
  }
});
