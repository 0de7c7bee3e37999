import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { salesCrmBaseId } from "../../../emulator/emulator.ts";
import { readEvents } from "../../../kernel/event-log/event-log.ts";
import type { ExecutionResult } from "../../../kernel/executor/executor.ts";
import type { Person } from "../../../kernel/identity/caller.ts";
import { newPerson } from "../../../tests/support/subgraph.ts";
import { consent, type OpenConnections, oauthClient, openConnections, tokens } from "../fixtures/open-connections.ts";

let airtable: OpenConnections;
beforeAll(async () => {
  airtable = await openConnections();
});
afterAll(async () => airtable.close());

const minute = 60_000;
const admin = () => newPerson({ role: "admin" });
const codes = ({ errors }: ExecutionResult) => errors?.map(({ extensions }) => extensions?.["code"]);

async function ask(as: Person, query: string, variables: Record<string, unknown> = {}): Promise<ExecutionResult> {
  return airtable.subgraph.ask(as, query, variables);
}

interface Start {
  authorizationUrl: string;
  state: string;
  expiresAt: string;
}

async function start(as: Person, input: Record<string, unknown> = {}): Promise<Start> {
  const query =
    "mutation ($input: StartAirtableOAuthInput!) { startAirtableOAuth(input: $input) { authorizationUrl state expiresAt } }";
  const { data, errors } = await ask(as, query, { input });
  expect(errors).toBeUndefined();
  return (data as { startAirtableOAuth: Start }).startAirtableOAuth;
}

const finish = async (as: Person, input: Record<string, unknown>) =>
  ask(
    as,
    "mutation ($input: FinishAirtableOAuthInput!) { finishAirtableOAuth(input: $input) { id name method status scopes } }",
    { input },
  );

const tokenEndpoint = { path: "/oauth2/v1/token" };

/** How the token endpoint has answered lately. */
const renewals = () =>
  airtable.emulator
    .requests()
    .filter(({ path }) => path === tokenEndpoint.path)
    .map(({ status }) => status);

interface Connection {
  id: string;
  name: string;
  method: string;
  status: string;
  scopes: string[];
}

/** Somebody who is connected by OAuth. */
async function connected(): Promise<{ as: Person; connection: Connection }> {
  const as = admin();
  const { authorizationUrl } = await start(as);
  const { data, errors } = await finish(as, await consent(authorizationUrl));
  expect(errors).toBeUndefined();
  return { as, connection: (data as { finishAirtableOAuth: Connection }).finishAirtableOAuth };
}

const read = `{ base(id: "${salesCrmBaseId}") { table(key: "Deals") { records(first: 1) { nodes { recordId } } } } }`;

async function expectRead(as: Person): Promise<void> {
  const { data, errors } = await ask(as, read);
  expect(errors).toBeUndefined();
  expect(data).toMatchObject({ base: { table: { records: { nodes: [{ recordId: expect.any(String) }] } } } });
}

const statusOf = async (as: Person) => {
  const { data } = await ask(as, "{ airtableConnections { status } }");
  return (data as { airtableConnections: { status: string }[] }).airtableConnections.map(({ status }) => status);
};

const typesOf = async ({ tenantId }: Person) =>
  (await readEvents(airtable.subgraph.db, tenantId, { stream: "airtable-connections", after: 0, limit: 100 })).map(
    ({ type }) => type,
  );

describe("connecting by OAuth", () => {
  it("sends the person to Airtable with PKCE, a state and the scopes that Airgraph can use", async () => {
    const { authorizationUrl, state, expiresAt } = await start(admin());
    const { origin, pathname, searchParams } = new URL(authorizationUrl);
    expect(`${origin}${pathname}`).toBe(`${airtable.emulator.url}/oauth2/v1/authorize`);
    expect(Object.fromEntries(searchParams)).toEqual({
      client_id: oauthClient.id,
      response_type: "code",
      redirect_uri: oauthClient.redirectUri,
      scope: expect.stringContaining("schema.bases:read"),
      state,
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: "S256",
    });
    expect(Buffer.from(state, "base64url")).toHaveLength(32);
    expect(Date.parse(expiresAt) - Date.now()).toBeLessThanOrEqual(10 * minute);
  });

  it("asks for the scopes that are given", async () => {
    const { authorizationUrl } = await start(admin(), { scopes: ["schema.bases:read", "data.records:read"] });
    expect(new URL(authorizationUrl).searchParams.get("scope")).toBe("schema.bases:read data.records:read");
  });

  it.each([[["data.records:read"]], [["schema.bases:read", "a b"]], [Array.from({ length: 21 }, () => "a:b")]])(
    "refuses the scopes %j",
    async (scopes) => {
      const query = "mutation ($scopes: [String!]) { startAirtableOAuth(input: { scopes: $scopes }) { state } }";
      expect(codes(await ask(admin(), query, { scopes }))).toEqual(["BAD_USER_INPUT"]);
    },
  );

  it("exchanges the code and makes a connection with the scopes that Airtable tells", async () => {
    const { as, connection } = await connected();
    expect(connection).toMatchObject({
      method: "OAUTH",
      status: "ACTIVE",
    });
    expect(connection.scopes).toEqual(
      expect.arrayContaining(["schema.bases:read", "data.records:write", "data.recordComments:write"]),
    );
    await expectRead(as);
  });

  it("replaces the credentials of a connection, whichever way they were given", async () => {
    const as = admin();
    const byToken = 'mutation ($token: String!) { connectAirtable(input: { token: $token, name: "Ours" }) { id } }';
    const { data } = await ask(as, byToken, { token: tokens.noBase });
    const { id } = (data as { connectAirtable: { id: string } }).connectAirtable;
    const { authorizationUrl } = await start(as);
    const result = await finish(as, { ...(await consent(authorizationUrl)), connectionId: id });
    expect(result).toMatchObject({ data: { finishAirtableOAuth: { id, name: "Ours", method: "OAUTH" } } });
    await expectRead(as);
  });

  it("takes a state once, within ten minutes, from the person who began, and burns it for nobody else", async () => {
    const as = admin();
    const { authorizationUrl } = await start(as);
    const answer = await consent(authorizationUrl);
    const colleague = newPerson({ tenantId: as.tenantId, role: "owner" });
    const elsewhere = { ...as, tenantId: admin().tenantId };
    for (const other of [colleague, elsewhere]) expect(codes(await finish(other, answer))).toEqual(["BAD_USER_INPUT"]);
    expect(codes(await finish(as, { ...answer, state: "nothing" }))).toEqual(["BAD_USER_INPUT"]);

    expect(codes(await finish(as, answer))).toBeUndefined();
    const again = await finish(as, answer);
    expect(again.errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT", field: "state" } }]);

    const late = await consent((await start(as)).authorizationUrl);
    airtable.advance(10 * minute + 1);
    expect(codes(await finish(as, late))).toEqual(["BAD_USER_INPUT"]);
  });

  it("tells that Airtable refused the code, and stores nothing", async () => {
    const as = admin();
    const { state } = await start(as);
    const result = await finish(as, { code: "wrong", state });
    expect(result.errors).toMatchObject([{ extensions: { code: "UPSTREAM_REJECTED", airtableType: "invalid_grant" } }]);
    expect(await statusOf(as)).toEqual([]);
  });

  it("tells to begin again when the answer to the code was lost", async () => {
    const as = admin();
    const answer = await consent((await start(as)).authorizationUrl);
    airtable.emulator.faults.add({ fault: { kind: "lostReply" }, times: 1, match: tokenEndpoint });
    const { errors } = await finish(as, answer);
    expect(errors).toMatchObject([{ extensions: { code: "UPSTREAM_UNAVAILABLE" } }]);
    expect(errors?.[0]?.message).toContain("startAirtableOAuth");
    expect(await statusOf(as)).toEqual([]);
  });

  it("refuses a code that was sent for another state: the verifier does not fit", async () => {
    const as = admin();
    const [mine, other] = [await start(as), await start(as)];
    const { code } = await consent(other.authorizationUrl);
    expect(codes(await finish(as, { code, state: mine.state }))).toEqual(["UPSTREAM_REJECTED"]);
  });

  it("stores neither state nor verifier readably", async () => {
    const { state, authorizationUrl } = await start(admin());
    const challenge = new URL(authorizationUrl).searchParams.get("code_challenge") ?? "";
    const rows = [...(await airtable.subgraph.db.execute("select s::text from airtable.oauth_state s"))];
    const text = JSON.stringify(rows);
    expect(text).toContain(createHash("sha256").update(state).digest("base64url"));
    expect(text).not.toContain(state);
    expect(text).not.toContain(challenge);
  });

  it("says what is missing where it is not set up", async () => {
    const other = await airtable.subgraph.startAnother(undefined, { AIRTABLE_OAUTH_CLIENT_ID: "" });
    for (const mutation of [
      "startAirtableOAuth(input: {}) { state }",
      'finishAirtableOAuth(input: { code: "a", state: "b" }) { id }',
    ]) {
      const result = await airtable.subgraph.askOf(other, admin(), `mutation { ${mutation} }`);
      expect(codes(result)).toEqual(["NOT_FOUND"]);
      expect(result.errors?.[0]?.message).toContain("AIRTABLE_OAUTH_CLIENT_ID");
    }
    await other.stop();
  });

  it("where it is no longer set up is an error of its connections, not a base that does not exist", async () => {
    const { as, connection } = await connected();
    airtable.advance(61 * minute);
    const other = await airtable.subgraph.startAnother(undefined, { AIRTABLE_OAUTH_CLIENT_ID: "" });
    const record = `{ record(id: "${salesCrmBaseId}/tblNothing0000000/recNothing0000000") { id } }`;
    for (const query of [read, record]) {
      const { errors } = await airtable.subgraph.askOf(other, as, query);
      expect(errors).toMatchObject([{ extensions: { code: "UPSTREAM_REJECTED", connectionId: connection.id } }]);
      expect(errors?.[0]?.message).toContain("AIRTABLE_OAUTH_CLIENT_ID");
    }
    await other.stop();
  });
});

describe("an OAuth token", () => {
  it("is renewed ahead of its end, once for all that ask, in however many processes", async () => {
    const { as } = await connected();
    const other = await airtable.subgraph.startAnother();
    airtable.emulator.resetRequests();
    airtable.advance(56 * minute);
    const results = await Promise.all(
      Array.from({ length: 6 }, async (_, index) =>
        index % 2 === 0 ? ask(as, read) : airtable.subgraph.askOf(other, as, read),
      ),
    );
    expect(results.map(codes)).toEqual(results.map(() => undefined));
    expect(renewals()).toEqual([200]);
    await expectRead(as);
    expect(renewals()).toEqual([200]);
    await other.stop();
  });

  it("is renewed once when Airtable refuses it early", async () => {
    const { as } = await connected();
    await expectRead(as);
    airtable.emulator.resetRequests();
    airtable.emulator.advanceClock(61 * minute);
    await Promise.all([expectRead(as), expectRead(as), expectRead(as)]);
    expect(renewals()).toEqual([200]);
    expect(await statusOf(as)).toEqual(["ACTIVE"]);
  });

  it("shows as revoked, told once, when Airtable no longer renews it", async () => {
    const { as } = await connected();
    await expectRead(as);
    airtable.emulator.revokeToken(airtable.emulator.tokens().at(-1) ?? "");
    const results = await Promise.all([ask(as, read), ask(as, read)]);
    expect(results.map(codes)).toEqual([["UPSTREAM_REJECTED"], ["UPSTREAM_REJECTED"]]);
    expect(await statusOf(as)).toEqual(["REVOKED"]);
    expect(await typesOf(as)).toEqual(["airtable.connected", "airtable.revoked"]);
  });

  it("goes on being used while its renewal fails, until it ends", async () => {
    const { as } = await connected();
    airtable.advance(56 * minute);
    airtable.emulator.faults.add({ fault: { kind: "status", status: 503 }, match: tokenEndpoint });
    await expectRead(as);
    airtable.advance(5 * minute);
    expect(codes(await ask(as, read))).toEqual(["UPSTREAM_UNAVAILABLE"]);
    expect(await statusOf(as)).toEqual(["ACTIVE"]);
    airtable.emulator.faults.clear();
    await expectRead(as);
  });

  it("whose renewal's answer was lost is told as unavailable, and as revoked only when Airtable says so", async () => {
    const { as } = await connected();
    await expectRead(as);
    airtable.advance(61 * minute);
    airtable.emulator.resetRequests();
    airtable.emulator.faults.add({ fault: { kind: "lostReply" }, times: 1, match: tokenEndpoint });
    expect(codes(await ask(as, read))).toEqual(["UPSTREAM_UNAVAILABLE"]);
    const duplicate = await ask(as, read);
    expect(codes(duplicate)).toEqual(["UPSTREAM_UNAVAILABLE"]);
    expect(duplicate.errors?.[0]?.message).toContain("renewed");
    expect(await statusOf(as)).toEqual(["ACTIVE"]);
    expect(renewals()).toEqual([200, 409]);
    airtable.emulator.advanceClock(2 * minute);
    expect(codes(await ask(as, read))).toEqual(["UPSTREAM_REJECTED"]);
    expect(await statusOf(as)).toEqual(["REVOKED"]);
  });

  it("is renewed by another process when the one that was at it has died", async () => {
    const { as, connection } = await connected();
    await airtable.subgraph.db.execute(
      `update airtable.connection set renewal_until = now() + interval '1 second' where id = '${connection.id}'`,
    );
    airtable.advance(61 * minute);
    await expectRead(as);
  });
});
