import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Caller } from "../../kernel/identity/caller.ts";
import { newPerson, startTestSubgraph, type TestSubgraph } from "../../tests/support/subgraph.ts";
import { file as fileSubgraph } from "./subgraph.ts";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await startTestSubgraph(fileSubgraph);
});
afterAll(async () => subgraph.stop());

async function create(author: Caller, input: Record<string, unknown> = {}): Promise<string> {
  const { data } = await subgraph.ask(
    author,
    "mutation ($input: CreateFileInput!) { createFile(input: $input) { file { id } } }",
    { input: { name: "note.md", contentType: "text/markdown", content: "# Note", ...input } },
  );
  const payload = data?.["createFile"] as { file: { id: string } };
  return payload.file.id;
}

async function remove(caller: Caller, id: string) {
  return subgraph.ask(caller, "mutation ($id: ID!) { deleteFile(id: $id) { id } }", { id });
}

async function isThere(caller: Caller, id: string): Promise<boolean> {
  const { data } = await subgraph.ask(caller, "query ($id: ID!) { file(id: $id) { id } }", { id });
  return data?.["file"] !== null;
}

describe("deleteFile", () => {
  it("deletes one file and no other", async () => {
    const author = newPerson();
    const [doomed, kept] = [await create(author), await create(author)];
    expect(await remove(author, doomed)).toEqual({ data: { deleteFile: { id: doomed } } });
    expect(await isThere(author, doomed)).toBe(false);
    expect(await isThere(author, kept)).toBe(true);
  });

  it("lets a file be created anew under its idempotency key", async () => {
    const author = newPerson();
    const idempotencyKey = randomUUID();
    const first = await create(author, { idempotencyKey });
    await remove(author, first);
    const second = await create(author, { idempotencyKey });
    expect(second).not.toBe(first);
    expect(await isThere(author, second)).toBe(true);
  });

  it("says NOT_FOUND of a file that was deleted before", async () => {
    const author = newPerson();
    const id = await create(author);
    await remove(author, id);
    expect((await remove(author, id)).errors).toMatchObject([{ extensions: { code: "NOT_FOUND", field: "id" } }]);
  });

  it.each(["", "note.md", "' or 1=1"])("says NOT_FOUND of what is no file's id: %j", async (id) => {
    expect((await remove(newPerson(), id)).errors).toMatchObject([{ extensions: { code: "NOT_FOUND" } }]);
  });

  it("finds no file of another tenant", async () => {
    const author = newPerson();
    const id = await create(author);
    expect((await remove(newPerson({ role: "owner" }), id)).errors).toMatchObject([
      { extensions: { code: "NOT_FOUND" } },
    ]);
    expect(await isThere(author, id)).toBe(true);
  });

  it.each([
    ["viewers", "viewer", "FORBIDDEN"],
    ["strangers", undefined, "UNAUTHENTICATED"],
  ] as const)("refuses %s", async (_who, role, code) => {
    const author = newPerson();
    const id = await create(author);
    const caller: Caller = role === undefined ? { kind: "anonymous" } : newPerson({ tenantId: author.tenantId, role });
    expect((await remove(caller, id)).errors).toMatchObject([{ extensions: { code } }]);
    expect(await isThere(author, id)).toBe(true);
  });
});
