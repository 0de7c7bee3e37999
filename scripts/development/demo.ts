import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import { ask } from "./ask.ts";
import { findMailedToken } from "./find-mail.ts";

/** Somebody to sign in as, and a record to ask for. */
export interface Demo {
  readonly login: string;
  readonly password: string;
  /** Undefined when Airtable shows no record. */
  readonly example:
    | {
        readonly recordId: string;
        /** What the record's base and table are called in the typed graph. */
        readonly typed: { readonly base: string; readonly list: string };
      }
    | undefined;
}

const login = "demo";
const email = "demo@example.com";

/**
 * Makes sure that there is somebody to sign in as, whose tenant is connected to Airtable: through the public API, like
 * anybody would.
 * @param token of Airtable: a personal access token, or the emulator's
 */
export async function prepareDemo(
  url: string,
  { password, token, mailFolder }: { password: string; token: string; mailFolder: string },
): Promise<Demo> {
  const accessToken = await signInOrUp(url, password, mailFolder);
  const { airtableConnections } = await ask(url, connection, "{ airtableConnections { id } }", {
    token: accessToken,
  });
  if (airtableConnections.length === 0) {
    const query = "mutation Connect($token: String!) { connectAirtable(input: { token: $token }) { airtableUserId } }";
    await ask(url, z.unknown(), query, { variables: { token }, token: accessToken });
  }
  return { login, password, example: await findExample(url, accessToken) };
}

const session = z
  .object({ session: z.object({ accessToken: z.string() }) })
  .transform(({ session: { accessToken } }) => accessToken);
const connection = z.object({ airtableConnections: z.array(z.object({ id: z.string() })) });

async function signInOrUp(url: string, password: string, mailFolder: string): Promise<string> {
  const signIn =
    "mutation ($input: SignInInput!) { session: signIn(input: $input) { ... on SignedIn { accessToken } } }";
  const signUp = "mutation ($input: SignUpInput!) { signUp(input: $input) { email } }";
  const verify =
    "mutation ($token: String!) { session: verifyEmail(input: { token: $token }) { ... on SignedIn { accessToken } } }";
  try {
    return await ask(url, session, signIn, { variables: { input: { login, password } } });
  } catch {
    await ask(url, z.unknown(), signUp, {
      variables: { input: { username: login, email, password, tenantName: "Demo" } },
    });
    const token = await findMailedToken(mailFolder, { to: email, page: "verify-email" });
    return ask(url, session, verify, { variables: { token } });
  }
}

const bases = z.object({ bases: z.array(z.object({ id: z.string() })) });
const tables = z.object({ base: z.object({ tables: z.array(z.object({ name: z.string() })) }) });
const records = z.object({
  base: z.object({ table: z.object({ records: z.object({ nodes: z.array(z.object({ id: z.string() })) }) }) }),
});

const typedBases = z.object({ bases: z.array(z.object({ id: z.string(), name: z.string() })) });
const typedTables = z.object({ tables: z.array(z.object({ label: z.string(), name: z.string() })) });
const longestMs = 20_000;

/** A base that has just been connected is typed a moment later. */
async function findTyped(url: string, token: string, baseId: string): Promise<{ name: string } | undefined> {
  const until = performance.now() + longestMs;
  for (;;) {
    const { bases: typed } = await ask(url, typedBases, "{ bases: graphParts { id name } }", { token });
    const found = typed.find(({ id }) => id === baseId);
    if (found !== undefined || performance.now() > until) return found;
    await delay(200);
  }
}

/** A record of the first base that has one, preferably a deal of the sample base. */
async function findExample(url: string, token: string): Promise<Demo["example"]> {
  const [base] = (await ask(url, bases, "{ bases { id } }", { token })).bases;
  if (base === undefined) return undefined;
  const found = await ask(url, tables, "query ($id: ID!) { base(id: $id) { tables { name } } }", {
    variables: { id: base.id },
    token,
  });
  const names = found.base.tables.map(({ name }) => name);
  const table = names.find((name) => name === "Deals") ?? names[0];
  if (table === undefined) return undefined;
  const query =
    "query ($id: ID!, $table: String!) { base(id: $id) { table(key: $table) { records(first: 1) { nodes { id } } } } }";
  const [record] = (await ask(url, records, query, { variables: { id: base.id, table }, token })).base.table.records
    .nodes;
  if (record === undefined) return undefined;
  const typedBase = await findTyped(url, token, base.id);
  if (typedBase === undefined) return undefined;
  const named = await ask(url, typedTables, "query ($base: ID!) { tables: graphParts(of: $base) { label name } }", {
    variables: { base: base.id },
    token,
  });
  const typedTable = named.tables.find(({ label }) => label === table);
  if (typedTable === undefined) return undefined;
  return { recordId: record.id, typed: { base: typedBase.name, list: typedTable.name } };
}
