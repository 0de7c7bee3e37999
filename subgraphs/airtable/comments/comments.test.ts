import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import type { Seed } from "../../../emulator/emulator.ts";
import { smallSeed } from "../../../emulator/testing/small-seed.ts";
import type { ExecutionResult } from "../../../kernel/executor/executor.ts";
import { newTenant } from "../../../tests/support/subgraph.ts";
import { type OpenAirtable, openAirtable, person } from "../fixtures/open-airtable.ts";
import { globalId, smallIds as ids, smallTokens as tokens } from "../fixtures/open-writing.ts";

const tenant = newTenant();
const deaf = newTenant();
/** A token without the scopes of comments. */
const deafToken = "patDEAF";
const recordId = globalId(ids.ada);
const commentsPath = (record: string) => `/v0/${ids.base}/${ids.people}/${record}/comments`;
const first = "comFirst000000000";
const reply = "comReply000000000";

function seedWithComments(): Seed {
  const seed = smallSeed();
  const [creator] = seed.tokens;
  const ada = seed.bases[0]?.tables[0]?.records?.[0];
  if (creator === undefined || ada?.id !== ids.ada) throw new Error("the small seed has changed");
  ada.comments = [
    { id: first, author: ids.otherUser, text: `Hello\n@[${ids.user}]`, createdTime: "2026-01-05T09:00:00.000Z" },
    {
      id: reply,
      author: ids.user,
      text: "Hi",
      createdTime: "2026-01-06T09:00:00.000Z",
      lastUpdatedTime: "2026-01-07T09:00:00.000Z",
      parentCommentId: first,
    },
  ];
  const scopes = creator.scopes.filter((scope) => !scope.startsWith("data.recordComments"));
  return { ...seed, tokens: [...seed.tokens, { ...creator, token: deafToken, scopes }] };
}

let airtable: OpenAirtable;
beforeAll(async () => {
  airtable = await openAirtable({ seed: seedWithComments(), limits: "off" });
  for (const [of, token] of [
    [tenant, tokens.creator],
    [deaf, deafToken],
  ] as const) {
    const connect = `mutation { connectAirtable(input: { token: "${token}" }) { id } }`;
    await airtable.ask(connect, { as: person(of, "owner") });
  }
});
afterAll(async () => airtable.close());
beforeEach(() => {
  airtable.emulator.faults.clear();
  airtable.emulator.resetRequests();
});

/** Calls about comments, as method and status; 0 is a connection that was cut. */
const calls = () =>
  airtable.emulator
    .requests()
    .filter(({ path }) => path.includes("/comments"))
    .map(({ method, status }) => `${method} ${status}`);
const codes = ({ errors }: ExecutionResult) => errors?.map(({ extensions }) => extensions?.code) ?? [];
async function ask(query: string, variables: Record<string, unknown> = {}, of = tenant): Promise<ExecutionResult> {
  return airtable.ask(query, { as: person(of, "editor"), variables: { recordId, ...variables } });
}

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

  it("are paged by an opaque cursor, newest first, one call for each page", async () => {
    const newest = page(await ask(query, { first: 1 }));
    expect(newest).toMatchObject({ nodes: [{ id: reply }], pageInfo: { hasNextPage: true } });
    const oldest = page(await ask(query, { first: 1, after: newest.pageInfo.endCursor }));
    expect(oldest).toMatchObject({ nodes: [{ id: first }], pageInfo: { hasNextPage: false, endCursor: null } });
    expect(calls()).toEqual(["GET 200", "GET 200"]);
  });

  it("tell who wrote them, what they answer, and whom they mention", async () => {
    expect(page(await ask(query, { first: 20 })).nodes).toEqual([
      {
        id: reply,
        author: { id: ids.user, email: "one@example.com", name: "User One" },
        text: "Hi",
        createdTime: "2026-01-06T09:00:00.000Z",
        lastUpdatedTime: "2026-01-07T09:00:00.000Z",
        parentCommentId: first,
        mentions: [],
      },
      {
        id: first,
        author: { id: ids.otherUser, email: "two@example.com", name: "User Two" },
        text: `Hello\n@[${ids.user}]`,
        createdTime: "2026-01-05T09:00:00.000Z",
        lastUpdatedTime: null,
        parentCommentId: null,
        mentions: [{ id: ids.user, type: "user", displayName: "User One", email: "one@example.com" }],
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
    const result = await ask(
      `query ($recordId: ID!) { record(id: $recordId) { cell(field: "Name") comments { nodes { id } } } }`,
      {},
      deaf,
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
  /** Bob's, so that what is written here is in no list that is read above. */
  const record = { recordId: globalId(ids.bob) };
  const created = ({ data }: ExecutionResult) => (data as { createComment: { id: string } }).createComment;
  const countOf = async () => {
    const { data } = await ask("query ($recordId: ID!) { record(id: $recordId) { commentCount } }", record);
    return (data as { record: { commentCount: number } }).record.commentCount;
  };

  it("is created, as an answer too", async () => {
    const question = created(await ask(create, { ...record, text: `Hello\n@[${ids.otherUser}]` }));
    expect(question).toMatchObject({ text: `Hello\n@[${ids.otherUser}]`, parentCommentId: null });
    const answer = created(await ask(create, { ...record, text: "x", parent: question.id }));
    expect(answer).toMatchObject({ parentCommentId: question.id, mentions: [] });
    expect(calls()).toEqual(["POST 200", "POST 200"]);
  });

  it("is changed and deleted by who wrote it, and by nobody else", async () => {
    const mine = created(await ask(create, { ...record, text: "x" })).id;
    expect((await ask(update, { ...record, id: mine, text: "y" })).data).toEqual({
      updateComment: { text: "y", lastUpdatedTime: expect.any(String) },
    });
    expect((await ask(remove, { ...record, id: mine })).data).toEqual({ deleteComment: { id: mine } });
    expect(codes(await ask(update, { id: first, text: "y" }))).toEqual(["FORBIDDEN"]);
    expect(codes(await ask(remove, { id: first }))).toEqual(["FORBIDDEN"]);
  });

  it.each(["cut", "lostReply"] as const)("is not written twice when the connection ends: %s", async (kind) => {
    const before = await countOf();
    airtable.emulator.faults.add({ fault: { kind }, match: { method: "POST", path: commentsPath(ids.bob) } });
    const result = await ask(create, { ...record, text: "x" });
    expect(result.errors?.[0]?.extensions).toMatchObject({ code: "UPSTREAM_UNAVAILABLE", outcome: "unknown" });
    expect(calls()).toHaveLength(1);
    expect(await countOf()).toBe(before + (kind === "cut" ? 0 : 1));
  });

  it("counts as deleted when it is gone after an attempt without an answer, but not when it never was", async () => {
    const mine = created(await ask(create, { ...record, text: "x" })).id;
    const match = { method: "DELETE", path: commentsPath(ids.bob) };
    airtable.emulator.faults.add({ fault: { kind: "lostReply" }, times: 1, match });
    expect((await ask(remove, { ...record, id: mine })).data).toEqual({ deleteComment: { id: mine } });
    expect(codes(await ask(remove, { ...record, id: mine }))).toEqual(["NOT_FOUND"]);
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
