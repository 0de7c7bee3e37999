import { randomUUID } from "node:crypto";
import { getIntrospectionQuery, type IntrospectionQuery } from "graphql";
import {
  denseLinksSeed,
  type EmulatorOptions,
  everyFieldSeed,
  hostileNamesSeed,
  type Seed,
  sampleSeed,
  sampleToken,
} from "../../../emulator/emulator.ts";
import type { Airgraph } from "../../support/airgraph.ts";
import { type Answer, post, webSocketClient } from "../../support/client.ts";
import { until } from "../../support/eventually.ts";
import { type SignedIn, signUp } from "../../support/signed-in.ts";
import { workshopSeed } from "./workshop-seed.ts";

/** Each is granted the bases of one seed. */
export const tokens = {
  sales: sampleToken,
  everyField: "patEVERYFIELD",
  denseLinks: "patDENSELINKS",
  hostileNames: "patHOSTILENAMES",
  workshop: "patWORKSHOP",
} as const;
export type Workspace = keyof typeof tokens;

const seeds: Readonly<Record<Workspace, () => Seed>> = {
  sales: sampleSeed,
  everyField: everyFieldSeed,
  denseLinks: denseLinksSeed,
  hostileNames: hostileNamesSeed,
  workshop: workshopSeed,
};

/** An Airtable without limits where each token was granted bases that no other one was. */
export function typedAirtable(): EmulatorOptions {
  const each = Object.entries(seeds).map(([workspace, make]) => ({
    token: tokens[workspace as Workspace],
    seed: make(),
  }));
  return {
    limits: "off",
    seed: {
      users: sampleSeed().users,
      tokens: each.flatMap(({ token, seed }) => seed.tokens.map((granted) => ({ ...granted, token }))),
      bases: each.flatMap(({ seed }) => seed.bases),
    },
  };
}

/** Somebody new whose tenant is connected to one of the workspaces, and has its graph: which takes a moment. */
export async function signUpIn(airgraph: Airgraph, workspace: Workspace): Promise<SignedIn> {
  const person = await signUp(airgraph);
  const { length: before } = await fieldsOf(airgraph, person, "Query");
  await connect(airgraph, person, workspace);
  await until(async () => (await fieldsOf(airgraph, person, "Query")).length > before);
  return person;
}

async function connect(airgraph: Airgraph, person: Pick<SignedIn, "token">, workspace: Workspace): Promise<void> {
  const mutation = "mutation ($token: String!) { connectAirtable(input: { token: $token }) { id } }";
  await told(airgraph, person, mutation, { token: tokens[workspace] });
}

/** What is asked in a tenant's own words, which no generated code of this repository knows. */
export async function asked<T>(
  { url }: Pick<Airgraph, "url">,
  person: { readonly token?: string },
  query: string,
  variables: Record<string, unknown> = {},
): Promise<Answer<T>> {
  return post<T>(url, JSON.stringify({ query, variables }), person.token);
}

/** Like `asked`, where there must be no error. */
export async function told<T>(
  airgraph: Pick<Airgraph, "url">,
  person: { readonly token?: string },
  query: string,
  variables: Record<string, unknown> = {},
): Promise<T> {
  const { data, errors } = await asked<T>(airgraph, person, query, variables);
  if (errors.length > 0 || data === null || data === undefined)
    throw new Error(`${query} was answered ${JSON.stringify(errors)}`);
  return data;
}

export function codes({ errors }: Pick<Answer<unknown>, "errors">): unknown[] {
  return errors.map(({ extensions }) => extensions?.["code"]);
}

export type Introspected = IntrospectionQuery["__schema"];
export const introspection = getIntrospectionQuery({ inputValueDeprecation: true });

export async function introspect(
  airgraph: Pick<Airgraph, "url">,
  person: { readonly token?: string },
): Promise<Introspected> {
  const { __schema: schema } = await told<IntrospectionQuery>(airgraph, person, introspection);
  return schema;
}

/** One of a type's fields, or of an enum's values, as a schema tells of it. */
export interface SeenField {
  readonly name: string;
  readonly description?: string | null;
  readonly type?: string;
  readonly isDeprecated: boolean;
  readonly deprecationReason: string | null;
}

/** The fields of a type or the values of an enum; nothing when there is no such type. */
export async function fieldsOf(
  airgraph: Pick<Airgraph, "url">,
  person: { readonly token?: string },
  typeName: string,
): Promise<readonly SeenField[]> {
  const answer = await told<{ type: { fields: Told[] | null; enumValues: Told[] | null } | null }>(
    airgraph,
    person,
    `query ($name: String!) { type: __type(name: $name) {
      fields(includeDeprecated: true) { name description isDeprecated deprecationReason type { name kind ofType { name } } }
      enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason } } }`,
    { name: typeName },
  );
  return (answer.type?.fields ?? answer.type?.enumValues ?? []).map(({ type, ...rest }) => ({
    ...rest,
    ...(type === undefined ? {} : { type: type.name ?? type.ofType?.name ?? type.kind }),
  }));
}

interface Told extends Omit<SeenField, "type"> {
  readonly type?: {
    readonly name: string | null;
    readonly kind: string;
    readonly ofType: { readonly name: string } | null;
  };
}

/** A subscription over a WebSocket of its own, whose events are kept as they come. */
export interface Following<T> {
  readonly events: { readonly data?: T | null; readonly errors?: readonly { readonly message: string }[] }[];
  /** Why it ended, if it did. */
  ended(): unknown;
  leave(): Promise<void>;
}

export function follow<T>(
  { url }: Pick<Airgraph, "url">,
  { token }: { readonly token: string },
  query: string,
  variables: Record<string, unknown> = {},
): Following<T> {
  const socket = webSocketClient(url, token);
  const events: Following<T>["events"] = [];
  let ended: unknown;
  const following = (async () => {
    try {
      for await (const event of socket.iterate({ query, variables }))
        events.push(event as Following<T>["events"][number]);
      ended = "complete";
    } catch (error) {
      ended = error;
    }
  })();
  return {
    events,
    ended: () => ended,
    async leave() {
      await socket.dispose();
      await following;
    },
  };
}

/** A name that nothing else has. */
export function unique(what: string): string {
  return `${what} ${randomUUID().slice(0, 8)}`;
}
