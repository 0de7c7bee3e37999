import { beforeAll, expect, it } from "@jest/globals";
import { salesCrmBaseId } from "../../../emulator/emulator.ts";
import type { Airgraph } from "../../support/airgraph.ts";
import { ask, expectData, post } from "../../support/client.ts";
import { type SignedIn, signUpConnected } from "../../support/signed-in.ts";
import { CreateRecord, DealsWithCompany, Me, SignUp, StartRun } from "../operations.ts";

export function badInputIsExplained(shared: () => Airgraph): void {
  let airgraph: Airgraph;
  let person: SignedIn;

  beforeAll(async () => {
    airgraph = shared();
    person = await signUpConnected(airgraph);
  });

  it.each([
    ["an unknown field", { query: "{ me { nope } }" }, "GRAPHQL_VALIDATION_FAILED", 400],
    ["a syntax error", { query: "{ me {" }, "GRAPHQL_PARSE_FAILED", 400],
    ["a missing variable", { query: "query ($id: ID!) { run(id: $id) { id } }" }, "BAD_USER_INPUT", 400],
    [
      "a variable of the wrong type",
      { query: "query ($n: Int!) { runs(first: $n) { nodes { id } } }", variables: { n: "many" } },
      "BAD_USER_INPUT",
      400,
    ],
    ["an unknown operation name", { query: "query A { me { id } }", operationName: "B" }, "BAD_USER_INPUT", 400],
    ["no query at all", {}, "BAD_REQUEST", 400],
    ["a query that is no text", { query: 7 }, "BAD_REQUEST", 400],
  ])("answers %s with a code", async (_what, body, code, status) => {
    const answer = await post(airgraph.url, JSON.stringify(body), person.token);
    expect(answer.errors.map(({ extensions }) => extensions)).toEqual([{ code }]);
    expect(answer.status).toBe(status);
  });

  it("answers malformed JSON and a body over the limit, and the connection goes on", async () => {
    const malformed = await post(airgraph.url, '{"query": "{ me', person.token);
    expect([malformed.status, malformed.errors[0]?.extensions?.["code"]]).toEqual([400, "BAD_REQUEST"]);
    const large = await post(
      airgraph.url,
      JSON.stringify({ query: `{ me { id } } # ${"x".repeat(10_000_000)}` }),
      person.token,
    );
    expect([large.status, large.errors[0]?.extensions?.["code"]]).toEqual([413, "PAYLOAD_TOO_LARGE"]);
    expect((await expectData(airgraph.url, Me, {}, person.token)).me?.username).toBe(person.login);
  });

  it.each([
    ["no token", undefined],
    ["a token that is no JWT", "nonsense"],
    ["an unsigned token", `${encode({ alg: "none", typ: "at+jwt" })}.${encode({ sub: "x" })}.`],
  ])("answers %s with UNAUTHENTICATED", async (_what, token) => {
    const answer = await ask(
      airgraph.url,
      StartRun,
      { input: { workflow: "summarizeRecord", input: { record: "x" } } },
      token,
    );
    expect(answer.errors[0]?.extensions?.["code"]).toBe("UNAUTHENTICATED");
    expect(answer.data ?? null).toBeNull();
  });

  it("refuses an access token with a changed claim", async () => {
    const [header, payload = "", signature] = person.token.split(".");
    const claims = JSON.parse(Buffer.from(payload, "base64url").toString()) as object;
    const forged = [header, encode({ ...claims, role: "owner", tenant: crypto.randomUUID() }), signature].join(".");
    const answer = await ask(airgraph.url, Me, {}, forged);
    expect([answer.status, answer.errors[0]?.extensions?.["code"]]).toEqual([401, "UNAUTHENTICATED"]);
  });

  it("answers an unknown base or record with NOT_FOUND in its place and keeps the rest", async () => {
    const query = `{ me { username } base(id: "appDoesNotExist00") { name } record(id: "${salesCrmBaseId}/tblDoesNotExist0/recDoesNotExist0") { id } }`;
    const { data, errors } = await post(airgraph.url, JSON.stringify({ query }), person.token);
    expect(data).toEqual({ me: { username: person.login }, base: null, record: null });
    expect(errors.map(({ path, extensions }) => [path, extensions?.["code"]])).toEqual(
      expect.arrayContaining([
        [["base"], "NOT_FOUND"],
        [["record"], "NOT_FOUND"],
      ]),
    );
  });

  it("names the field of a cell that Airtable would not take", async () => {
    const create = (cells: Record<string, unknown>) =>
      ask(airgraph.url, CreateRecord, { input: { baseId: salesCrmBaseId, table: "Deals", cells } }, person.token);
    const unknown = await create({ Name: "x", "No such field": 1 });
    expect(unknown.errors[0]).toMatchObject({
      message: expect.stringContaining("No such field"),
      extensions: { code: "BAD_USER_INPUT" },
    });
    const wrong = await create({ Name: "x", Amount: "much" });
    expect(wrong.errors[0]?.extensions).toEqual({ code: "BAD_USER_INPUT", field: "Amount" });
    const refused = await create({ Name: "x", Company: ["recNothing0000000"] });
    expect(refused.errors[0]?.extensions).toMatchObject({
      code: "BAD_USER_INPUT",
      airtableType: "ROW_DOES_NOT_EXIST",
    });
  });

  it("refuses a page size and a cursor that no list has", async () => {
    const variables = { base: salesCrmBaseId, first: 101 };
    const size = await ask(airgraph.url, DealsWithCompany, variables, person.token);
    expect(size.errors[0]).toMatchObject({
      message: expect.stringContaining("101"),
      extensions: { code: "BAD_USER_INPUT" },
    });
    const cursor = await ask(
      airgraph.url,
      DealsWithCompany,
      { ...variables, first: 1, after: "nonsense" },
      person.token,
    );
    expect(cursor.errors[0]?.extensions?.["code"]).toBe("BAD_USER_INPUT");
  });

  it("tells what is wrong with a sign-up, and does not repeat the password", async () => {
    const input = { email: "not an address", username: "ok-name", password: "short", tenantName: "T" };
    const { errors, text } = await ask(airgraph.url, SignUp, { input });
    expect(errors[0]?.extensions).toMatchObject({ code: "BAD_USER_INPUT", field: "email" });
    expect(text).not.toContain("short");
    const taken = await ask(airgraph.url, SignUp, {
      input: {
        email: "other@example.com",
        username: person.login.toUpperCase(),
        password: "long enough for this",
        tenantName: "T",
      },
    });
    expect(taken.errors[0]?.extensions?.["code"]).toBe("CONFLICT");
  });

  it("never shows an address, a stack or a name of a subgraph", async () => {
    const { text } = await post(
      airgraph.url,
      JSON.stringify({ query: '{ run(id: "x") { id } bases { tables { id } } }' }),
    );
    expect(text).not.toMatch(/127\.0\.0\.1|localhost|node_modules|stack|serviceName|\.ts:/);
  });
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}
