import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { z } from "zod";
import { type Emulator, startEmulator } from "../emulator.ts";
import { scopes } from "../seed/seed.ts";
import { type ApiClient, apiClient } from "../testing/api-client.ts";
import { ids, smallSeed, tokens } from "../testing/small-seed.ts";

describe("bases and views", () => {
  let emulator: Emulator;
  let creator: ApiClient;
  const workspaceId = "wspSample00000000";

  beforeEach(async () => {
    emulator = await startEmulator({ limits: "off", seed: smallSeed() });
    creator = apiClient(emulator, tokens.creator);
  });
  afterEach(() => emulator.stop());

  const newBase = { name: "Fresh", workspaceId, tables: [{ name: "One", fields: [textField("Name")] }] };

  it("creates a base that its token owns and others do not see, and deletes it", async () => {
    const answer = await creator.send("POST", "/v0/meta/bases", newBase);
    expect(answer.status).toBe(200);
    const { id } = z
      .object({ id: z.string().regex(/^app/), tables: z.array(z.looseObject({ name: z.literal("One") })).length(1) })
      .parse(answer.body);
    expect((await creator.record("POST", `/v0/${id}/One`, { fields: { Name: "x" } })).fields).toEqual({ Name: "x" });
    expect(await creator.get(`/v0/meta/bases/${id}`)).toMatchObject({
      body: { id, name: "Fresh", permissionLevel: "owner", workspaceId },
    });
    expect(await creator.get("/v0/meta/bases")).toMatchObject({
      body: { bases: expect.arrayContaining([{ id, name: "Fresh", permissionLevel: "create" }]) },
    });
    expect((await apiClient(emulator, tokens.editor).get(`/v0/${id}/One`)).status).toBe(403);
    expect((await creator.send("DELETE", `/v0/meta/bases/${ids.base}`)).status).toBe(403);
    expect(await creator.send("DELETE", `/v0/meta/bases/${id}`)).toMatchObject({
      status: 200,
      body: { id, deleted: true },
    });
    expect((await creator.get(`/v0/${id}/One`)).status).toBe(403);
  });

  it.each([
    ["no tables", { tables: [] }, 422],
    ["tables of one name", { tables: [newBase.tables[0], newBase.tables[0]] }, 422],
    [
      "a link to another base's table",
      {
        tables: [
          {
            name: "One",
            fields: [
              textField("A"),
              { name: "B", type: "multipleRecordLinks", options: { linkedTableId: ids.people } },
            ],
          },
        ],
      },
      422,
    ],
    ["a workspace of strangers", { workspaceId: "wspNowhere0000000" }, 403],
  ])("creates no base with %s", async (_, change, status) => {
    expect((await creator.send("POST", "/v0/meta/bases", { ...newBase, ...change })).status).toBe(status);
  });

  it("describes a base, with collaborators and empty lists when asked", async () => {
    const answer = await creator.get(
      `/v0/meta/bases/${ids.base}?include[]=collaborators&include[]=inviteLinks&include[]=interfaces`,
    );
    expect(answer.body).toEqual({
      id: ids.base,
      name: "Test",
      createdTime: "2020-01-01T00:00:00.000Z",
      permissionLevel: "create",
      workspaceId,
      individualCollaborators: {
        baseCollaborators: [
          {
            userId: ids.user,
            email: "one@example.com",
            permissionLevel: "create",
            createdTime: "2020-01-01T00:00:00.000Z",
          },
        ],
        workspaceCollaborators: [],
      },
      groupCollaborators: { baseCollaborators: [], workspaceCollaborators: [] },
      inviteLinks: { baseInviteLinks: [], workspaceInviteLinks: [] },
      interfaces: {},
    });
    expect((await creator.get(`/v0/meta/bases/${ids.base}?include[]=nonsense`)).status).toBe(422);
  });

  it("describes a base to a token with either scope, and to none without", async () => {
    const seed = smallSeed();
    const grant = { userId: ids.user, bases: [{ id: ids.base, permissionLevel: "read" as const }] };
    const own = await startEmulator({
      limits: "off",
      seed: {
        ...seed,
        tokens: [
          { ...grant, token: "schema", scopes: ["schema.bases:read"] },
          { ...grant, token: "workspaces", scopes: ["workspacesAndBases:read"] },
          { ...grant, token: "other", scopes: scopes.filter((scope) => !scope.endsWith("ases:read")) },
        ],
      },
    });
    try {
      const status = async (token: string) => (await apiClient(own, token).get(`/v0/meta/bases/${ids.base}`)).status;
      expect([await status("schema"), await status("workspaces"), await status("other")]).toEqual([200, 200, 403]);
    } finally {
      await own.stop();
    }
  });

  it("lists views of all tables and reads one, its fields when asked", async () => {
    const views = `/v0/meta/bases/${ids.base}/views`;
    expect((await creator.get(views)).body).toEqual({
      views: [
        { id: ids.view, name: "Busy", type: "grid" },
        { id: "viwTeams000000000", name: "Grid view", type: "grid" },
      ],
    });
    expect((await creator.get(`${views}/${ids.view}?include[]=visibleFieldIds`)).body).toMatchObject({
      id: ids.view,
      visibleFieldIds: expect.arrayContaining([ids.name]),
    });
    expect((await creator.get(`${views}/viwNOWHERE0000000`)).status).toBe(403);
    expect((await creator.get(`${views}/junk`)).status).toBe(404);
  });
});

function textField(name: string) {
  return { name, type: "singleLineText" };
}
