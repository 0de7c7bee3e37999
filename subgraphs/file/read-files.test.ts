import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Caller, Person } from "../../kernel/identity/caller.ts";
import {
  newPerson,
  newRunId,
  startTestSubgraph,
  statementsOf,
  type TestSubgraph,
} from "../../tests/support/subgraph.ts";
import { file as fileSubgraph } from "./subgraph.ts";

/** Stands still for three files at a time, so that pages end among equals. */
let made = 0;
const clock = { now: () => Date.UTC(2026, 4, 1) + Math.floor(made / 3) };

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await startTestSubgraph(fileSubgraph, { clock: clock });
});
afterAll(async () => subgraph.stop());

interface Connection {
  nodes: { id: string; createdAt: string }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

const connection = "{ nodes { id createdAt } pageInfo { hasNextPage endCursor } }";

async function create(author: Person, input: Record<string, unknown> = {}): Promise<string> {
  const { data, errors } = await subgraph.ask(
    author,
    "mutation ($input: CreateFileInput!) { createFile(input: $input) { file { id } } }",
    { input: { name: `${made++}.txt`, contentType: "text/plain", content: "text", ...input } },
  );
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  const payload = data?.["createFile"] as { file: { id: string } };
  return payload.file.id;
}

async function createMany(author: Person, count: number, input?: Record<string, unknown>): Promise<string[]> {
  const ids: string[] = [];
  while (ids.length < count) ids.push(await create(author, input));
  return ids;
}

async function entities(caller: Caller, selection: string, representations: readonly object[]) {
  const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ${selection} } }`;
  const { data, errors } = await subgraph.ask(caller, query, { representations });
  return { entities: data?.["_entities"] as unknown[] | undefined, errors };
}

function recordId(number: number): string {
  return `appAAAAAAAAAAAAAA/tblBBBBBBBBBBBBBB/rec${String(number).padStart(14, "0")}`;
}

describe("files", () => {
  it("lists the tenant's files newest first, page by page, each once", async () => {
    const author = newPerson();
    const ids = await createMany(author, 10);
    const listed: Connection["nodes"] = [];
    for (let after: string | null = null, more = true; more; ) {
      const { data } = await subgraph.ask(
        author,
        `query ($after: String) { files(first: 4, after: $after) ${connection} }`,
        {
          after,
        },
      );
      const files = data?.["files"] as Connection;
      listed.push(...files.nodes);
      after = files.pageInfo.endCursor;
      more = files.pageInfo.hasNextPage;
    }
    expect(listed.map(({ id }) => id).sort()).toEqual([...ids].sort());
    const instants = listed.map(({ createdAt }) => createdAt);
    expect(new Set(instants).size).toBeLessThan(instants.length);
    expect(instants).toEqual([...instants].sort().toReversed());
  });

  it("has an empty page for a tenant without files", async () => {
    const { data } = await subgraph.ask(newPerson(), `{ files ${connection} }`);
    expect(data).toEqual({ files: { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } } });
  });

  it.each([
    ["first: 0", "first"],
    ["first: 101", "first"],
    ['after: "x"', "after"],
  ])("refuses %s", async (args, field) => {
    const { errors } = await subgraph.ask(newPerson(), `{ files(${args}) { nodes { id } } }`);
    expect(errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT", field } }]);
  });

  it("reads no content unless it is selected, and then all contents at once", async () => {
    const author = newPerson();
    await createMany(author, 5);
    const without = await statementsOf(async () => subgraph.ask(author, "{ files { nodes { id size sha256 } } }"));
    expect(without).toHaveLength(1);
    expect(without.join()).not.toMatch(/"content"/);
    const withContent = await statementsOf(async () => {
      const { data } = await subgraph.ask(author, "{ files { nodes { content } } }");
      expect(data).toEqual({ files: { nodes: Array.from({ length: 5 }, () => ({ content: "text" })) } });
    });
    expect(withContent).toHaveLength(2);
  });

  it("reads at most 16 MiB of contents in one operation", async () => {
    const author = newPerson();
    const id = await create(author, { content: "a".repeat(1024 * 1024) });
    const aliases = Array.from({ length: 17 }, (_, index) => `c${index}: content`).join(" ");
    const { data, errors } = await subgraph.ask(author, `query ($id: ID!) { file(id: $id) { ${aliases} } }`, { id });
    expect(data).toEqual({ file: null });
    expect(errors).toMatchObject([{ extensions: { code: "COST_LIMIT_EXCEEDED" } }]);
  });

  it("says so when bytes are asked for as text, and are none", async () => {
    const author = newPerson();
    const id = await create(author, { content: "/w==", encoding: "BASE64" });
    const { errors } = await subgraph.ask(author, "query ($id: ID!) { file(id: $id) { content } }", { id });
    expect(errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT", field: "encoding" } }]);
  });
});

describe("another tenant", () => {
  it("sees no file, by no way", async () => {
    const author = newPerson();
    const runId = newRunId();
    const id = await create({ ...author, runId }, { recordId: recordId(1) });
    const stranger = newPerson({ role: "owner" });

    const { data } = await subgraph.ask(stranger, `query ($id: ID!) { file(id: $id) { id } files ${connection} }`, {
      id,
    });
    expect(data).toMatchObject({ file: null, files: { nodes: [] } });
    const found = await entities(
      stranger,
      "... on File { id } ... on WorkflowRun { files { nodes { id } } } ... on AirtableRecord { files { nodes { id } } }",
      [
        { __typename: "File", id },
        { __typename: "WorkflowRun", id: runId },
        { __typename: "AirtableRecord", id: recordId(1) },
      ],
    );
    expect(found).toEqual({ entities: [null, { files: { nodes: [] } }, { files: { nodes: [] } }], errors: undefined });
  });

  it("continues no list of its own behind another's cursor into the other's files", async () => {
    const author = newPerson();
    await createMany(author, 3);
    const first = await subgraph.ask(author, `{ files(first: 1) ${connection} }`);
    const files = first.data?.["files"] as Connection;
    const { data } = await subgraph.ask(newPerson(), `query ($after: String) { files(after: $after) ${connection} }`, {
      after: files.pageInfo.endCursor,
    });
    expect(data).toMatchObject({ files: { nodes: [] } });
  });
});

describe("_entities", () => {
  it("resolves many files with one statement, in order, unknown and malformed ids to null", async () => {
    const author = newPerson();
    const ids = await createMany(author, 5);
    const wanted = ids.toReversed().concat(newRunId(), "no-uuid");
    const statements = await statementsOf(async () => {
      const { entities: found } = await entities(
        author,
        "... on File { id }",
        wanted.map((id) => ({ __typename: "File", id })),
      );
      expect(found).toEqual([...ids.toReversed().map((id) => ({ id })), null, null]);
    });
    expect(statements).toHaveLength(1);
  });

  it("lists the files of many runs with one statement, oldest first", async () => {
    const author = newPerson();
    const runIds = Array.from({ length: 5 }, newRunId);
    const expected: unknown[] = [];
    for (const runId of runIds) {
      const ids: string[] = [];
      for (let file = 0; file < 4; file++) {
        made += 3;
        ids.push(await create({ ...author, runId }));
      }
      expected.push({
        id: runId,
        files: { nodes: ids.slice(0, 3).map((id) => ({ id })), pageInfo: { hasNextPage: true } },
      });
    }
    expected.push({ id: "no-uuid", files: { nodes: [], pageInfo: { hasNextPage: false } } });

    const statements = await statementsOf(async () => {
      const found = await entities(
        author,
        "... on WorkflowRun { id files(first: 3) { nodes { id } pageInfo { hasNextPage } } }",
        [...runIds, "no-uuid"].map((id) => ({ __typename: "WorkflowRun", id })),
      );
      expect(found).toEqual({ entities: expected, errors: undefined });
    });
    expect(statements).toHaveLength(1);
  });

  it("lists the files of many records with one statement, newest first", async () => {
    const author = newPerson();
    const expected: unknown[] = [];
    for (let record = 0; record < 5; record++) {
      const ids: string[] = [];
      for (let file = 0; file < 3; file++) {
        made += 3;
        ids.push(await create(author, { recordId: recordId(record) }));
      }
      expected.push({ __typename: "AirtableRecord", files: { nodes: ids.toReversed().map((id) => ({ id })) } });
    }
    const statements = await statementsOf(async () => {
      const found = await entities(
        author,
        "__typename ... on AirtableRecord { files { nodes { id } } }",
        Array.from({ length: 5 }, (_, record) => ({ __typename: "AirtableRecord", id: recordId(record) })),
      );
      expect(found).toEqual({ entities: expected, errors: undefined });
    });
    expect(statements).toHaveLength(1);
  });

  it("pages through the files of a run", async () => {
    const author = newPerson();
    const runId = newRunId();
    const ids = await createMany({ ...author, runId }, 7);
    const listed: string[] = [];
    for (let after: string | null = null, more = true; more; ) {
      const cursor: string = after === null ? "" : `, after: "${after}"`;
      const found = await entities(author, `... on WorkflowRun { files(first: 3${cursor}) ${connection} }`, [
        { __typename: "WorkflowRun", id: runId },
      ]);
      const run = found.entities?.[0] as { files: Connection };
      listed.push(...run.files.nodes.map(({ id }) => id));
      after = run.files.pageInfo.endCursor;
      more = run.files.pageInfo.hasNextPage;
    }
    expect([...listed].sort()).toEqual([...ids].sort());
  });

  it("takes more entities than one statement may have parameters for", async () => {
    const representations = Array.from({ length: 3_000 }, (_, index) => ({
      __typename: "AirtableRecord",
      id: recordId(index),
    }));
    const statements = await statementsOf(async () => {
      const { entities: found } = await entities(
        newPerson(),
        `... on AirtableRecord { files ${connection} }`,
        representations,
      );
      expect(found).toHaveLength(3_000);
    });
    expect(statements).toHaveLength(3);
  });

  it.each([
    ["File", (id: string) => ({ id }), "id name content"],
    ["WorkflowRun", () => ({ id: newRunId() }), "id files { nodes { id } }"],
    ["AirtableRecord", () => ({ id: recordId(1) }), "id files { nodes { id } }"],
  ])("shows a stranger nothing of a %s", async (type, key, selection) => {
    const id = await create(newPerson());
    const statements = await statementsOf(async () => {
      const { entities: found, errors } = await entities({ kind: "anonymous" }, `... on ${type} { ${selection} }`, [
        { __typename: type, ...key(id) },
      ]);
      // The key, which the stranger has sent, comes back, and nothing else.
      for (const [what, value] of Object.entries(found?.[0] ?? {})) if (what !== "id") expect(value).toBeNull();
      for (const error of errors ?? []) expect(error).toMatchObject({ extensions: { code: "UNAUTHENTICATED" } });
      if (type !== "File") expect(errors).not.toBeUndefined();
    });
    expect(statements).toEqual([]);
  });
});

describe("an anonymous caller", () => {
  it.each(["{ files { nodes { id } } }", '{ file(id: "x") { id } }'])("is refused %s", async (query) => {
    const { errors } = await subgraph.ask({ kind: "anonymous" }, query);
    expect(errors).toMatchObject([{ extensions: { code: "UNAUTHENTICATED" } }]);
  });
});
