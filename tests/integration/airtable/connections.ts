import { expect, it } from "@jest/globals";
import { graphql } from "../../generated/gql.ts";
import type { Airgraph } from "../../support/airgraph.ts";
import { ask, expectData } from "../../support/client.ts";
import { signUp } from "../../support/signed-in.ts";
import { codes, ids, oauthClient, signUpWith, tokens } from "./small-workspace.ts";

const Connect = graphql(`
  mutation ConnectByToken($input: ConnectAirtableInput!) {
    connectAirtable(input: $input) {
      id
      name
      method
      status
      airtableUserId
      email
      scopes
      connectedAt
      checkedAt
    }
  }
`);

const Connections = graphql(`
  query Connections {
    airtableConnections {
      id
      name
      status
    }
  }
`);

const StartOAuth = graphql(`
  mutation StartOAuth($input: StartAirtableOAuthInput!) {
    startAirtableOAuth(input: $input) {
      authorizationUrl
      state
      expiresAt
    }
  }
`);

const FinishOAuth = graphql(`
  mutation FinishOAuth($input: FinishAirtableOAuthInput!) {
    finishAirtableOAuth(input: $input) {
      method
      status
      airtableUserId
      scopes
    }
  }
`);

const Rename = graphql(`
  mutation RenameConnection($input: RenameAirtableConnectionInput!) {
    renameAirtableConnection(input: $input) {
      id
      name
    }
  }
`);

const Check = graphql(`
  mutation CheckConnection($id: ID!) {
    checkAirtableConnection(id: $id) {
      status
      checkedAt
    }
  }
`);

const Disconnect = graphql(`
  mutation Disconnect($id: ID!) {
    disconnectAirtable(id: $id) {
      id
    }
  }
`);

const NamesOfBases = graphql(`
  query NamesOfBases {
    bases {
      name
      permissionLevel
      connection {
        id
      }
    }
  }
`);

export function connectionsAreManaged(airgraph: () => Airgraph): void {
  it("connects by token, renames, checks and disconnects", async () => {
    const { url } = airgraph();
    const { token } = await signUp(airgraph());
    const input = { token: tokens.creator, name: "Main" };
    const { connectAirtable: connection } = await expectData(url, Connect, { input }, token);
    expect(connection).toMatchObject({
      name: "Main",
      method: "PERSONAL_ACCESS_TOKEN",
      status: "ACTIVE",
      airtableUserId: ids.user,
      email: "one@example.com",
      scopes: expect.arrayContaining(["schema.bases:read", "data.records:read", "data.records:write"]),
    });
    const { id } = connection;

    const { bases } = await expectData(url, NamesOfBases, {}, token);
    expect(bases).toEqual([{ name: "Test", permissionLevel: "create", connection: { id } }]);

    const { renameAirtableConnection: renamed } = await expectData(
      url,
      Rename,
      { input: { id, name: "Second" } },
      token,
    );
    expect(renamed).toEqual({ id, name: "Second" });
    const { checkAirtableConnection: checked } = await expectData(url, Check, { id }, token);
    expect(checked.status).toBe("ACTIVE");
    expect(Date.parse(checked.checkedAt)).toBeGreaterThan(Date.parse(connection.checkedAt));
    const { airtableConnections } = await expectData(url, Connections, {}, token);
    expect(airtableConnections).toEqual([{ id, name: "Second", status: "ACTIVE" }]);

    await expectData(url, Disconnect, { id }, token);
    expect(await expectData(url, Connections, {}, token)).toEqual({ airtableConnections: [] });
  });

  it("refuses a token that is none and one that lacks a scope, and keeps neither", async () => {
    const { url } = airgraph();
    const { token } = await signUp(airgraph());
    expect(codes(await ask(url, Connect, { input: { token: "patNOTHING" } }, token))).toEqual(["UPSTREAM_REJECTED"]);
    const lacking = await ask(url, Connect, { input: { token: tokens.noScopes } }, token);
    expect(codes(lacking)).toEqual(["BAD_USER_INPUT"]);
    expect(lacking.errors[0]?.message).toContain("schema.bases:read");
    expect(await expectData(url, Connections, {}, token)).toEqual({ airtableConnections: [] });
    expect(airgraph().logs()).not.toContain("patNOTHING");
  });

  it("connects by OAuth, with the state once and by who began", async () => {
    const { url } = airgraph();
    const { token } = await signUp(airgraph());
    const { startAirtableOAuth: begun } = await expectData(url, StartOAuth, { input: {} }, token);
    const { headers } = await fetch(begun.authorizationUrl, { redirect: "manual" });
    const sentBack = new URL(headers.get("location") ?? "");
    expect(sentBack.href.startsWith(oauthClient.redirectUri)).toBe(true);
    expect(sentBack.searchParams.get("state")).toBe(begun.state);

    const input = { code: sentBack.searchParams.get("code") ?? "", state: begun.state };
    const { finishAirtableOAuth: connection } = await expectData(url, FinishOAuth, { input }, token);
    expect(connection).toMatchObject({ method: "OAUTH", status: "ACTIVE", airtableUserId: ids.user });
    expect((await expectData(url, NamesOfBases, {}, token)).bases).toMatchObject([{ name: "Test" }]);
    expect(codes(await ask(url, FinishOAuth, { input }, token))).toEqual(["BAD_USER_INPUT"]);

    const noScope = { input: { scopes: ["data.records:read"] } };
    expect(codes(await ask(url, StartOAuth, noScope, token))).toEqual(["BAD_USER_INPUT"]);
  });

  it("shows a token that was revoked, and works again with another one", async () => {
    const { url, emulator } = airgraph();
    const { token } = await signUpWith(airgraph(), tokens.doomed[0]);
    expect(emulator.revokeToken(tokens.doomed[0])).toBe(true);
    const id = (await expectData(url, Connections, {}, token)).airtableConnections[0]?.id ?? "";

    expect((await expectData(url, Check, { id }, token)).checkAirtableConnection.status).toBe("REVOKED");
    expect((await expectData(url, Connections, {}, token)).airtableConnections[0]?.status).toBe("REVOKED");
    const refused = await ask(url, NamesOfBases, {}, token);
    expect(refused.data).toEqual({ bases: null });
    expect(codes(refused)).toEqual(["UPSTREAM_REJECTED"]);

    const again = { input: { token: tokens.creator, connectionId: id } };
    expect((await expectData(url, Connect, again, token)).connectAirtable).toMatchObject({ id, status: "ACTIVE" });
    expect((await expectData(url, NamesOfBases, {}, token)).bases).toMatchObject([{ name: "Test" }]);
  });

  it("knows no connection of another tenant", async () => {
    const { url } = airgraph();
    const [owner, stranger] = [await signUpWith(airgraph()), await signUp(airgraph())];
    const id = (await expectData(url, Connections, {}, owner.token)).airtableConnections[0]?.id ?? "";
    const answers = [
      await ask(url, Rename, { input: { id, name: "Mine" } }, stranger.token),
      await ask(url, Check, { id }, stranger.token),
      await ask(url, Disconnect, { id }, stranger.token),
    ];
    expect(answers.flatMap(codes)).toEqual(["NOT_FOUND", "NOT_FOUND", "NOT_FOUND"]);
    expect((await expectData(url, Connections, {}, owner.token)).airtableConnections).toHaveLength(1);
  });
}
