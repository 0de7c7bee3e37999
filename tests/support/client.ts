import { type Client, createClient } from "graphql-ws";
import { WebSocket } from "ws";
import type { TypedDocumentString } from "../generated/graphql.ts";

export interface GraphQLError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

export interface Answer<Data> {
  readonly status: number;
  readonly data: Data | null | undefined;
  readonly errors: readonly GraphQLError[];
  readonly text: string;
}

/** Asks the endpoint over HTTP, typed by the operation. */
export async function ask<Data, Variables>(
  url: string,
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
  token?: string,
): Promise<Answer<Data>> {
  return post(url, JSON.stringify({ query: document.toString(), variables }), token);
}

/** Like `ask`, for an operation that must succeed. */
export async function expectData<Data, Variables>(
  url: string,
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
  token?: string,
): Promise<Data> {
  const { data, errors } = await ask(url, document, variables, token);
  if (errors.length > 0 || data === null || data === undefined)
    throw new Error(`the operation failed: ${JSON.stringify(errors)}`);
  return data;
}

/** Sends any body, as a careless or hostile client may. */
export async function post<Data>(url: string, body: string, token?: string): Promise<Answer<Data>> {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body,
  });
  const text = await response.text();
  const { data, errors = [] } = JSON.parse(text) as { data?: Data | null; errors?: GraphQLError[] };
  return { status: response.status, data, errors, text };
}

/** A graphql-ws client, as a frontend would have it. */
export function webSocketClient(url: string, token?: string): Client {
  return createClient({
    url: `${url.replace(/^http/, "ws")}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    ...(token === undefined ? {} : { connectionParams: { Authorization: `Bearer ${token}` } }),
  });
}

/** Collects a subscription's events until it ends or `enough` says so. */
export async function collect<Data>(
  client: Client,
  document: TypedDocumentString<Data, never> | { toString(): string },
  variables: Record<string, unknown>,
  enough: (events: readonly { data?: Data | null; errors?: readonly GraphQLError[] }[]) => boolean = () => false,
): Promise<{ data?: Data | null; errors?: readonly GraphQLError[] }[]> {
  const events: { data?: Data | null; errors?: readonly GraphQLError[] }[] = [];
  for await (const event of client.iterate<Data & Record<string, unknown>>({ query: document.toString(), variables })) {
    events.push(event as { data?: Data | null; errors?: readonly GraphQLError[] });
    if (enough(events)) break;
  }
  return events;
}
