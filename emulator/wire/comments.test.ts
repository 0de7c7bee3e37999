import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { z } from "zod";
import { type Emulator, startEmulator } from "../emulator.ts";
import { type Seed, SeedError, scopes } from "../seed/seed.ts";
import { type ApiClient, apiClient } from "../testing/api-client.ts";
import { ids, smallSeed, tokens } from "../testing/small-seed.ts";

const people = `/v0/${ids.base}/People`;
const adas = `${people}/${ids.ada}/comments`;
const page = z.object({ comments: z.array(z.looseObject({ id: z.string() })), offset: z.string().nullable() });
const missing = (message: string) => ({ status: 404, body: { error: { type: "MODEL_ID_NOT_FOUND", message } } });
const notPermitted = { status: 403, body: { error: { type: "INVALID_PERMISSIONS" } } };

const seeded = "comSEEDED00000000";
const reply = "comREPLY000000000";
const commenter = "patCOMMENTER";
const colleague = "patCOLLEAGUE";

function seedWithComments(): Seed {
  const seed = smallSeed();
  const ada = seed.bases[0]?.tables[0]?.records?.[0];
  if (ada !== undefined) {
    ada.comments = [
      { id: seeded, author: ids.otherUser, text: "Hello @[one@example.com]", createdTime: "2024-03-02T00:00:00.000Z" },
      {
        id: reply,
        author: ids.user,
        text: "Hi",
        createdTime: "2024-03-03T00:00:00.000Z",
        lastUpdatedTime: "2024-03-04T00:00:00.000Z",
        parentCommentId: seeded,
      },
    ];
  }
  const token = (name: string, userId: string, granted: readonly (typeof scopes)[number][] = scopes) => ({
    token: name,
    userId,
    scopes: [...granted],
    bases: [{ id: ids.base, permissionLevel: "comment" as const }],
  });
  return {
    ...seed,
    tokens: [...seed.tokens, token(commenter, ids.user), token(colleague, ids.otherUser)],
  };
}

let emulator: Emulator;
let api: ApiClient;

beforeEach(async () => {
  const clock = { now: () => Date.UTC(2024, 4, 15, 10, 0, 0, 250) };
  emulator = await startEmulator({ limits: "off", seed: seedWithComments(), clock });
  api = apiClient(emulator, commenter);
});
afterEach(() => emulator.stop());

const idOf = (body: unknown) => z.object({ id: z.string() }).parse(body).id;

describe("comments (reference 5)", () => {
  it("come newest first, with authors, replies and mentions by id", async () => {
    expect((await api.get(adas)).body).toEqual({
      comments: [
        {
          id: reply,
          author: { id: ids.user, email: "one@example.com", name: "User One" },
          text: "Hi",
          createdTime: "2024-03-03T00:00:00.000Z",
          lastUpdatedTime: "2024-03-04T00:00:00.000Z",
          parentCommentId: seeded,
        },
        {
          id: seeded,
          author: { id: ids.otherUser, email: "two@example.com", name: "User Two" },
          text: `Hello @[${ids.user}]`,
          createdTime: "2024-03-02T00:00:00.000Z",
          lastUpdatedTime: null,
          mentioned: {
            [ids.user]: { id: ids.user, type: "user", displayName: "User One", email: "one@example.com" },
          },
        },
      ],
      offset: null,
    });
  });

  it("page by an offset that new comments do not shift", async () => {
    const first = page.parse((await api.get(`${adas}?pageSize=1`)).body);
    await api.send("POST", adas, { text: "newer" });
    const second = page.parse((await api.get(`${adas}?pageSize=1&offset=${first.offset}`)).body);
    expect([first, second].map(({ comments }) => comments.map(({ id }) => id))).toEqual([[reply], [seeded]]);
    expect(second.offset).toBeNull();
    expect(await api.get(`${adas}?offset=nonsense`)).toMatchObject({
      status: 422,
      body: { error: { type: "INVALID_OFFSET_VALUE" } },
    });
    expect((await api.get(`${adas}?pageSize=101`)).status).toBe(422);
  });

  it("mention again what an edit mentions, and tell when they were edited", async () => {
    const made = await api.send("POST", adas, { text: "a", parentCommentId: seeded });
    expect(made.body).toMatchObject({
      text: "a",
      parentCommentId: seeded,
      createdTime: "2024-05-15T10:00:00.000Z",
      lastUpdatedTime: null,
    });
    const path = `${adas}/${idOf(made.body)}`;
    const edited = await api.send("PATCH", path, { text: `@[two@example.com] @[nobody@example.com] @[${ids.user}]` });
    expect(edited.body).toMatchObject({
      text: `@[${ids.otherUser}] @[nobody@example.com] @[${ids.user}]`,
      lastUpdatedTime: "2024-05-15T10:00:00.000Z",
      mentioned: { [ids.otherUser]: { displayName: "User Two" }, [ids.user]: { type: "user" } },
    });
    expect((await api.send("PATCH", path, { text: "nobody" })).body).not.toHaveProperty("mentioned");
  });

  it("are edited and deleted by their author alone", async () => {
    const other = apiClient(emulator, tokens.creator);
    const stranger = apiClient(emulator, colleague);
    expect(await other.send("PATCH", `${adas}/${seeded}`, { text: "x" })).toMatchObject(notPermitted);
    expect(await other.send("DELETE", `${adas}/${seeded}`)).toMatchObject(notPermitted);
    expect(await stranger.send("DELETE", `${adas}/${reply}`)).toMatchObject(notPermitted);
    expect((await stranger.send("DELETE", `${adas}/${seeded}`)).body).toEqual({ id: seeded, deleted: true });
    expect(await stranger.send("DELETE", `${adas}/${seeded}`)).toMatchObject(missing("Comment not found"));
    expect(page.parse((await api.get(adas)).body).comments.map(({ id }) => id)).toEqual([reply]);
  });

  it("are counted in listings when asked, and only where there are any", async () => {
    const { body } = await api.get(`${people}?recordMetadata[]=commentCount&fields[]=Name`);
    expect(body).toEqual({
      records: [
        { id: ids.ada, createdTime: "2024-03-01T09:30:00.000Z", fields: { Name: "Ada" }, commentCount: 2 },
        { id: ids.bob, createdTime: "2024-03-01T09:30:00.000Z", fields: { Name: "Bob" } },
      ],
    });
  });

  it("go with their record", async () => {
    await apiClient(emulator, tokens.creator).send("DELETE", `${people}/${ids.ada}`);
    expect(await api.get(adas)).toMatchObject(missing("Record not found"));
  });

  it("take the role to comment to write, the role to read to read, and their own scopes", async () => {
    const reader = apiClient(emulator, tokens.reader);
    expect((await reader.get(adas)).status).toBe(200);
    expect(await reader.send("POST", adas, { text: "x" })).toMatchObject(notPermitted);
    const modelNotFound = { status: 403, body: { error: { type: "INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND" } } };
    expect(await apiClient(emulator, tokens.noScopes).get(adas)).toMatchObject(modelNotFound);
    expect(await apiClient(emulator, tokens.noScopes).send("POST", adas, { text: "x" })).toMatchObject(modelNotFound);
  });

  it.each([
    [{}, "INVALID_REQUEST_MISSING_FIELDS"],
    [{ text: "" }, "INVALID_REQUEST_UNKNOWN"],
    [{ text: 5 }, "INVALID_REQUEST_UNKNOWN"],
    [[], "INVALID_REQUEST_UNKNOWN"],
    ["{", "INVALID_REQUEST_BODY"],
  ])("are refused when written as %j", async (body, type) => {
    expect(await api.send("POST", adas, body)).toMatchObject({ status: 422, body: { error: { type } } });
  });

  it("answer 404 for a missing record, parent or comment, and a bare one for a malformed id", async () => {
    const nowhere = "comNOWHERE0000000";
    expect(await api.send("POST", adas, { text: "x", parentCommentId: nowhere })).toMatchObject(
      missing("Comment not found"),
    );
    expect(await api.send("PATCH", `${adas}/${nowhere}`, { text: "x" })).toMatchObject(missing("Comment not found"));
    expect(await api.get(`${people}/recNOWHERE0000000/comments`)).toMatchObject(missing("Record not found"));
    expect(await api.send("DELETE", `${adas}/junk`)).toMatchObject({ status: 404, body: { error: "NOT_FOUND" } });
  });

  it("survive a restart with a data file", async () => {
    const folder = mkdtempSync(join(tmpdir(), "emulator-comments-"));
    const options = { limits: "off", seed: seedWithComments(), dataFile: join(folder, "state") } as const;
    const before = await startEmulator(options);
    const made = await apiClient(before, commenter).send("POST", adas, { text: "kept" });
    await apiClient(before, colleague).send("DELETE", `${adas}/${seeded}`);
    await before.stop();
    const after = await startEmulator(options);
    const { comments } = page.parse((await apiClient(after, commenter).get(adas)).body);
    expect(comments).toMatchObject([{ id: idOf(made.body), text: "kept" }, { id: reply }]);
    await after.stop();
    rmSync(folder, { recursive: true });
  });

  it("are refused in a seed that contradicts itself", async () => {
    const seed = seedWithComments();
    const comments = seed.bases[0]?.tables[0]?.records?.[0]?.comments ?? [];
    comments.reverse();
    await expect(startEmulator({ seed })).rejects.toThrow(SeedError);
  });
});
