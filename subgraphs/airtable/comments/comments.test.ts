import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { smallSeed } from "../../../emulator/testing/small-seed.ts";
import type { ExecutionResult } from "../../../kernel/executor/executor.ts";
import { newTenant } from "../../../tests/support/subgraph.ts";
import { type FaultyProxy, type ProxiedCall, startFaultyProxy } from "../fixtures/faulty-proxy.ts";
import { type OpenAirtable, openAirtable, person } from "../fixtures/open-airtable.ts";
import { globalId, smallIds as ids, smallTokens as tokens } from "../fixtures/open-writing.ts";

const tenant = newTenant();
const recordId = globalId(ids.ada);
const path = `/v0/${ids.base}/${ids.people}/${ids.ada}/comments`;

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
  const connect = `mutation { connectAirtable(input: { token: "${tokens.creator}" }) { id } }`;
  await airtable.ask(connect, { as: person(tenant, "owner") });
});
afterAll(async () => {
  await airtable.close();
  await proxy.stop();
});
beforeEach(() => answering(() => undefined));

/** Airtable's answers about comments, by the reference (5). */
function answering(
  answer: (call: ProxiedCall) => "cut" | { status: number; body: unknown } | Record<string, unknown> | undefined,
): void {
  proxy.fault((call) => {
    if (!call.path.startsWith(path)) return undefined;
    const answered = answer(call);
    if (answered === undefined || answered === "cut" || isReply(answered)) return answered;
    return { status: 200, body: answered };
  });
}
const isReply = (answered: object): answered is { status: number; body: unknown } => "status" in answered;
const calls = () =>
  proxy
    .calls()
    .filter((call) => call.path.includes("/comments"))
    .map((call) => ({ ...call, body: call.body === "" ? undefined : JSON.parse(call.body) }));
const codes = ({ errors }: ExecutionResult) => errors?.map(({ extensions }) => extensions?.code) ?? [];
async function ask(query: string, variables: Record<string, unknown> = {}): Promise<ExecutionResult> {
  return airtable.ask(query, { as: person(tenant, "editor"), variables: { recordId, ...variables } });
}

const comment = (name: string, changes: object = {}) => ({
  id: `com${name.padEnd(14, "0")}`,
  author: { id: ids.user, email: "one@example.com", name: "User One" },
  text: name,
  createdTime: "2026-01-05T09:00:00.000Z",
  lastUpdatedTime: null,
  ...changes,
});
const selection =
  "id author { id email name } text createdTime lastUpdatedTime parentCommentId mentions { id type displayName email }";

describe("comments", () => {
  const query = `query ($recordId: ID!, $first: Int!, $after: String) {
    record(id: $recordId) { comments(first: $first, after: $after) { nodes { ${selection} } pageInfo { hasNextPage endCursor } } } }`;
  const page = ({ data }: ExecutionResult) =>
    (
      data as {
        record: { comments: { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } } };
      }
    ).record.comments;

  it("are paged by an opaque cursor, one call for each page", async () => {
    answering((call) =>
      call.path.includes("offset=")
        ? { comments: [comment("Old")], offset: null }
        : { comments: [comment("New")], offset: "off/set&x=1" },
    );
    const first = page(await ask(query, { first: 1 }));
    expect(first).toMatchObject({ nodes: [{ text: "New" }], pageInfo: { hasNextPage: true } });
    const second = page(await ask(query, { first: 1, after: first.pageInfo.endCursor }));
    expect(second).toMatchObject({ nodes: [{ text: "Old" }], pageInfo: { hasNextPage: false, endCursor: null } });
    expect(calls().map((call) => call.path)).toEqual([
      `${path}?pageSize=1`,
      `${path}?pageSize=1&offset=off%2Fset%26x%3D1`,
    ]);
  });

  it("tell who wrote them, what they answer, and whom they mention", async () => {
    const ada = { id: "usrAda00000000000", type: "user", displayName: "Ada", email: "ada@example.com" };
    const team = { id: "ugpTeam0000000000", type: "userGroup", displayName: "Team" };
    answering(() => ({
      comments: [
        comment("Reply", {
          text: `@[${ada.id}] and @[${team.id}]`,
          author: { id: ids.user, email: "one@example.com" },
          lastUpdatedTime: "2026-01-06T09:00:00.000Z",
          parentCommentId: "comFirst000000000",
          mentioned: { [ada.id]: ada, [team.id]: team },
          reactions: [],
        }),
      ],
      offset: null,
    }));
    expect(page(await ask(query, { first: 20 })).nodes).toEqual([
      {
        id: "comReply000000000",
        author: { id: ids.user, email: "one@example.com", name: null },
        text: `@[${ada.id}] and @[${team.id}]`,
        createdTime: "2026-01-05T09:00:00.000Z",
        lastUpdatedTime: "2026-01-06T09:00:00.000Z",
        parentCommentId: "comFirst000000000",
        mentions: [ada, { ...team, email: null }],
      },
    ]);
  });

  it.each([
    ["first", { first: 101 }],
    ["first", { first: 0 }],
    ["after", { first: 1, after: Buffer.from("table:itr/rec").toString("base64url") }],
  ])("refuse a bad %s without a call", async (named, variables) => {
    const result = await ask(query, variables);
    expect(codes(result)).toEqual(["BAD_USER_INPUT"]);
    expect(result.errors?.[0]?.extensions?.field).toBe(named);
    expect(calls()).toEqual([]);
  });

  it("that may not be read null their place only", async () => {
    answering(() => ({ status: 403, body: { error: { type: "INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND" } } }));
    const result = await ask(
      `query ($recordId: ID!) { record(id: $recordId) { cell(field: "Name") comments { nodes { id } } } }`,
    );
    expect(result.data).toEqual({ record: { cell: "Ada", comments: null } });
    expect(codes(result)).toEqual(["NOT_FOUND"]);
  });
});

const create = `mutation ($recordId: ID!, $text: String!, $parent: ID) { createComment(input: { recordId: $recordId, text: $text, parentCommentId: $parent }) { ${selection} } }`;
const update = `mutation ($recordId: ID!, $id: ID!, $text: String!) { updateComment(input: { recordId: $recordId, commentId: $id, text: $text }) { text lastUpdatedTime } }`;
const remove = `mutation ($recordId: ID!, $id: ID!) { deleteComment(input: { recordId: $recordId, commentId: $id }) { id } }`;
const id = "comNew00000000000";

describe("a comment", () => {
  it("is created, as an answer too", async () => {
    answering(({ body }) => comment("New", JSON.parse(body) as object));
    expect((await ask(create, { text: "Hello\n@[usrAda00000000000]" })).data).toMatchObject({
      createComment: { id, text: "Hello\n@[usrAda00000000000]", parentCommentId: null, mentions: [] },
    });
    await ask(create, { text: "x", parent: "comFirst000000000" });
    expect(calls()).toEqual([
      { method: "POST", path, body: { text: "Hello\n@[usrAda00000000000]" } },
      { method: "POST", path, body: { text: "x", parentCommentId: "comFirst000000000" } },
    ]);
  });

  it("is changed and deleted", async () => {
    answering(({ method }) =>
      method === "DELETE"
        ? { id, deleted: true }
        : comment("New", { text: "y", lastUpdatedTime: "2026-01-07T00:00:00.000Z" }),
    );
    expect((await ask(update, { id, text: "y" })).data).toEqual({
      updateComment: { text: "y", lastUpdatedTime: "2026-01-07T00:00:00.000Z" },
    });
    expect((await ask(remove, { id })).data).toEqual({ deleteComment: { id } });
    expect(calls()).toEqual([
      { method: "PATCH", path: `${path}/${id}`, body: { text: "y" } },
      { method: "DELETE", path: `${path}/${id}`, body: undefined },
    ]);
  });

  it("is not written twice when the connection is cut", async () => {
    answering(() => "cut");
    const result = await ask(create, { text: "x" });
    expect(result.errors?.[0]?.extensions).toMatchObject({ code: "UPSTREAM_UNAVAILABLE", outcome: "unknown" });
    expect(calls()).toHaveLength(1);
  });

  it("counts as deleted when it is gone after an attempt without an answer, but not when it never was", async () => {
    const gone = { status: 404, body: { error: { type: "MODEL_ID_NOT_FOUND", message: "Comment not found" } } };
    answering(() => gone);
    expect(codes(await ask(remove, { id }))).toEqual(["NOT_FOUND"]);
    let attempts = 0;
    answering(() => {
      attempts += 1;
      return attempts === 1 ? "cut" : gone;
    });
    expect((await ask(remove, { id })).data).toEqual({ deleteComment: { id } });
  });

  it.each([
    ["no text", create, { text: " \n" }, "BAD_USER_INPUT"],
    ["100,001 characters", create, { text: "x".repeat(100_001) }, "BAD_USER_INPUT"],
    ["an answer to no comment's id", create, { text: "x", parent: "com/../x" }, "BAD_USER_INPUT"],
    ["no comment's id to change", update, { text: "x", id: "com/../../x" }, "NOT_FOUND"],
    ["no comment's id to delete", remove, { id: "" }, "NOT_FOUND"],
    ["no record's id", create, { text: "x", recordId: "recAda" }, "NOT_FOUND"],
    [
      "a record of another tenant's base",
      create,
      { text: "x", recordId: recordId.replace(ids.base, ids.otherBase) },
      "NOT_FOUND",
    ],
    ["a record of no table", remove, { id, recordId: recordId.replace(ids.people, "tblNothing0000000") }, "NOT_FOUND"],
  ])("is refused for %s, at the cost of no call", async (_what, mutation, variables, code) => {
    expect(codes(await ask(mutation, variables))).toEqual([code]);
    expect(calls()).toEqual([]);
  });
});
