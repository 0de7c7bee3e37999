import { randomBytes } from "node:crypto";
import { inspect } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { pino } from "pino";
import { salesCrmBaseId } from "../../../emulator/emulator.ts";
import type { ExecutionResult } from "../../../kernel/executor/executor.ts";
import type { Person } from "../../../kernel/identity/caller.ts";
import type { Logger } from "../../../kernel/logger.ts";
import { sealAsBefore } from "../../../kernel/secrets/fixtures/seal-as-before.ts";
import type { RunningSubgraph } from "../../../kernel/subgraph/subgraph.ts";
import { newPerson } from "../../../tests/support/subgraph.ts";
import { rotateKeys } from "../../rotate-keys.ts";
import { consent, type OpenConnections, oauthClient, openConnections, tokens } from "../fixtures/open-connections.ts";

const formerKey = randomBytes(32);
const asText = (key: Buffer) => key.toString("base64");

let airtable: OpenConnections;
beforeAll(async () => {
  airtable = await openConnections({ ENCRYPTION_KEY: asText(formerKey) });
});
afterAll(async () => airtable.close());

const admin = () => newPerson({ role: "admin" });
const connect = "mutation ($token: String!) { connectAirtable(input: { token: $token }) { id } }";
const start = "mutation { startAirtableOAuth(input: {}) { authorizationUrl } }";
const finish = "mutation ($input: FinishAirtableOAuthInput!) { finishAirtableOAuth(input: $input) { id } }";
const read = `{ base(id: "${salesCrmBaseId}") { table(key: "Deals") { records(first: 1) { nodes { id } } } } }`;

/** The emulator's codes, access and refresh tokens. */
const givenByOAuth = /oa[acr][0-9A-Za-z]{14}\.[0-9A-Za-z]{28}/;
const oauth = { path: "/oauth2/v1/token" };

/** Everything that is logged, whatever its level, and what `inspect` shows of it. */
function listeningLogger(): { logger: Logger; lines: string[] } {
  const lines: string[] = [];
  const logger = pino(
    {
      level: "trace",
      hooks: {
        logMethod(args, method) {
          lines.push(inspect(args, { depth: 20, showHidden: true }));
          method.apply(this, args);
        },
      },
    },
    { write: (line: string) => void lines.push(line) },
  );
  return { logger, lines };
}

async function connectByOAuth(
  ask: (as: Person, query: string, variables?: Record<string, unknown>) => Promise<ExecutionResult>,
  as: Person,
): Promise<ExecutionResult> {
  const { data } = await ask(as, start);
  const { authorizationUrl } = (data as { startAirtableOAuth: { authorizationUrl: string } }).startAirtableOAuth;
  return ask(as, finish, { input: await consent(authorizationUrl) });
}

describe("secrets", () => {
  it("are in no log line, answer, error, event or row while connecting, failing, renewing and calling", async () => {
    const { logger, lines } = listeningLogger();
    const instance = await airtable.subgraph.startAnother(logger);
    const answers: ExecutionResult[] = [];
    const ask = async (as: Person, query: string, variables: Record<string, unknown> = {}) => {
      const answer = await airtable.subgraph.askOf(instance, as, query, variables);
      answers.push(answer);
      return answer;
    };
    const [byToken, byOAuth, failing] = [admin(), admin(), admin()];
    const [doomed] = tokens.doomed;

    await ask(byToken, connect, { token: tokens.crm });
    await ask(byToken, read);
    for (const token of ["patWRONG.wrong", "pat\u0000BROKEN.broken", tokens.withoutSchema]) {
      await ask(failing, connect, { token });
    }
    await ask(failing, connect, { token: doomed });
    airtable.emulator.revokeToken(doomed);
    await ask(failing, "{ bases { id } }");
    await connectByOAuth(ask, byOAuth);
    await ask(byOAuth, finish, { input: { code: "oacWRONG", state: "wrong" } });
    airtable.advance(57 * 60_000);
    await ask(byOAuth, read);
    airtable.emulator.faults.add({ fault: { kind: "status", status: 503 }, times: 1, match: oauth });
    airtable.advance(61 * 60_000);
    await ask(byOAuth, read);
    airtable.emulator.faults.add({ fault: { kind: "lostReply" }, times: 1, match: oauth });
    await ask(byOAuth, read);
    airtable.advance(2 * 60_000);
    await ask(byOAuth, read);
    await breakKey(byToken);
    await ask(byToken, read);
    await instance.stop();

    const rows = await airtable.subgraph.db.execute(
      `select c::text from airtable.connection c union all select s::text from airtable.oauth_state s
       union all select e::text from events.event e`,
    );
    const written = [...lines, JSON.stringify(answers), inspect(answers, { depth: 20 }), JSON.stringify([...rows])];
    expect(lines.length).toBeGreaterThan(10);
    expect(rows.length).toBeGreaterThan(10);
    const secrets = [
      tokens.crm,
      tokens.withoutSchema,
      doomed,
      "patWRONG",
      "BROKEN.broken",
      "oacWRONG",
      oauthClient.secret,
    ];
    for (const secret of secrets) expect(written.filter((text) => text.includes(secret))).toEqual([]);
    expect(airtable.emulator.tokens().filter((token) => givenByOAuth.test(token))).not.toEqual([]);
    expect(written.filter((text) => givenByOAuth.test(text))).toEqual([]);
  });
});

/** As if ENCRYPTION_KEY had been lost: an error on our side, which is logged with all that it carries. */
async function breakKey({ tenantId }: Person): Promise<void> {
  await airtable.subgraph.db.execute(
    `update airtable.connection set sealed_credentials = '3.unknown0.' || split_part(sealed_credentials, '.', 3)
     || '.' || split_part(sealed_credentials, '.', 4) || '.' || split_part(sealed_credentials, '.', 5), checked_at = now() where tenant_id = '${tenantId}'`,
  );
}

describe("keys", () => {
  const currentKey = randomBytes(32);

  it("rotate while the subgraph runs: what a former key encrypted then needs that key no more", async () => {
    const [byToken, byOAuth, ofBefore] = [admin(), admin(), admin()];
    await airtable.subgraph.ask(byToken, connect, { token: tokens.crm });
    await connectByOAuth(airtable.subgraph.ask, byOAuth);
    const begun = await airtable.subgraph.ask(byToken, start);
    await connectAsBefore(ofBefore, tokens.planningToRead);

    const env = { DATABASE_URL: airtable.subgraph.databaseUrl, ENCRYPTION_KEY: asText(currentKey) };
    const rotation = { ...env, ENCRYPTION_KEYS_FORMER: ` ${asText(formerKey)},` };
    const lines: string[] = [];
    await rotateKeys(rotation, (line) => lines.push(line));
    // What an earlier test has broken is left; nothing else is.
    const broken = lines.filter((line) => line.startsWith("  left: "));
    expect(broken.filter((line) => !line.includes("sealed with the key unknown0"))).toEqual([]);
    expect(lines).toContainEqual(
      expect.stringMatching(/^airtable\.oauth_state\.sealed_verifier: 1 secrets, 1 open .* 1 anew$/),
    );

    const alone = await airtable.subgraph.startAnother(undefined, env);
    for (const as of [byToken, byOAuth]) expect((await askOf(alone, as, read)).errors).toBeUndefined();
    expect((await askOf(alone, ofBefore, "{ bases { name } }")).data).toEqual({
      bases: [{ name: "Product Planning" }],
    });
    const { authorizationUrl } = (begun.data as { startAirtableOAuth: { authorizationUrl: string } })
      .startAirtableOAuth;
    const finished = await askOf(alone, byToken, finish, { input: await consent(authorizationUrl) });
    expect(finished.errors).toBeUndefined();
    await alone.stop();

    const again: string[] = [];
    await rotateKeys(env, (line) => again.push(line));
    expect(again.filter((line) => /: \d+ secrets/.test(line) && !line.endsWith(" 0 anew"))).toEqual([]);
  });

  it("that are all unknown cost their connections only", async () => {
    const as = admin();
    await airtable.subgraph.ask(as, connect, { token: tokens.noBase });
    await breakKey(as);
    const instance = await airtable.subgraph.startAnother();
    const { errors } = await askOf(instance, as, "{ bases { id } }");
    expect(errors).toMatchObject([{ extensions: { code: "INTERNAL" } }]);
    await askOf(instance, as, connect, { token: tokens.planningToRead });
    const { data } = await askOf(instance, as, "{ bases { name } }");
    expect(data).toMatchObject({ bases: [{ name: "Product Planning" }, null] });
    await instance.stop();
  });
});

const askOf = async (instance: RunningSubgraph, as: Person, query: string, variables?: Record<string, unknown>) =>
  airtable.subgraph.askOf(instance, as, query, variables);

/** A row as migration 0002 leaves one of a tenant's only connection. */
async function connectAsBefore({ tenantId }: Person, token: string): Promise<void> {
  await airtable.subgraph.db.execute(
    `insert into airtable.connection (id, tenant_id, name, method, status, sealed_credentials, generation,
       airtable_user_id, scopes, created_at, connected_at, checked_at)
     values ('${tenantId}', '${tenantId}', 'usr', 'PERSONAL_ACCESS_TOKEN', 'ACTIVE',
       '${sealAsBefore(formerKey, tenantId, token)}', 1, 'usrAAAAAAAAAAAAAA', '{}', now(), now(), now())`,
  );
}
