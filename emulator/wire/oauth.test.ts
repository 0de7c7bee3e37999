import { createHash } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { z } from "zod";
import { type Emulator, startEmulator } from "../emulator.ts";
import { apiClient } from "../testing/api-client.ts";
import { ids, smallSeed, tokens } from "../testing/small-seed.ts";

const redirectUri = "http://localhost:3999/callback?from=airtable";
const verifier = "v".repeat(64);
const challenge = createHash("sha256").update(verifier).digest("base64url");
const people = `/v0/${ids.base}/People`;
const tokenAnswer = z.object({ access_token: z.string(), refresh_token: z.string() }).loose();

let emulator: Emulator;

beforeEach(async () => {
  emulator = await startEmulator({
    limits: "off",
    seed: {
      ...smallSeed(),
      oauthClients: [
        {
          id: "public",
          name: "Tom & <Co>",
          redirectUris: [redirectUri],
          scopes: ["data.records:read", "data.records:write", "user.email:read"],
        },
        { id: "builder", redirectUris: [redirectUri], scopes: ["schema.bases:read", "schema.bases:write"] },
        { id: "confidential", secret: "s:c%r t", redirectUris: [redirectUri], scopes: ["data.records:read"] },
      ],
    },
    switches: { oauthConsent: "approve" },
  });
});
afterEach(() => emulator.stop());

const request = (changes: Record<string, string> = {}) => ({
  client_id: "public",
  redirect_uri: redirectUri,
  response_type: "code",
  scope: "data.records:read user.email:read",
  state: "state-1",
  code_challenge: challenge,
  code_challenge_method: "S256",
  ...changes,
});

const authorize = (changes: Record<string, string> = {}) =>
  fetch(`${emulator.url}/oauth2/v1/authorize?${new URLSearchParams(request(changes)).toString()}`, {
    redirect: "manual",
  });

/** What the client finds in the URL that its user comes back with. */
const broughtBack = (answer: Response) =>
  Object.fromEntries(new URL(answer.headers.get("location") ?? "x:").searchParams);

async function codeFor(changes: Record<string, string> = {}): Promise<string> {
  return broughtBack(await authorize(changes)).code ?? "";
}

async function askToken(form: Record<string, string>, headers: Record<string, string> = {}) {
  const answer = await fetch(`${emulator.url}/oauth2/v1/token`, {
    method: "POST",
    headers,
    body: new URLSearchParams(form),
  });
  const body: unknown = await answer.json();
  return { status: answer.status, body, headers: answer.headers };
}

const redeem = (code: string, changes: Record<string, string> = {}, headers: Record<string, string> = {}) =>
  askToken(
    {
      grant_type: "authorization_code",
      client_id: "public",
      code,
      redirect_uri: redirectUri,
      code_verifier: verifier,
      ...changes,
    },
    headers,
  );

const refresh = (token: string, client = "public") =>
  askToken({ grant_type: "refresh_token", client_id: client, refresh_token: token });

const statusWith = async (token: string) => (await apiClient(emulator, token).get(people)).status;

describe("asking for access", () => {
  it("shows a page with scopes, users and bases, and goes back with a code when a person approves", async () => {
    emulator.setSwitches({ oauthConsent: "page" });
    const page = await authorize();
    const html = await page.text();
    expect(page.status).toBe(200);
    expect(page.headers.get("x-frame-options")).toBe("DENY");
    expect(html).toContain("Connect Tom &amp; &lt;Co&gt;");
    for (const part of ["data.records:read", "user.email:read", "one@example.com", ids.base]) {
      expect(html).toContain(part);
    }
    const send = (decision: string, headers: Record<string, string> = {}) =>
      fetch(`${emulator.url}/oauth2/v1/authorize`, {
        method: "POST",
        redirect: "manual",
        headers,
        body: new URLSearchParams({ ...request(), user: ids.user, base: ids.base, decision }),
      });
    expect(broughtBack(await send("approve"))).toEqual({
      from: "airtable",
      code: expect.stringMatching(/^oac/),
      state: "state-1",
    });
    expect(broughtBack(await send("deny"))).toMatchObject({ error: "access_denied", state: "state-1" });
    expect((await send("approve", { origin: "https://evil.example" })).status).toBe(403);
  });

  it("is denied by nobody when the switch says so", async () => {
    emulator.setSwitches({ oauthConsent: "deny" });
    expect(broughtBack(await authorize())).toMatchObject({ error: "access_denied", state: "state-1" });
  });

  it.each([
    ["an unknown client", { client_id: "nobody" }],
    ["another redirect_uri", { redirect_uri: "http://localhost:3999/callback" }],
    ["a longer redirect_uri", { redirect_uri: `${redirectUri}&x=1` }],
  ])("never redirects for %s", async (_what, changes) => {
    const answer = await authorize(changes);
    expect([answer.status, answer.headers.get("location")]).toEqual([400, null]);
  });

  it.each([
    [{ response_type: "token" }, "unsupported_response_type"],
    [{ response_type: "" }, "invalid_request"],
    [{ scope: "data.records:read schema.bases:write" }, "invalid_scope"],
    [{ scope: " " }, "invalid_scope"],
    [{ code_challenge: "" }, "invalid_request"],
    [{ code_challenge: verifier }, "invalid_request"],
    [{ code_challenge_method: "plain" }, "invalid_request"],
  ])("tells the client what is wrong with %j", async (changes, error) => {
    expect(broughtBack(await authorize(changes))).toMatchObject({
      error,
      error_description: expect.any(String),
      state: "state-1",
    });
  });
});

describe("tokens", () => {
  it("open what was granted, within the scopes asked for, and tell them", async () => {
    const { status, body, headers } = await redeem(await codeFor());
    expect(status).toBe(200);
    expect(headers.get("cache-control")).toBe("no-store");
    expect(body).toEqual({
      access_token: expect.any(String),
      refresh_token: expect.any(String),
      token_type: "Bearer",
      scope: "data.records:read user.email:read",
      expires_in: 3600,
      refresh_expires_in: 5_184_000,
    });
    const api = apiClient(emulator, tokenAnswer.parse(body).access_token);
    expect((await api.get(people)).status).toBe(200);
    expect((await api.send("POST", people, { fields: {} })).status).toBe(403);
    expect((await api.get("/v0/meta/whoami")).body).toEqual({
      id: ids.user,
      email: "one@example.com",
      scopes: ["data.records:read", "user.email:read"],
    });
  });

  it("open only the bases the person chose", async () => {
    emulator.setSwitches({ oauthConsent: "page" });
    const answer = await fetch(`${emulator.url}/oauth2/v1/authorize`, {
      method: "POST",
      redirect: "manual",
      body: new URLSearchParams({ ...request(), user: ids.user, decision: "approve" }),
    });
    const { body } = await redeem(broughtBack(answer).code ?? "");
    expect(await statusWith(tokenAnswer.parse(body).access_token)).toBe(403);
  });

  it("are refused for a code used again, and what it gave is revoked", async () => {
    const code = await codeFor();
    const { access_token, refresh_token } = tokenAnswer.parse((await redeem(code)).body);
    expect(await redeem(code)).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
    expect(await statusWith(access_token)).toBe(401);
    expect(await refresh(refresh_token)).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
  });

  it("are refused for a code after ten minutes", async () => {
    const code = await codeFor();
    emulator.advanceClock(10 * 60_000);
    expect(await redeem(code)).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
  });

  it.each([
    [{ code_verifier: "w".repeat(64) }, 400, "invalid_grant"],
    [{ code_verifier: "" }, 400, "invalid_request"],
    [{ redirect_uri: "http://localhost:3999/" }, 400, "invalid_grant"],
    [{ code: "oacNONE" }, 400, "invalid_grant"],
    [{ grant_type: "password" }, 400, "unsupported_grant_type"],
    [{ client_id: "nobody" }, 401, "invalid_client"],
  ])("are refused for %j, in the form of RFC 6749", async (changes, status, error) => {
    const refused = await redeem(await codeFor(), changes);
    expect(refused).toMatchObject({ status, body: { error, error_description: expect.any(String) } });
  });

  it("are refused to a body that is not a form", async () => {
    const answer = await fetch(`${emulator.url}/oauth2/v1/token`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: "{}",
    });
    expect([answer.status, await answer.json()]).toMatchObject([400, { error: "invalid_request" }]);
  });

  it("take HTTP Basic exactly when the client has a secret", async () => {
    const basic = (id: string, secret: string) => ({
      authorization: `Basic ${Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`).toString("base64")}`,
    });
    const ask = { client_id: "confidential", scope: "data.records:read" };
    const own = { client_id: "confidential" };
    expect((await redeem(await codeFor(ask), own, basic("confidential", "s:c%r t"))).status).toBe(200);
    expect((await redeem(await codeFor(ask), own)).status).toBe(401);
    expect((await redeem(await codeFor(ask), own, basic("confidential", "wrong"))).status).toBe(401);
    expect((await redeem(await codeFor(), {}, basic("public", "anything"))).status).toBe(401);
    expect((await redeem(await codeFor(ask), {}, basic("confidential", "s:c%r t"))).status).toBe(401);
  });

  it("of one client are of no use to another", async () => {
    const basic = { authorization: `Basic ${Buffer.from("confidential:s%3Ac%25r%20t").toString("base64")}` };
    expect(await redeem(await codeFor(), { client_id: "confidential" }, basic)).toMatchObject({
      status: 400,
      body: { error: "invalid_grant" },
    });
  });
});

describe("refreshing", () => {
  it("replaces both tokens", async () => {
    const first = tokenAnswer.parse((await redeem(await codeFor())).body);
    const second = tokenAnswer.parse((await refresh(first.refresh_token)).body);
    expect(await statusWith(first.access_token)).toBe(401);
    expect(await statusWith(second.access_token)).toBe(200);
    expect((await refresh(second.refresh_token)).status).toBe(200);
  });

  it("answers a duplicate shortly after with 409 and leaves the new tokens alone, later with 400", async () => {
    const first = tokenAnswer.parse((await redeem(await codeFor())).body);
    const second = tokenAnswer.parse((await refresh(first.refresh_token)).body);
    expect(await refresh(first.refresh_token)).toMatchObject({ status: 409, body: { error: "invalid_grant" } });
    expect(await statusWith(second.access_token)).toBe(200);
    emulator.advanceClock(60_000);
    expect((await refresh(first.refresh_token)).status).toBe(400);
  });

  it("is needed after 60 minutes and possible for 60 days", async () => {
    const first = tokenAnswer.parse((await redeem(await codeFor())).body);
    emulator.advanceClock(60 * 60_000);
    expect(await statusWith(first.access_token)).toBe(401);
    const second = tokenAnswer.parse((await refresh(first.refresh_token)).body);
    expect(await statusWith(second.access_token)).toBe(200);
    emulator.advanceClock(60 * 24 * 60 * 60_000);
    expect((await refresh(second.refresh_token)).status).toBe(400);
  });

  it("keeps the bases that were made with the token before", async () => {
    const builder = { client_id: "builder" };
    const code = await codeFor({ ...builder, scope: "schema.bases:read schema.bases:write" });
    const first = tokenAnswer.parse((await redeem(code, builder)).body);
    const made = await apiClient(emulator, first.access_token).send("POST", "/v0/meta/bases", {
      name: "Made",
      workspaceId: "wspSample00000000",
      tables: [{ name: "Things", fields: [{ name: "Name", type: "singleLineText" }] }],
    });
    const { id } = z.object({ id: z.string() }).parse(made.body);
    const second = tokenAnswer.parse((await refresh(first.refresh_token, "builder")).body);
    expect((await apiClient(emulator, second.access_token).get(`/v0/meta/bases/${id}/tables`)).status).toBe(200);
  });

  it("ends when the access token is revoked, and leaves personal tokens alone", async () => {
    const { access_token, refresh_token } = tokenAnswer.parse((await redeem(await codeFor())).body);
    expect(emulator.revokeToken(access_token)).toBe(true);
    expect([await statusWith(access_token), (await refresh(refresh_token)).status]).toEqual([401, 400]);
    expect(emulator.revokeToken(access_token)).toBe(false);
    expect(await statusWith(tokens.creator)).toBe(200);
  });
});
