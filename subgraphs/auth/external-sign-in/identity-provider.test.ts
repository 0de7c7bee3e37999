import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { generateKeyPair, SignJWT, UnsecuredJWT } from "jose";
import { silentLogger } from "../../../kernel/logger.ts";
import { freePorts } from "../../../tests/support/free-port.ts";
import { type ForgingProvider, startForgingProvider, type TokenAnswer } from "../fixtures/forging-provider.ts";
import { deriveProofs } from "./derive-proofs.ts";
import { createIdentityProvider, type IdentityProvider } from "./identity-provider.ts";

const redirectUri = "http://localhost:8000/external-sign-in";
const state = "a state";
const proofs = deriveProofs({ binding: "a binding", state });
const seconds = () => Math.floor(Date.now() / 1000);

let server: ForgingProvider;
let provider: IdentityProvider;
let ahead = 0;
const logged: unknown[] = [];
const logger = { ...silentLogger, warn: (about: unknown) => void logged.push(about) };
beforeAll(async () => {
  server = await startForgingProvider();
});
afterAll(async () => server.stop());

function providerAt(issuer: string): IdentityProvider {
  const settings = { name: "forger", label: "Forger", issuer, clientId: "us", scopes: ["openid", "email"] };
  return createIdentityProvider(
    { ...settings, clientSecret: "our secret" },
    { clock: { now: () => Date.now() + ahead }, logger: logger },
  );
}
beforeEach(() => {
  provider = providerAt(server.issuer);
});

/** What a provider that is as it should be would put into an ID token. */
const rightClaims = () => ({
  iss: server.issuer,
  aud: "us",
  sub: "somebody",
  nonce: proofs.nonce,
  iat: seconds(),
  exp: seconds() + 300,
  email: "Somebody@Example.com",
  email_verified: true,
});
const tokens = (idToken?: string) => ({
  body: JSON.stringify({
    access_token: "an access token",
    token_type: "bearer",
    ...(idToken === undefined ? {} : { id_token: idToken }),
  }),
});
const withClaims =
  (about: Record<string, unknown>): TokenAnswer =>
  async ({ sign }) =>
    tokens(await sign({ ...rightClaims(), ...about }));

async function redeem(callback: Record<string, string> = { code: "a code", state }) {
  return provider.redeem({ redirectUri, state, callback: new URLSearchParams(callback), ...proofs });
}
async function codeOf(work: Promise<unknown>): Promise<unknown> {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error === undefined) return undefined;
  const told = JSON.stringify(error instanceof Error ? [error, error.message, error.cause] : error);
  expect(told).not.toMatch(/127\.0\.0\.1|our secret|an access token|a code|eyJ/);
  return error instanceof Error && "code" in error ? error.code : error;
}

describe("redeem", () => {
  it("tells who it is, for an ID token that is as it should be", async () => {
    let sent = new URLSearchParams();
    server.answers(async ({ sign, body }) => {
      sent = body;
      return tokens(await sign(rightClaims()));
    });
    expect(await redeem()).toEqual({ subject: "somebody", email: "somebody@example.com", isEmailVerified: true });
    expect(Object.fromEntries(sent)).toMatchObject({
      grant_type: "authorization_code",
      code: "a code",
      redirect_uri: redirectUri,
      code_verifier: proofs.verifier,
    });
  });

  it.each([
    ["true", true, true],
    ['"true"', "true", true],
    ["false", false, false],
    ['"false"', "false", false],
    ["1", 1, false],
    ["nothing", undefined, false],
  ])("takes an address for verified or not when the provider says %s", async (_said, email_verified, expected) => {
    server.answers(withClaims({ email_verified }));
    expect((await redeem()).isEmailVerified).toBe(expected);
  });

  it.each(["no address", "", 7, null, `${"a".repeat(300)}@example.com`, "two@example.com,other@example.com"])(
    "takes %p for no address",
    async (email) => {
      server.answers(withClaims({ email }));
      expect((await redeem()).email).toBeUndefined();
    },
  );

  it.each<[string, TokenAnswer]>([
    ["another nonce", withClaims({ nonce: "another" })],
    ["no nonce", withClaims({ nonce: undefined })],
    ["another audience", withClaims({ aud: "others" })],
    ["another issuer", withClaims({ iss: "https://evil.example.com" })],
    ["no subject", withClaims({ sub: undefined })],
    ["an empty subject", withClaims({ sub: "" })],
    ["a subject without end", withClaims({ sub: "s".repeat(256) })],
    ["a time that is over", withClaims({ exp: seconds() - 120 })],
    ["a time that is to come", withClaims({ nbf: seconds() + 600 })],
    [
      "a signature of somebody else",
      async () => {
        const { privateKey } = await generateKeyPair("RS256");
        return tokens(await new SignJWT(rightClaims()).setProtectedHeader({ alg: "RS256", kid: "1" }).sign(privateKey));
      },
    ],
    ["no signature", async () => tokens(new UnsecuredJWT(rightClaims()).encode())],
    [
      "our own secret as its key",
      async () =>
        tokens(
          await new SignJWT(rightClaims())
            .setProtectedHeader({ alg: "HS256" })
            .sign(new TextEncoder().encode("our secret")),
        ),
    ],
    ["no ID token", async () => tokens()],
    ["half an ID token", async () => tokens("eyJhbGciOiJSUzI1NiJ9")],
    ["no access token", async () => ({ body: "{}" })],
    ["no JSON", async () => ({ body: "<html>" })],
    ["a refusal", async () => ({ status: 400, body: '{"error":"invalid_grant","error_description":"a code eyJ"}' })],
    ["a client that it does not know", async () => ({ status: 401, body: '{"error":"invalid_client"}' })],
  ])("refuses an answer with %s", async (_what, answer) => {
    server.answers(answer);
    expect(await codeOf(redeem())).toBe("UPSTREAM_REJECTED");
  });

  it("bears with clocks that differ by 60 seconds", async () => {
    server.answers(withClaims({ exp: seconds() - 45, nbf: seconds() - 300 }));
    expect(await codeOf(redeem())).toBeUndefined();
    server.answers(withClaims({ nbf: seconds() + 45 }));
    expect(await codeOf(redeem())).toBeUndefined();
  });

  it.each<[string, TokenAnswer]>([
    ["a failure of its own", async () => ({ status: 500, body: "an access token eyJ" })],
    ["that it is too busy", async () => ({ status: 503, body: '{"error":"temporarily_unavailable"}' })],
    ["that we ask too often", async () => ({ status: 429, body: '{"error":"slow_down"}' })],
  ])("tells of a provider that answers with %s", async (_what, answer) => {
    server.answers(answer);
    expect(await codeOf(redeem())).toBe("UPSTREAM_UNAVAILABLE");
  });

  it("waits five seconds for a provider that answers nothing", async () => {
    await provider.authorizationUrl({ redirectUri, state, ...proofs });
    server.answers(async () => "nothing");
    const began = Date.now();
    expect(await codeOf(redeem())).toBe("UPSTREAM_UNAVAILABLE");
    // Without a bound of ours it would be five minutes.
    expect(Date.now() - began).toBeLessThan(60_000);
  });

  it.each([
    ["access_denied", "FORBIDDEN"],
    ["server_error", "UPSTREAM_UNAVAILABLE"],
    ["temporarily_unavailable", "UPSTREAM_UNAVAILABLE"],
    ["invalid_scope", "UPSTREAM_REJECTED"],
    ["<script>", "UPSTREAM_REJECTED"],
  ])("answers the error %s with %s", async (error, code) => {
    expect(await codeOf(redeem({ error, error_description: "an access token", state }))).toBe(code);
    expect(JSON.stringify(logged)).not.toMatch(/<script>|an access token/);
  });
});

describe("a provider that is down", () => {
  it("is told as such, and asked again next time", async () => {
    server.answers(withClaims({}));
    const [port] = await freePorts(1);
    expect(
      await codeOf(providerAt(`http://127.0.0.1:${port}`).authorizationUrl({ redirectUri, state, ...proofs })),
    ).toBe("UPSTREAM_UNAVAILABLE");
    server.answers(null);
    expect(await codeOf(provider.authorizationUrl({ redirectUri, state, ...proofs }))).toBe("UPSTREAM_UNAVAILABLE");
    server.answers(withClaims({}));
    expect(await provider.authorizationUrl({ redirectUri, state, ...proofs })).toContain(server.issuer);
  });

  it("goes on with what it told of itself, for an hour", async () => {
    server.answers(withClaims({}));
    await provider.authorizationUrl({ redirectUri, state, ...proofs });
    server.answers(null);
    expect(await provider.authorizationUrl({ redirectUri, state, ...proofs })).toContain(server.issuer);
    ahead += 61 * 60_000;
    expect(await codeOf(provider.authorizationUrl({ redirectUri, state, ...proofs }))).toBe("UPSTREAM_UNAVAILABLE");
  });

  it("that calls itself something else is not believed", async () => {
    server.answers(withClaims({}));
    const alias = server.issuer.replace("127.0.0.1", "localhost");
    expect(await codeOf(providerAt(alias).authorizationUrl({ redirectUri, state, ...proofs }))).toBe(
      "UPSTREAM_REJECTED",
    );
  });
});
