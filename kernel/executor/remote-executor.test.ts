import { once } from "node:events";
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "@jest/globals";
import { until } from "../../tests/support/eventually.ts";
import { freePort } from "../../tests/support/free-port.ts";
import { AirgraphError } from "../errors/airgraph-error.ts";
import { silentLogger } from "../logger.ts";
import { type ExecutionRequest, type ExecutionResult, type Executor, isStream } from "./executor.ts";
import { goodIdentity, openSmallSchema } from "./fixtures/small-schema.ts";
import { createRemoteExecutor, type RemoteExecutor } from "./remote-executor.ts";
import { serveExecutor } from "./serve-executor.ts";
import { graphqlPath } from "./wire.ts";

const query: ExecutionRequest = { query: "{ context }", identity: goodIdentity, requestId: "test" };
const subscription = { ...query, query: 'subscription { ticks(of: "x") { number } }' };
const unavailable = { code: "UPSTREAM_UNAVAILABLE", message: "The small service is unavailable." };
const timeout = { code: "TIMEOUT", message: "The small service did not answer in time." };

const opened: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).toReversed()) await close();
});

function remote(port: number, timeoutMs = 30_000): RemoteExecutor {
  const executor = createRemoteExecutor({ name: "small", url: `http://127.0.0.1:${port}`, timeoutMs });
  opened.push(() => executor.close());
  return executor;
}

async function serve(executor: Executor): Promise<{ port: number; stop(): Promise<void> }> {
  const health = { notReady: async () => [] };
  const about = { host: "127.0.0.1", port: 0, portVariable: "PORT", graceMs: 500, health, logger: silentLogger };
  const served = await serveExecutor({ ...about, executor });
  let stopped: Promise<void> | undefined;
  const stop = async () => (stopped ??= served.stop());
  opened.push(stop);
  return { port: Number(new URL(served.url).port), stop };
}

/** Something else than Airgraph at the address. */
async function answering(handle: (request: IncomingMessage, response: ServerResponse) => void): Promise<number> {
  const server = createHttpServer(handle).listen(0, "127.0.0.1");
  await once(server, "listening");
  opened.push(async () => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

/** A wire to a port that can be cut. */
async function wireTo(port: number): Promise<{ port: number; cut(): void }> {
  const ends = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(port, "127.0.0.1");
    for (const end of [near, far]) {
      ends.add(end);
      end.on("error", () => {});
    }
    near.pipe(far).pipe(near);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const cut = () => {
    for (const end of ends) end.destroy();
    server.close();
  };
  opened.push(async () => cut());
  return { port: (server.address() as AddressInfo).port, cut };
}

async function follow(executor: RemoteExecutor): Promise<AsyncIterableIterator<ExecutionResult>> {
  const result = await executor.execute(subscription);
  if (!isStream(result)) throw new Error("no stream");
  return result[Symbol.asyncIterator]() as AsyncIterableIterator<ExecutionResult>;
}

describe("a mutation in another process", () => {
  const refusalOf = async (port: number) => {
    try {
      await remote(port, 200).execute({ ...query, query: "mutation { add(amount: 1) }" });
    } catch (error) {
      if (error instanceof AirgraphError) return { message: error.message, ...error.extensions };
      throw error;
    }
    throw new Error("it was answered");
  };

  it.each([
    ["breaks the connection", unavailable, async () => answering((request) => request.socket.destroy())],
    ["is late", timeout, async () => answering(() => {})],
    ["answers nonsense", unavailable, async () => answering((_request, response) => response.end("<html>"))],
  ])("may have been done when the part %s, and says so", async (_what, { code, message }, listen) => {
    expect(await refusalOf(await listen())).toEqual({
      code,
      message: `${message} The outcome of the mutation is unknown: look before you send it again.`,
      outcome: "unknown",
    });
  });

  it("was not done when nobody listens, and says no such thing", async () => {
    expect(await refusalOf(await freePort())).toEqual(unavailable);
  });
});

describe.each([
  ["query", query],
  ["subscription", subscription],
])("a %s to another process", (_kind, request) => {
  it("says that the part is unavailable when nobody listens, and never where it should have been", async () => {
    const port = await freePort();
    const failure = await remote(port)
      .execute(request)
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ ...unavailable, extensions: { code: "UPSTREAM_UNAVAILABLE" } });
    expect(failure).toMatchObject({ message: expect.not.stringContaining(String(port)) });
  });

  it("says that the part is late when it does not answer in time", async () => {
    const port = await answering(() => {});
    await expect(remote(port, 200).execute(request)).rejects.toMatchObject(timeout);
  });

  it("says that the part is late when it takes the connection and says nothing", async () => {
    const server = createServer((socket) => socket.on("error", () => {})).listen(0, "127.0.0.1");
    await once(server, "listening");
    opened.push(async () => server.close());
    const { port } = server.address() as AddressInfo;
    await expect(remote(port, 200).execute(request)).rejects.toMatchObject(timeout);
  });

  it.each([
    ["HTML", 200, "text/html", "<h1>It works</h1>"],
    ["an error page", 500, "text/html", "<h1>Internal Server Error</h1>"],
    ["a proxy's JSON", 503, "application/json", '{"message":"no healthy upstream"}'],
    ["JSON that is no object", 200, "application/json", "null"],
    ["data of another shape", 200, "application/json", '{"data":5}'],
    ["errors of another shape", 200, "application/json", '{"errors":"all"}'],
    ["half an answer", 200, "application/json", '{"data":{"a":'],
    ["nothing", 200, "application/json", ""],
  ])("says that the part is unavailable when it answers with %s", async (_what, status, type, body) => {
    const port = await answering((_request, response) =>
      response.writeHead(status, { "content-type": type }).end(body),
    );
    await expect(remote(port).execute(request)).rejects.toMatchObject(unavailable);
  });

  it("says that the part is unavailable when the connection breaks before the answer", async () => {
    const port = await answering(({ socket }) => socket.destroy());
    await expect(remote(port).execute(request)).rejects.toMatchObject(unavailable);
  });

  it("is answered again when the part has come back", async () => {
    const port = await freePort();
    const executor = remote(port);
    await expect(executor.execute(request)).rejects.toMatchObject(unavailable);
    const served = await serve(openSmallSchema().executor);
    const relay = createServer((near) => {
      const far = connect(served.port, "127.0.0.1");
      for (const end of [near, far]) end.on("error", () => {});
      near.pipe(far).pipe(near);
    }).listen(port, "127.0.0.1");
    await once(relay, "listening");
    opened.push(async () => relay.close());
    const result = await executor.execute(request);
    if (isStream(result)) await result[Symbol.asyncIterator]().return?.();
    else expect(result).toMatchObject({ data: { context: expect.any(Number) } });
  });
});

describe("a query to another process", () => {
  it("is given up by whoever asked, which the other side is told", async () => {
    let theirs: AbortSignal | undefined;
    const { port } = await serve(async ({ signal }) => {
      theirs = signal;
      return new Promise(() => {});
    });
    const abort = new AbortController();
    const answer = remote(port).execute({ ...query, signal: abort.signal });
    await until(() => theirs !== undefined);
    expect(theirs?.aborted).toBe(false);
    abort.abort();
    await expect(answer).rejects.toMatchObject(unavailable);
    await until(() => theirs?.aborted === true);
  });

  it("carries document, variables, name, identity and request id", async () => {
    const got: ExecutionRequest[] = [];
    const { port } = await serve(async (request) => {
      got.push(request);
      return { data: {} };
    });
    const sent = {
      query: "query A { a }",
      operationName: "A",
      variables: { ü: ["👍", null] },
      identity: "i",
      requestId: "r",
    };
    await remote(port).execute(sent);
    expect(got).toMatchObject([sent]);
  });

  it("is answered with INTERNAL, and nothing else, when the executor behind throws", async () => {
    const { port } = await serve(async () => {
      throw new Error("hunter2");
    });
    const result = await remote(port).execute(query);
    expect(result).toMatchObject({ errors: [{ extensions: { code: "INTERNAL", errorId: expect.any(String) } }] });
    expect(JSON.stringify(result)).not.toContain("hunter2");
  });
});

describe("a stream from another process", () => {
  it("breaks off with UPSTREAM_UNAVAILABLE when the other side dies in the middle", async () => {
    const { executor, streams } = openSmallSchema();
    const served = await serve(executor);
    const wire = await wireTo(served.port);
    const events = await follow(remote(wire.port));
    streams.get("x")?.push({ ticks: { number: 1 } });
    expect(await events.next()).toMatchObject({ done: false });
    const waiting = events.next();
    wire.cut();
    await expect(waiting).rejects.toMatchObject(unavailable);
    await until(() => streams.get("x")?.wasLeft() === true);
  });

  it("breaks off with UPSTREAM_UNAVAILABLE when the other side is told to stop", async () => {
    const { executor, streams } = openSmallSchema();
    const served = await serve(executor);
    const events = await follow(remote(served.port));
    const waiting = expect(events.next()).rejects.toMatchObject(unavailable);
    await served.stop();
    await waiting;
    expect(streams.get("x")?.wasLeft()).toBe(true);
  });

  it("goes on however long there is nothing to tell", async () => {
    const { executor, streams } = openSmallSchema();
    const { port } = await serve(executor);
    const events = await follow(remote(port, 100));
    const waiting = events.next();
    await new Promise((resolve) => setTimeout(resolve, 300));
    streams.get("x")?.push({ ticks: { number: 1 } });
    expect(await waiting).toMatchObject({ value: { data: { ticks: { number: 1 } } } });
    await events.return?.();
  });
});

describe("a served executor", () => {
  async function post(port: number, body: string, path = graphqlPath, method = "POST") {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, ...(method === "POST" ? { body } : {}) });
    return { status: response.status, answer: await response.json() };
  }

  it.each([
    ["no JSON", "{"],
    ["no object", "[]"],
    ["a request without a document", '{"variables":{}}'],
    ["variables of another shape", '{"query":"{ context }","variables":[1]}'],
  ])("refuses %s", async (_what, body) => {
    const { port } = await serve(openSmallSchema().executor);
    expect(await post(port, body)).toMatchObject({
      status: 400,
      answer: { errors: [{ extensions: { code: "BAD_REQUEST" } }] },
    });
  });

  it("runs nothing for somebody without an identity", async () => {
    const { port } = await serve(openSmallSchema().executor);
    expect(await post(port, '{"query":"{ context }"}')).toMatchObject({
      answer: { errors: [{ extensions: { code: "UNAUTHENTICATED" } }] },
    });
  });

  it("sends who subscribes over HTTP to the WebSocket, and lets go of the source", async () => {
    const { executor, streams } = openSmallSchema();
    const { port } = await serve(async (request) => executor({ ...request, identity: goodIdentity }));
    expect(await post(port, JSON.stringify({ query: subscription.query }))).toMatchObject({
      answer: { errors: [{ extensions: { code: "BAD_REQUEST" } }] },
    });
    await until(() => streams.get("x")?.wasLeft() === true);
  });

  it("has nothing elsewhere", async () => {
    const { port } = await serve(openSmallSchema().executor);
    expect(await post(port, "{}", "/other")).toMatchObject({ status: 404 });
    expect(await post(port, "", graphqlPath, "GET")).toMatchObject({ status: 404 });
    expect(await post(port, "", "/health/live", "GET")).toMatchObject({ status: 200 });
  });
});
