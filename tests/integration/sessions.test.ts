import { createHash, randomUUID } from "node:crypto";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { CloseCode } from "graphql-ws";
import { createRemoteJWKSet, jwtVerify } from "jose";
import { Client } from "pg";
import { WebSocket } from "ws";
import { generateApiKey } from "../../kernel/identity/api-key.ts";
import { type Airgraph, startAirgraph, topologies } from "../support/airgraph.ts";
import { ask, expectData } from "../support/client.ts";
import { until } from "../support/eventually.ts";
import { type SignedIn, signIn, signUp } from "../support/signed-in.ts";
import { Me, SignIn } from "./operations.ts";
import {
  ConfirmIdentity,
  EndSession,
  OwnAccess,
  OwnTenants,
  RefreshSession,
  Sessions,
  SignOut,
  SignOutEverywhere,
  SwitchTenant,
} from "./session-operations.ts";

/** What revocation takes at most, everywhere. */
const secondsMs = 5_000;
/** The same on a machine that is busy with others; an access token would be good for minutes. */
const withinMs = 20_000;

describe.each(topologies)("sessions, %s", (topology) => {
  let airgraph: Airgraph;
  let db: Client;
  beforeAll(async () => {
    airgraph = await startAirgraph(topology, { COOKIE_SECURE: "false", CORS_ORIGINS: "https://app.example.com" });
    db = new Client({ connectionString: airgraph.databaseUrl });
    await db.connect();
  });
  afterAll(async () => {
    await db.end();
    await airgraph.stop();
  });

  const me = async (token: string) => ask(airgraph.url, Me, {}, token);

  it("go on by refresh tokens, with the same person in the same tenant", async () => {
    const { url } = airgraph;
    const person = await signUp(airgraph);
    const { refreshSession } = await expectData(url, RefreshSession, { refreshToken: person.refreshToken });
    expect(refreshSession.user).toEqual({ id: person.userId, tenant: { id: person.tenantId } });
    expect((await me(refreshSession.accessToken ?? "")).data?.me?.id).toBe(person.userId);
    const refused = await ask(url, RefreshSession, { refreshToken: "nonsense" });
    expect(refused.errors).toMatchObject([{ extensions: { code: "UNAUTHENTICATED" } }]);
  });

  it("are listed with the devices that they are on, and end one by one, at once", async () => {
    const { url } = airgraph;
    const person = await signUp(airgraph);
    const other = await signIn(url, credentials(person));
    expect((await me(other)).data?.me?.id).toBe(person.userId);
    const { sessions } = await expectData(url, Sessions, {}, person.token);
    expect(sessions).toMatchObject([
      { isCurrent: false, address: "127.0.0.1", userAgent: expect.any(String) },
      { isCurrent: true },
    ]);
    const id = sessions.find(({ isCurrent }) => !isCurrent)?.id ?? "";
    const stranger = await signUp(airgraph);
    const denied = await ask(url, EndSession, { id }, stranger.token);
    expect(denied.errors).toMatchObject([{ extensions: { code: "NOT_FOUND" } }]);
    expect(await expectData(url, EndSession, { id }, person.token)).toEqual({ endSession: { sessionsEnded: 1 } });
    await until(async () => (await me(other)).status === 401, withinMs);
    expect((await expectData(url, Sessions, {}, person.token)).sessions).toHaveLength(1);
  });

  it("tell what they permit, in which of the person's tenants", async () => {
    const { url } = airgraph;
    const person = await signUp(airgraph);
    const host = await signUp(airgraph);
    await db.query("insert into auth.membership (tenant_id, person_id, role, created_at) values ($1, $2, $3, now())", [
      host.tenantId,
      person.userId,
      "viewer",
    ]);
    const { tenants } = await expectData(url, OwnTenants, {}, person.token);
    expect(tenants.map(({ tenant, role }) => [tenant.id, role.id])).toEqual([
      [person.tenantId, "owner"],
      [host.tenantId, "viewer"],
    ]);
    const { switchTenant } = await expectData(url, SwitchTenant, { tenantId: host.tenantId }, person.token);
    expect(switchTenant).toMatchObject({
      refreshToken: null,
      user: { tenant: { id: host.tenantId }, role: { id: "viewer" } },
    });
    const { access } = await expectData(url, OwnAccess, {}, switchTenant.accessToken ?? "");
    expect(access).toMatchObject({ kind: "MEMBER", tenant: { id: host.tenantId }, role: { id: "viewer" } });
    expect(access.scopes).not.toContain("data:write");
    expect((await expectData(url, OwnAccess, {})).access).toMatchObject({
      kind: "ANONYMOUS",
      scopes: [],
      tenant: null,
    });
    const foreign = await ask(url, SwitchTenant, { tenantId: randomUUID() }, person.token);
    expect(foreign.errors).toMatchObject([{ extensions: { code: "FORBIDDEN" } }]);
  });

  it("are confirmed by the password, which the very next request knows of", async () => {
    const { url } = airgraph;
    const person = await signUp(airgraph);
    await me(person.token);
    const wrong = await ask(url, ConfirmIdentity, { input: { password: "wrong" } }, person.token);
    expect(wrong.errors).toMatchObject([{ extensions: { code: "FORBIDDEN" } }]);
    const { confirmIdentity } = await expectData(
      url,
      ConfirmIdentity,
      { input: { password: person.password } },
      person.token,
    );
    expect(confirmIdentity.refreshToken).toBeNull();
    expect((await me(confirmIdentity.accessToken ?? "")).data?.me?.id).toBe(person.userId);
  });

  it("can be verified by anybody who asks for the keys", async () => {
    const person = await signUp(airgraph);
    const jwks = new URL("/.well-known/jwks.json", airgraph.url);
    const response = await fetch(jwks);
    expect(response.headers.get("cache-control")).toBe("public, max-age=300");
    expect(await response.json()).toEqual({
      keys: [{ kty: "OKP", crv: "Ed25519", x: expect.any(String), kid: expect.any(String), alg: "EdDSA", use: "sig" }],
    });
    const { payload } = await jwtVerify(person.token, createRemoteJWKSet(jwks), {
      issuer: "airgraph",
      audience: "airgraph",
    });
    expect(payload.sub).toBe(person.userId);
  });

  describe("in cookies", () => {
    it("work in a browser without any script knowing a token, and are gone after signing out", async () => {
      const person = await signUp(airgraph);
      const browser = newBrowser();
      const signedIn = await browser.ask(SignIn, { input: { ...credentials(person), store: "COOKIES" } });
      expect(signedIn.body).toMatchObject({ data: { signIn: { accessToken: null, refreshToken: null } } });
      expect(browser.set).toEqual([
        expect.stringMatching(/^airgraph-access=[\w.-]+; Max-Age=(599|600); Path=\/; HttpOnly; SameSite=Strict$/),
        expect.stringMatching(
          /^airgraph-refresh=[\w-]+; Max-Age=(2591999|2592000); Path=\/; HttpOnly; SameSite=Strict$/,
        ),
      ]);
      expect(signedIn.headers.get("cache-control")).toBe("no-store");
      expect((await browser.ask(Me, {})).body).toMatchObject({ data: { me: { id: person.userId } } });
      expect((await browser.ask(RefreshSession, {})).body).toMatchObject({
        data: { refreshSession: { accessToken: null } },
      });
      expect((await browser.ask(Me, {})).body).toMatchObject({ data: { me: { id: person.userId } } });
      expect((await browser.ask(SignOut, {})).body).toEqual({ data: { signOut: { sessionsEnded: 1 } } });
      expect(browser.held()).toEqual([]);
      expect((await browser.ask(Me, {})).body).toEqual({ data: { me: null } });
    });

    it("that do not hold cost one request, and then a refresh helps", async () => {
      const person = await signUp(airgraph);
      const browser = newBrowser();
      await browser.ask(SignIn, { input: { ...credentials(person), store: "COOKIES" } });
      browser.tamper("airgraph-access", "nonsense");
      const refused = await browser.ask(Me, {});
      expect(refused.status).toBe(401);
      expect(browser.held()).toEqual(["airgraph-refresh"]);
      await browser.ask(RefreshSession, {});
      expect((await browser.ask(Me, {})).body).toMatchObject({ data: { me: { id: person.userId } } });
    });

    it("are replaced by a sign-in, and what they were before is worth nothing", async () => {
      const [attacker, victim] = [await signUp(airgraph), await signUp(airgraph)];
      const browser = newBrowser();
      await browser.ask(SignIn, { input: { ...credentials(attacker), store: "COOKIES" } });
      const planted = browser.copy();
      await browser.ask(SignIn, { input: { ...credentials(victim), store: "COOKIES" } });
      expect((await browser.ask(Me, {})).body).toMatchObject({ data: { me: { id: victim.userId } } });
      expect((await planted.ask(RefreshSession, {})).body).toMatchObject({
        errors: [{ extensions: { code: "UNAUTHENTICATED" } }],
      });
    });

    it.each([
      ["a page of another origin", { origin: "https://evil.example.com" }, 403],
      ["a sandboxed page", { origin: "null" }, 403],
      ["a neighbour on the same site", { "sec-fetch-site": "same-site" }, 403],
      ["another site", { "sec-fetch-site": "cross-site" }, 403],
      ["a form", { "content-type": "application/x-www-form-urlencoded" }, 400],
      ["a form that tells a lie", { "content-type": "text/plain" }, 400],
    ])("are of no use to %s", async (_who, headers, status) => {
      const person = await signUp(airgraph);
      const browser = newBrowser();
      await browser.ask(SignIn, { input: { ...credentials(person), store: "COOKIES" } });
      const { body, ...answer } = await browser.ask(SignOut, {}, { ...headers });
      expect(answer.status).toBe(status);
      expect(body).not.toHaveProperty("data");
      expect((await browser.ask(Me, {})).body).toMatchObject({ data: { me: { id: person.userId } } });
    });

    it("are of no use in a link, and do not keep a browser from the landing page", async () => {
      const person = await signUp(airgraph);
      const browser = newBrowser();
      await browser.ask(SignIn, { input: { ...credentials(person), store: "COOKIES" } });
      const cookie = browser.header();
      const link = `${airgraph.url}/graphql?query={me{id}}`;
      expect((await fetch(link, { headers: { cookie, "apollo-require-preflight": "1" } })).status).toBe(400);
      const page = await fetch(`${airgraph.url}/graphql`, { headers: { cookie, accept: "text/html" } });
      expect(page.status).toBe(200);
    });

    it("can't be set by a page of another origin, also not without any cookie", async () => {
      const person = await signUp(airgraph);
      const browser = newBrowser();
      const input = { ...credentials(person), store: "COOKIES" as const };
      const { body } = await browser.ask(SignIn, { input }, { origin: "https://evil.example.com" });
      expect(body).toMatchObject({ errors: [{ extensions: { code: "FORBIDDEN" } }] });
      expect(browser.set).toEqual([]);
    });

    it("work for pages of an allowed origin, which may read the answers", async () => {
      const person = await signUp(airgraph);
      const browser = newBrowser();
      const origin = "https://app.example.com";
      await browser.ask(SignIn, { input: { ...credentials(person), store: "COOKIES" } }, { origin });
      const { body, headers } = await browser.ask(Me, {}, { origin });
      expect(body).toMatchObject({ data: { me: { id: person.userId } } });
      expect(headers.get("access-control-allow-credentials")).toBe("true");
    });

    it("open a WebSocket for pages of the own and of allowed origins, and for no other", async () => {
      const person = await signUp(airgraph);
      const browser = newBrowser();
      await browser.ask(SignIn, { input: { ...credentials(person), store: "COOKIES" } });
      const cookie = browser.header();
      for (const origin of [airgraph.url, "https://app.example.com"]) {
        const socket = await open({ headers: { cookie, origin } });
        expect(await socket.ask("{ me { id } }")).toMatchObject({ data: { me: { id: person.userId } } });
        socket.close();
      }
      const hijacked = await open({ headers: { cookie, origin: "https://evil.example.com" } });
      expect(await hijacked.closed).toEqual([CloseCode.Forbidden, "FORBIDDEN"]);
    });

    it("are not begun over a WebSocket", async () => {
      const person = await signUp(airgraph);
      const socket = await open({});
      const { login, password } = person;
      const query = `mutation { signIn(input: { login: "${login}", password: "${password}", store: COOKIES }) { __typename } }`;
      expect(await socket.ask(query)).toMatchObject({ errors: [{ extensions: { code: "BAD_USER_INPUT" } }] });
      socket.close();
    });
  });

  describe("that are taken away are gone within seconds, from HTTP and from open sockets:", () => {
    const ended = [CloseCode.Forbidden, "UNAUTHENTICATED"];
    const changed = [CloseCode.Forbidden, "Your permissions changed; connect again."];

    it("one that is ended from another", async () => {
      const person = await signUp(airgraph);
      const other = await signIn(airgraph.url, credentials(person));
      const socket = await open({ token: other });
      const { sessions } = await expectData(airgraph.url, Sessions, {}, person.token);
      const id = sessions.find(({ isCurrent }) => !isCurrent)?.id ?? "";
      await expectData(airgraph.url, EndSession, { id }, person.token);
      expect(await within(socket.closed)).toEqual(ended);
      expect((await me(other)).status).toBe(401);
      expect((await me(person.token)).status).toBe(200);
    });

    it("all of a person's", async () => {
      const person = await signUp(airgraph);
      const sockets = [
        await open({ token: person.token }),
        await open({ token: await signIn(airgraph.url, credentials(person)) }),
      ];
      expect(await expectData(airgraph.url, SignOutEverywhere, {}, person.token)).toEqual({
        signOutEverywhere: { sessionsEnded: 2 },
      });
      expect(await within(Promise.all(sockets.map(({ closed }) => closed)))).toEqual([ended, ended]);
      expect((await me(person.token)).status).toBe(401);
      const { refreshToken } = person;
      expect((await ask(airgraph.url, RefreshSession, { refreshToken })).errors).toHaveLength(1);
    });

    it("those of a member who was removed", async () => {
      const person = await signUp(airgraph);
      const socket = await open({ token: person.token });
      await db.query("delete from auth.membership where person_id = $1", [person.userId]);
      expect(await within(socket.closed)).toEqual(ended);
      expect((await me(person.token)).status).toBe(401);
    });

    it("a role, while the session goes on", async () => {
      const person = await signUp(airgraph);
      const socket = await open({ token: person.token });
      await db.query("update auth.membership set role = 'viewer' where person_id = $1", [person.userId]);
      expect(await within(socket.closed)).toEqual(changed);
      const { access } = await expectData(airgraph.url, OwnAccess, {}, person.token);
      expect(access.role?.id).toBe("viewer");
    });

    it("an API key", async () => {
      const person = await signUp(airgraph);
      const secret = generateApiKey();
      const id = randomUUID();
      await db.query(
        "insert into auth.api_key (tenant_id, id, name, scopes, prefix, hash, created_at) values ($1, $2, 'Key', $3, 'agk_', $4, now())",
        [person.tenantId, id, ["data:read"], createHash("sha256").update(secret).digest("base64url")],
      );
      const { access } = await expectData(airgraph.url, OwnAccess, {}, secret);
      expect(access).toMatchObject({ kind: "API_KEY", apiKeyId: id, scopes: ["data:read"], role: null });
      const socket = await open({ token: secret });
      await db.query("update auth.api_key set revoked_at = now() where id = $1", [id]);
      expect(await within(socket.closed)).toEqual(ended);
      expect((await me(secret)).status).toBe(401);
    });
  });

  it("of those who prove once more who they are keep their sockets open", async () => {
    const person = await signUp(airgraph);
    const socket = await open({ token: person.token });
    await delay(1_000);
    await expectData(airgraph.url, ConfirmIdentity, { input: { password: person.password } }, person.token);
    await delay(secondsMs);
    expect(await socket.ask("{ me { id } }")).toMatchObject({ data: { me: { id: person.userId } } });
    socket.close();
  });

  function credentials({ login, password }: SignedIn) {
    return { login, password };
  }

  /** Keeps cookies as a browser does, as far as one endpoint is concerned. */
  function newBrowser(jar = new Map<string, string>()) {
    const set: string[] = [];
    return {
      set,
      held: () => [...jar.keys()],
      header: () => Array.from(jar, (pair) => pair.join("=")).join("; "),
      tamper: (name: string, value: string) => jar.set(name, value),
      copy: () => newBrowser(new Map(jar)),
      async ask(document: { toString(): string }, variables: object, headers: Record<string, string> = {}) {
        const response = await fetch(`${airgraph.url}/graphql`, {
          method: "POST",
          headers: {
            "content-type": "application/json",
            ...(jar.size === 0 ? {} : { cookie: this.header() }),
            ...("sec-fetch-site" in headers ? {} : { origin: airgraph.url }),
            ...headers,
          },
          body: JSON.stringify({ query: document.toString(), variables }),
        });
        for (const cookie of response.headers.getSetCookie()) {
          set.push(cookie);
          const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
          if (/; Max-Age=0;/.test(cookie)) jar.delete(name);
          else jar.set(name, value);
        }
        return { status: response.status, headers: response.headers, body: await response.json() };
      },
    };
  }

  /** A bare socket after its `connection_ack`, or after it was closed instead. */
  async function open({ token, headers = {} }: { token?: string; headers?: Record<string, string> }) {
    const socket = new WebSocket(`${airgraph.url.replace(/^http/, "ws")}/graphql`, "graphql-transport-ws", { headers });
    const received: { id?: string; type: string; payload?: unknown }[] = [];
    const closed = once(socket, "close").then(([code, reason]: unknown[]) => [code, String(reason)]);
    socket.on("message", (data: Buffer) => received.push(JSON.parse(data.toString())));
    await once(socket, "open");
    const payload = token === undefined ? {} : { payload: { Authorization: `Bearer ${token}` } };
    socket.send(JSON.stringify({ type: "connection_init", ...payload }));
    await Promise.race([once(socket, "message"), closed]);
    return {
      closed,
      close: () => socket.close(),
      async ask(query: string) {
        const id = randomUUID();
        socket.send(JSON.stringify({ id, type: "subscribe", payload: { query } }));
        await until(() => received.some((message) => message.id === id));
        return received.find((message) => message.id === id)?.payload;
      },
    };
  }

  async function within<T>(promise: Promise<T>): Promise<T> {
    const late = delay(withinMs, undefined, { ref: false }).then(() => {
      throw new Error(`nothing came within ${withinMs} ms`);
    });
    return Promise.race([promise, late]);
  }
});
