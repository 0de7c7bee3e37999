import { createHmac, randomBytes, randomUUID } from "node:crypto";
import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { CloseCode } from "graphql-ws";
import { decodeJwt, decodeProtectedHeader, SignJWT } from "jose";
import { Client } from "pg";
import { WebSocket } from "ws";
import { z } from "zod";
import { systemClock } from "../../kernel/clock.ts";
import { generateApiKey } from "../../kernel/identity/api-key.ts";
import { runId, tenantId, userId } from "../../kernel/identity/ids.ts";
import {
  createDelegationSigner,
  createIdentitySigner,
  supergraphAudience,
} from "../../kernel/identity/signed-identity.ts";
import { generateSigningKey, privateKey } from "../../kernel/identity/signing-key.ts";
import { createSeal } from "../../kernel/secrets/seal.ts";
import { type Airgraph, startAirgraph } from "../support/airgraph.ts";
import { post } from "../support/client.ts";
import { type SignedIn, signUp } from "../support/signed-in.ts";
import { newPerson } from "../support/subgraph.ts";

const encryptionKey = randomBytes(32);
const identities = generateSigningKey();
const delegations = generateSigningKey();
const secret = randomBytes(32);

const env = {
  ENCRYPTION_KEY: encryptionKey.toString("base64"),
  IDENTITY_PRIVATE_KEY: identities.privateKey,
  IDENTITY_PUBLIC_KEY: identities.publicKey,
  DELEGATION_PRIVATE_KEY: delegations.privateKey,
  DELEGATION_PUBLIC_KEY: delegations.publicKey,
  IDENTITY_SECRET: secret.toString("base64"),
  LOG_LEVEL: "debug",
};

let airgraph: Airgraph;
let person: SignedIn;
let other: SignedIn;
/** The key that the auth subgraph made: whoever has ENCRYPTION_KEY and the database could sign with it. */
let accessTokens: { privateKey: string; publicKey: string };
beforeAll(async () => {
  airgraph = await startAirgraph("in-process", env);
  accessTokens = await readSigningKey();
  [person, other] = await Promise.all([signUp(airgraph), signUp(airgraph)]);
});
afterAll(async () => airgraph.stop());

const seconds = () => Math.floor(systemClock.now() / 1000);
const me = JSON.stringify({ query: "{ me { username } }" });

async function readSigningKey() {
  const db = new Client({ connectionString: airgraph.databaseUrl });
  await db.connect();
  const { rows } = await db.query("select id, public_key, sealed_private_key from auth.signing_key");
  await db.end();
  const [key] = z
    .array(z.object({ id: z.string(), public_key: z.string(), sealed_private_key: z.string() }))
    .length(1)
    .parse(rows);
  const sealed = key?.sealed_private_key ?? "";
  return {
    publicKey: key?.public_key ?? "",
    privateKey: createSeal(encryptionKey).open({ service: "auth", holder: key?.id ?? "" }, sealed),
  };
}

/** The person's access token with other claims, signed as the auth subgraph would. */
async function signed(
  claims: Record<string, unknown>,
  { key = accessTokens.privateKey, ...header }: { key?: string; kid?: string; typ?: string } = {},
): Promise<string> {
  const { kid } = decodeProtectedHeader(person.token);
  return new SignJWT({ ...decodeJwt(person.token), ...claims })
    .setProtectedHeader({ alg: "EdDSA", typ: "at+jwt", ...(kid === undefined ? {} : { kid }), ...header })
    .sign(privateKey.parse(key));
}

/** The person's claims under any header, with any signature. */
function forged(header: Record<string, unknown>, sign: (text: string) => string): string {
  const { kid } = decodeProtectedHeader(person.token);
  const text = `${encode({ typ: "at+jwt", kid, ...header })}.${encode(decodeJwt(person.token))}`;
  return `${text}.${sign(text)}`;
}

const hmac = (key: string | Buffer) => (text: string) => createHmac("sha256", key).update(text).digest("base64url");

const [header, payload, signature] = [0, 1, 2].map((part) => () => person.token.split(".")[part] ?? "");
const piece = (of: (() => string) | undefined) => of?.() ?? "";

/** All get the same answer: over HTTP 401 UNAUTHENTICATED, over a WebSocket it is closed with 4403. */
const bad: [string, () => string | Promise<string>][] = [
  ["a text that is no token", () => "nonsense"],
  ["three empty parts", () => ".."],
  ["a token without a signature", () => `${piece(header)}.${piece(payload)}.`],
  ["a token without its last part", () => `${piece(header)}.${piece(payload)}`],
  ["a token with a part too many", () => `${person.token}.${piece(signature)}`],
  ["a token with a letter behind it", () => `${person.token}A`],
  ["a token in upper case", () => person.token.toUpperCase()],
  ["an unsigned token", () => forged({ alg: "none" }, () => "")],
  ["an unsigned token in other letters", () => forged({ alg: "nOnE" }, () => "")],
  [
    "the public key as a shared secret",
    () => forged({ alg: "HS256" }, hmac(Buffer.from(accessTokens.publicKey, "base64"))),
  ],
  ["its text as a shared secret", () => forged({ alg: "HS256" }, hmac(accessTokens.publicKey))],
  ["the signature of another token", () => [...other.token.split(".").slice(0, 2), piece(signature)].join(".")],
  ["another key under the right id", async () => signed({}, { key: generateSigningKey().privateKey })],
  ["an unknown key", async () => signed({}, { key: generateSigningKey().privateKey, kid: randomUUID() })],
  ["a key's id that is a path", async () => signed({}, { kid: "../../../../etc/passwd" })],
  ["a key's id that is SQL", async () => signed({}, { kid: "' or '1'='1" })],
  [
    "a key that the token brings along",
    () => forged({ alg: "EdDSA", jwk: { kty: "OKP", crv: "Ed25519", x: "A" } }, () => "AAAA"),
  ],
  ["an extension that must be understood", () => forged({ alg: "EdDSA", crit: ["exp"] }, () => piece(signature))],
  ["an expired token", async () => signed({ exp: seconds() - 61 })],
  ["a token that never expires", async () => signed({ exp: undefined })],
  ["a token that expires at no number", async () => signed({ exp: "9999999999" })],
  ["a token that is not good yet", async () => signed({ nbf: seconds() + 65 })],
  ["a token of the future", async () => signed({ iat: seconds() + 65 })],
  ["a token of another issuer", async () => signed({ iss: "https://accounts.example.com" })],
  ["a token for another audience", async () => signed({ aud: "supergraph" })],
  ["a token of another type", async () => signed({}, { typ: "JWT" })],
  ["an access token that says it is an identity", async () => signed({}, { typ: "airgraph-identity+jwt" })],
  ["a token of nobody", async () => signed({ sub: undefined })],
  ["a token of no session", async () => signed({ sid: undefined })],
  ["a token of a session that there is not", async () => signed({ sid: randomUUID() })],
  ["the session of another person", async () => signed({ sid: decodeJwt(other.token)["sid"] })],
  ["another person in one's own session", async () => signed({ sub: other.userId })],
  ["a tenant that the person is no member of", async () => signed({ tenant: other.tenantId })],
  ["a tenant that there is not", async () => signed({ tenant: randomUUID() })],
  ["a tenant that is none", async () => signed({ tenant: "*" })],
  ["a refresh token", () => person.refreshToken],
  ["a refresh token made up like a token", () => `${person.refreshToken}.${person.refreshToken}.x`],
  ["an API key that nobody has", () => generateApiKey()],
  ["an API key with a wrong checksum", () => `agk_${"0".repeat(38)}`],
  ["an identity that the router signs for a subgraph", async () => identityFor("auth")],
  ["an identity that the router signs for the supergraph", async () => identityFor(supergraphAudience)],
  ["a delegation without its seal", async () => (await delegation()).split("~")[0] ?? ""],
  ["a delegation with another secret's seal", async () => delegation({ secret: randomBytes(32) })],
  ["a delegation by the router's key", async () => delegation({ key: identities.privateKey })],
  ["a delegation of an hour ago", async () => delegation({ clock: { now: () => systemClock.now() - 3_600_000 } })],
  ["a long token", () => `${person.token}${"A".repeat(10_000)}`],
];

async function identityFor(audience: string): Promise<string> {
  const sign = createIdentitySigner({
    issuer: "router",
    key: privateKey.parse(identities.privateKey),
    secret,
    clock: systemClock,
  });
  return sign({ caller: newPerson({ role: "owner", tenantId: tenantId.parse(person.tenantId) }) }, audience);
}

/** As the workflow subgraph signs it for a run that the person started. */
async function delegation(about: { key?: string; secret?: Buffer; clock?: typeof systemClock; tenant?: string } = {}) {
  const sign = createDelegationSigner({
    issuer: "workflow",
    key: privateKey.parse(about.key ?? delegations.privateKey),
    secret: about.secret ?? secret,
    clock: about.clock ?? systemClock,
  });
  const onBehalfOf = {
    kind: "person",
    userId: userId.parse(person.userId),
    tenantId: tenantId.parse(about.tenant ?? person.tenantId),
  } as const;
  return sign({ onBehalfOf, runId: runId.parse(randomUUID()) }, supergraphAudience);
}

/** Opens a WebSocket with this in `connection_init`. @returns its close code, or what `me` answered */
async function overWebSocket(authorization: unknown): Promise<number | string> {
  const socket = new WebSocket(`${airgraph.url.replace("http", "ws")}/graphql`, "graphql-transport-ws");
  const answer = new Promise<number | string>((resolve) => {
    socket.on("close", resolve);
    socket.on("message", (data: Buffer) => {
      const text = data.toString();
      if (text.includes('"connection_ack"'))
        socket.send(JSON.stringify({ id: "1", type: "subscribe", payload: JSON.parse(me) }));
      if (text.includes('"next"') || text.includes('"error"')) resolve(text);
    });
  });
  await once(socket, "open");
  socket.send(JSON.stringify({ type: "connection_init", payload: { Authorization: authorization } }));
  const told = await answer;
  socket.terminate();
  return told;
}

/** Sends header lines that no well-behaved client would. @returns all that comes back */
async function overRawHttp(...headers: string[]): Promise<string> {
  const { hostname, port } = new URL(airgraph.url);
  const socket = connect(Number(port), hostname);
  let answer = "";
  socket.on("data", (data) => (answer += data.toString()));
  // The other side may have gone before all was sent.
  socket.on("error", () => {});
  const lines = [
    "POST /graphql HTTP/1.1",
    "host: airgraph",
    "connection: close",
    "content-type: application/json",
    `content-length: ${me.length}`,
    ...headers,
  ];
  socket.write(`${lines.join("\r\n")}\r\n\r\n${me}`);
  // `once` would take the error for an answer.
  await new Promise((resolve) => socket.on("close", resolve));
  return answer;
}

describe("is refused, over HTTP and over a WebSocket:", () => {
  it.each(bad)("%s", async (_what, make) => {
    const overHttp = await post(airgraph.url, me, await make());
    expect([overHttp.status, overHttp.data, overHttp.errors.map(({ extensions }) => extensions)]).toEqual([
      401,
      undefined,
      [{ code: "UNAUTHENTICATED" }],
    ]);
    expect(await overWebSocket(`Bearer ${await make()}`)).toBe(CloseCode.Forbidden);
  });

  it.each([
    ["twice the scheme", () => `Bearer Bearer ${person.token}`],
    ["two tokens", () => `Bearer ${person.token} ${other.token}`],
    ["two tokens and a comma", () => `Bearer ${person.token}, Bearer ${other.token}`],
    ["another scheme", () => `Basic ${Buffer.from(`${person.login}:${person.password}`).toString("base64")}`],
    ["no scheme", () => person.token],
    ["a scheme alone", () => "Bearer"],
  ])("%s", async (_what, make) => {
    expect(await overRawHttp(`authorization: ${make()}`)).toMatch(/^HTTP\/1\.1 401 [^]*UNAUTHENTICATED/);
    expect(await overWebSocket(make())).toBe(CloseCode.Forbidden);
  });
});

describe("a request", () => {
  it("with two Authorization headers is refused, whichever of them is good", async () => {
    const good = `authorization: Bearer ${person.token}`;
    for (const second of [good, `authorization: Bearer ${other.token}`, "authorization: Bearer x", "authorization: "]) {
      for (const both of [
        [good, second],
        [second, good],
      ])
        expect(await overRawHttp(...both)).toMatch(/^HTTP\/1\.1 401 /);
    }
    const identity = `x-airgraph-identity: ${await delegation()}`;
    expect(await overRawHttp(good, identity)).toMatch(/^HTTP\/1\.1 401 /);
    expect(await overRawHttp(good)).toMatch(/^HTTP\/1\.1 200 /);
  });

  it("with a token of a megabyte is turned away before it is looked at", async () => {
    expect(await overRawHttp(`authorization: Bearer ${"A".repeat(1_000_000)}`)).toMatch(/^(HTTP\/1\.1 431 |$)/);
    const startedAt = performance.now();
    expect(await overWebSocket(`Bearer ${"A".repeat(1_000_000)}`)).toBe(CloseCode.Forbidden);
    expect(await overWebSocket(`Bearer ${encode({ typ: "at+jwt", pad: "A".repeat(700_000) })}.e30.AA`)).toBe(
      CloseCode.Forbidden,
    );
    expect(performance.now() - startedAt).toBeLessThan(10_000);
  });

  it("can't put a header into another one", async () => {
    for (const injected of ["a\nx-airgraph-identity: b", "a\u0000b", "a\rb"]) {
      expect(await overRawHttp(`authorization: Bearer ${injected}`)).toMatch(/^HTTP\/1\.1 40[01] /);
    }
    for (const injected of ["a\r\nx-airgraph-identity: b", "a\u0000b", "é", "\u202E"]) {
      expect(await overWebSocket(`Bearer ${injected}`)).toBe(CloseCode.Forbidden);
    }
  });

  it("over a WebSocket with credentials that are no text is closed", async () => {
    for (const credentials of [7, true, ["Bearer x"], { toString: "x" }]) {
      expect(typeof (await overWebSocket(credentials))).toBe("number");
    }
  });

  it("has credentials in one place only: elsewhere they are none", async () => {
    for (const [path, headers] of [
      [`/graphql?access_token=${person.token}`, {}],
      ["/graphql", { "x-api-key": person.token }],
      ["/graphql", { cookie: `access_token=${person.token}; Authorization=Bearer ${person.token}` }],
      ["/graphql", { "proxy-authorization": `Bearer ${person.token}` }],
    ] as const) {
      const response = await fetch(airgraph.url + path, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: me,
      });
      expect(await response.json()).toEqual({ data: { me: null } });
    }
  });

  it("never shows in an answer or in a log what it was refused for", async () => {
    const token = await signed({}, { kid: "kid-that-is-told-nobody" });
    const { text } = await post(airgraph.url, me, token);
    expect(text).not.toContain("kid-that-is-told-nobody");
    for (const secretText of [token, person.token, person.refreshToken, person.password]) {
      expect(airgraph.logs()).not.toContain(secretText);
    }
  });
});

describe("a token", () => {
  it.each([
    ["a minute too old", async () => signed({ exp: seconds() - 55 })],
    ["issued a minute from now", async () => signed({ iat: seconds() + 58, nbf: seconds() + 58 })],
  ])("%s is taken, over HTTP and over a WebSocket: clocks differ", async (_what, make) => {
    expect((await post(airgraph.url, me, await make())).data).toEqual({ me: { username: person.login } });
    expect(await overWebSocket(`Bearer ${await make()}`)).toContain(person.login);
  });

  it("of an unknown key costs the auth subgraph nothing, however many there are", async () => {
    const asked = () => airgraph.logs().match(/"requestId":"access-token-keys"/g)?.length ?? 0;
    const before = asked();
    const key = generateSigningKey().privateKey;
    const answers = await Promise.all(
      Array.from({ length: 300 }, async (_, count) =>
        post(airgraph.url, me, await signed({}, { key, kid: `flood-${count}` })),
      ),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]));
    expect(before).toBeGreaterThan(0);
    expect(asked() - before).toBeLessThanOrEqual(2);
    expect((await post(airgraph.url, me, person.token)).data).toEqual({ me: { username: person.login } });
  });
});

describe("a delegated identity", () => {
  const send = async (identity: string) => post<{ me: unknown }>(airgraph.url, me, identity);

  it("is good for one request, over HTTP or a WebSocket, also when it is sent ten times at once", async () => {
    const identity = await delegation();
    const answers = await Promise.all(Array.from({ length: 10 }, async () => send(identity)));
    expect(answers.filter(({ status }) => status === 200)).toMatchObject([
      { data: { me: { username: person.login } } },
    ]);
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(9);
    expect(await overWebSocket(`Bearer ${identity}`)).toBe(CloseCode.Forbidden);
    const overSocketFirst = await delegation();
    expect(await overWebSocket(`Bearer ${overSocketFirst}`)).toContain(person.login);
    expect((await send(overSocketFirst)).status).toBe(401);
  });

  it("for somebody in a tenant that they are no member of may do nothing", async () => {
    const { data, errors } = await send(await delegation({ tenant: other.tenantId }));
    expect([data, errors[0]?.extensions]).toEqual([undefined, { code: "FORBIDDEN" }]);
  });
});

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}
