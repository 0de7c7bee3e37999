import { ApolloClient, ApolloLink, gql, HttpLink, InMemoryCache } from "@apollo/client";
import { GraphQLWsLink } from "@apollo/client/link/subscriptions";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { fetchExchange, subscriptionExchange, Client as UrqlClient } from "@urql/core";
import { createClient as createSseClient } from "graphql-sse";
import { createClient as createWsClient } from "graphql-ws";
import { WebSocket } from "ws";
import { until } from "../../tests/support/eventually.ts";
import { newPerson } from "../../tests/support/subgraph.ts";
import { type LiveRouter, openRouter } from "./fixtures/open-router.ts";

const callers = new Map([["ann", { caller: newPerson() }]]);
const news = `subscription News($topic: String!, $after: String) {
  news(topic: $topic, after: $after) { __typename cursor text author { __typename id name } }
}`;
const authorization = "Bearer ann";

interface Listener {
  next(data: unknown): void;
  /** In whatever way the client tells it. */
  error(error: unknown): void;
}
/** @returns leaves */
type Listen = (router: LiveRouter, query: string, variables: Record<string, unknown>, listener: Listener) => () => void;

const clients: Record<string, Listen> = {
  "graphql-ws": (router, query, variables, { next, error }) => {
    const client = openWsClient(router);
    const leave = client.subscribe(
      { query, variables },
      { next: ({ data, errors }) => (errors === undefined ? next(data) : error(errors)), error, complete() {} },
    );
    return () => {
      leave();
      void client.dispose();
    };
  },
  "Apollo Client over GraphQLWsLink": (router, query, variables, listener) =>
    listenWithApollo(new GraphQLWsLink(openWsClient(router)), query, variables, listener),
  "Apollo Client over HttpLink, multipart": (router, query, variables, listener) =>
    listenWithApollo(new HttpLink({ uri: router.url, headers: { authorization } }), query, variables, listener),
  "urql over graphql-ws": (router, query, variables, listener) => {
    const client = openWsClient(router);
    const exchange = subscriptionExchange({
      forwardSubscription: ({ query: text = "", variables: given }) => ({
        subscribe: (sink) => ({
          unsubscribe: client.subscribe(
            { query: text, variables: given },
            // urql's result has optional properties where graphql-ws's has undefined ones.
            { ...sink, next: (result) => sink.next(result as Parameters<typeof sink.next>[0]) },
          ),
        }),
      }),
    });
    return listenWithUrql(
      new UrqlClient({ url: router.url, exchanges: [exchange], preferGetMethod: false }),
      query,
      variables,
      listener,
    );
  },
  "urql over fetch": (router, query, variables, listener) => {
    const client = new UrqlClient({
      url: router.url,
      exchanges: [fetchExchange],
      fetchSubscriptions: true,
      fetchOptions: { headers: { authorization } },
      preferGetMethod: false,
    });
    return listenWithUrql(client, query, variables, listener);
  },
  "graphql-sse": (router, query, variables, { next, error }) => {
    const client = createSseClient({ url: router.url, headers: { authorization }, retryAttempts: 0 });
    const leave = client.subscribe(
      { query, variables },
      { next: ({ data, errors }) => (errors === undefined ? next(data) : error(errors)), error, complete() {} },
    );
    return () => {
      leave();
      client.dispose();
    };
  },
};

const overHttp = new Set(["Apollo Client over HttpLink, multipart", "urql over fetch", "graphql-sse"]);

// As browsers have it: Apollo Client looks at its constants.
Object.assign(globalThis, { WebSocket });

describe.each(Object.entries(clients))("%s", (name, listen) => {
  let router: LiveRouter;
  beforeAll(async () => {
    // Sockets that don't answer in time are cut, which a busy machine may be the reason of.
    router = await openRouter({ callers, limits: overHttp.has(name) ? { heartbeatMs: 50 } : {} });
  });
  afterAll(() => router.stop());

  it("gets each event in order, with the fields of other subgraphs, and leaves nothing behind", async () => {
    const told: unknown[] = [];
    const failed: unknown[] = [];
    const leave = listen(
      router,
      news,
      { topic: name },
      {
        next: (data) => told.push(data),
        error: (error) => failed.push(error),
      },
    );
    await until(() => router.feed.openStreams(name) === 1 || failed.length > 0);
    for (let index = 1; index <= 20; index += 1) {
      router.feed.publish(name, `text ${index}, "quoted"\n--- and\r\n---lines é`);
      if (index % 5 === 0) await until(() => told.length === index || failed.length > 0);
    }
    expect(failed).toEqual([]);
    expect(told).toEqual(
      Array.from({ length: 20 }, (_, index) => ({
        news: {
          __typename: "News",
          cursor: String(index + 1),
          text: `text ${index + 1}, "quoted"\n--- and\r\n---lines é`,
          author: { __typename: "Author", id: `author-${index + 1}`, name: `Name of author-${index + 1}` },
        },
      })),
    );
    leave();
    await until(() => router.feed.openStreams(name) === 0);
  });

  it.each([
    ["can't be had", "subscription Refused { refused { __typename text } }", "There is no such thing."],
    ["does not fit the schema", "subscription Nope { nope }", 'Cannot query field "nope"'],
  ])("is told of a subscription that %s", async (_what, query, message) => {
    const failed: unknown[] = [];
    const leave = listen(router, query, {}, { next() {}, error: (error) => failed.push(error) });
    await until(() => failed.length > 0);
    expect(textIn(failed[0])).toContain(message);
    leave();
  });
});

describe("graphql-ws's client", () => {
  it("comes back by itself after it was too slow, with its cursor, and misses nothing", async () => {
    const router = await openRouter({ callers, limits: { queueBytes: 100_000, slowClientMs: 200 } });
    let connected = 0;
    let socket: WebSocket | undefined;
    const client = createWsClient({
      url: router.webSocketUrl,
      webSocketImpl: WebSocket,
      connectionParams: { authorization },
      retryAttempts: 5,
      retryWait: async () => {},
      on: {
        opened(opened) {
          connected += 1;
          socket = opened as WebSocket;
        },
      },
    });
    const seen: string[] = [];
    const variables = { topic: "slow", after: "0" };
    const leave = client.subscribe<{ news: { cursor: string; text: string } }>(
      { query: news, variables },
      {
        next({ data }) {
          if (!data) return;
          // The client sends the same object when it comes back.
          variables.after = data.news.cursor;
          seen.push(data.news.text.slice(0, 10).trim());
        },
        error(error) {
          throw error;
        },
        complete() {},
      },
    );
    await until(() => router.feed.openStreams("slow") === 1);
    socket?.pause();
    let published = 0;
    const publish = () => router.feed.publish("slow", `${published++}`.padEnd(50_000));
    await until(() => {
      publish();
      return router.feed.openStreams("slow") === 0;
    });
    socket?.resume();
    await until(() => connected === 2);
    publish();
    await until(() => seen.length === published);
    expect(seen).toEqual(Array.from({ length: published }, (_, index) => String(index)));
    leave();
    await client.dispose();
    await router.stop();
  });
});

function openWsClient(router: LiveRouter) {
  return createWsClient({
    url: router.webSocketUrl,
    webSocketImpl: WebSocket,
    connectionParams: { authorization },
    retryAttempts: 0,
  });
}

function listenWithApollo(link: ApolloLink, query: string, variables: Record<string, unknown>, listener: Listener) {
  const client = new ApolloClient({ link: ApolloLink.from([link]), cache: new InMemoryCache() });
  const subscription = client.subscribe({ query: gql(query), variables }).subscribe({
    next: ({ data, error }) => (error === undefined ? listener.next(data) : listener.error(error)),
    error: (error: unknown) => listener.error(error),
  });
  return () => {
    subscription.unsubscribe();
    client.stop();
  };
}

function listenWithUrql(client: UrqlClient, query: string, variables: Record<string, unknown>, listener: Listener) {
  const { unsubscribe } = client.subscription(query, variables).subscribe(({ data, error }) => {
    if (error !== undefined) listener.error(error);
    else listener.next(data);
  });
  return unsubscribe;
}

function textIn(error: unknown): string {
  return error instanceof Error ? error.message : JSON.stringify(error).replaceAll('\\"', '"');
}
