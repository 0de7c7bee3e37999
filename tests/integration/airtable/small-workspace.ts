import { randomUUID } from "node:crypto";
import type { EmulatorOptions, Seed } from "../../../emulator/emulator.ts";
import { ids, smallSeed, tokens as smallTokens } from "../../../emulator/testing/small-seed.ts";
import { graphql } from "../../generated/gql.ts";
import type { Airgraph } from "../../support/airgraph.ts";
import { type Answer, expectData } from "../../support/client.ts";
import { type SignedIn, signUp } from "../../support/signed-in.ts";

export { ids };
export const tokens = {
  ...smallTokens,
  /** To be revoked, each by one test of one topology. */
  doomed: ["patDOOMED0", "patDOOMED1"],
  /** Lacks the scope to write records. */
  withoutWriting: "patWITHOUTWRITING",
} as const;
export const syncId = "sync_teams";
/** The workspace of every base of the seed. */
export const workspaceId = "wspSample00000000";
export const oauthClient = {
  id: "airgraph",
  secret: "oauthclientsecret",
  redirectUri: "https://app.example/airtable",
};

/** An Airtable without limits, where everybody consents to everything. */
export function smallAirtable(): EmulatorOptions {
  return { seed: seed(), limits: "off", switches: { oauthConsent: "approve" } };
}

function seed(): Seed {
  const small = smallSeed();
  const [creator] = small.tokens;
  const teams = small.bases[0]?.tables[1];
  if (creator === undefined || teams?.name !== "Teams") throw new Error("the small seed has changed");
  teams.apiEndpointSyncId = syncId;
  return {
    ...small,
    tokens: [
      ...small.tokens,
      ...tokens.doomed.map((token) => ({ ...creator, token })),
      {
        ...creator,
        token: tokens.withoutWriting,
        scopes: creator.scopes.filter((scope) => scope !== "data.records:write"),
      },
    ],
    oauthClients: [
      {
        id: oauthClient.id,
        secret: oauthClient.secret,
        redirectUris: [oauthClient.redirectUri],
        scopes: creator.scopes,
      },
    ],
  };
}

const Connect = graphql(`
  mutation ConnectSmallWorkspace($token: String!) {
    connectAirtable(input: { token: $token }) {
      id
    }
  }
`);

/** Somebody new whose tenant is connected by one of the seed's tokens. */
export async function signUpWith(airgraph: Airgraph, token: string = tokens.creator): Promise<SignedIn> {
  const person = await signUp(airgraph);
  await expectData(airgraph.url, Connect, { token }, person.token);
  return person;
}

export function codes({ errors }: Answer<unknown>): unknown[] {
  return errors.map(({ extensions }) => extensions?.["code"]);
}

/** A record's global `id`. */
export const globalId = (record: string, table: string = ids.people) => `${ids.base}/${table}/${record}`;

const Create = graphql(`
  mutation CreateInSmallWorkspace($input: CreateRecordsInput!) {
    createRecords(input: $input) {
      results {
        id
      }
    }
  }
`);

/** New people, one for each object of cells, under a name that nobody else has. @returns their global ids */
export async function newPeople(
  { url }: Airgraph,
  { token }: Pick<SignedIn, "token">,
  ...people: Record<string, unknown>[]
): Promise<string[]> {
  const records = people.map((cells) => ({ cells: { Name: `Person ${randomUUID()}`, ...cells } }));
  const input = { baseId: ids.base, table: "People", records };
  const { createRecords } = await expectData(url, Create, { input }, token);
  return (createRecords?.results ?? []).map(({ id }) => {
    if (id == null) throw new Error("a record was not created");
    return id;
  });
}

/** Asks Airtable as somebody else would, past Airgraph. */
export async function askAirtable(
  { emulator }: Airgraph,
  method: string,
  path: string,
  body?: unknown,
): Promise<unknown> {
  const answer = await fetch(emulator.url + path, {
    method,
    headers: { authorization: `Bearer ${tokens.creator}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
}

/** The part of a global `id` that Airtable knows a record by. */
export function recordIdOf(id: string): string {
  return id.split("/")[2] ?? "";
}
