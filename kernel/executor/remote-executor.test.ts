import { once } from "node:events";
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "@jest/globals";
import { until } from "../../tests/support/eventually.ts";
import { freePort } from "../../tests/support/free-port.ts";
import { Cancellation } from "../cancellation.ts";
import { steadyClock } from "../clock.ts";
import { AirgraphError } from "../errors/airgraph-error.ts";
import { silentLogger } from "../logger.ts";
import { type ExecutionRequest, type ExecutionResult, type Executor, isStream } from "./executor.ts";
import { goodIdentity, openSmallSchema } from "./fixtures/small-schema.ts";
import { createRemoteExecutor, type RemoteExecutor } from "./remote-executor.ts";
import { serveExecutor } from "./serve-executor.ts";

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

/** A wire to a port that holds on to the far side when the near side has gone, as a proxy may. */
async function relayTo(port: number): Promise<{ port: number; isOpen(): boolean }> {
  const far = connect(port, "127.0.0.1").on("error", () => {});
  const server = createServer((near) => {
    near.on("error", () => {});
    opened.push(async () => near.destroy());
    near.pipe(far, { end: false });
    far.pipe(near);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  opened.push(async () => {
    far.destroy();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, isOpen: () => !far.destroyed };
}

async function follow(executor: RemoteExecutor): Promise<AsyncIterableIterator<ExecutionResult>> {
  const result = await executor.execute(subscription);
  if (!isStream(result)) throw new Error("no stream");
  return result[Symbol.asyncIterator]() as AsyncIterableIterator<ExecutionResult>;
}

describe("a mutation in another process", () => {
  const mutation = { ...query, query: "mutation { add(amount: 1) }" };
  const outcomeUnknown = ({ code, message }: { code: string; message: string }) => ({
    code,
    message: `${message} The outcome of the mutation is unknown: look before you send it again.`,
    outcome: "unknown",
  });
  const refusalOf = async (executor: RemoteExecutor, about: Partial<ExecutionRequest> = {}) => {
    try {
      await executor.execute({ ...mutation, ...about });
    } catch (error) {
      if (error instanceof AirgraphError) return { message: error.message, ...error.extensions };
      throw error;
    }
    throw new Error("it was answered");
  };

  it.each([
    ["breaks the connection", async () => answering((request) => request.socket.destroy())],
    ["answers nonsense", async () => answering((_request, response) => response.end("<html>"))],
  ])("may have been done when the part %s, and says so", async (_what, listen) => {
    expect(await refusalOf(remote(await listen()))).toEqual(outcomeUnknown(unavailable));
  });

  it("may have been done when the part is late, and says so", async () => {
    let asked = 0;
    const port = await answering((_request, response) => {
      asked += 1;
      if (asked === 1) response.end('{"data":{}}');
    });
    const executor = remote(port);
    // The connection is there then, so that the mutation is sent for certain.
    await executor.execute(query);
    expect(await refusalOf(executor, { endsAt: steadyClock.now() + 100 })).toEqual(outcomeUnknown(timeout));
  });

  it("was not done when nobody listens, and says no such thing", async () => {
    expect(await refusalOf(remote(await freePort()))).toEqual(unavailable);
  });
});

describe("connections to another process", () => {
  const ok = 'HTTP/1.1 200 OK\r\ncontent-length: 22\r\n\r\n{"data":{"context":1}';
  /** Answers the first request of each connection; what becomes of the second is the test's. */
  async function answeringOnce(second: (socket: Socket) => void): Promise<number> {
    const server = createServer((socket) => {
      let asked = 0;
      socket.on("error", () => {});
      socket.on("data", () => {
        asked += 1;
        if (asked === 1) socket.write(`${ok}}`);
        else second(socket);
      });
      opened.push(async () => socket.destroy());
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    opened.push(async () => server.close());
    return (server.address() as AddressInfo).port;
  }

  it("may be closed in the moment in which a query goes by them", async () => {
    const executor = remote(await answeringOnce((socket) => socket.destroy()));
    for (let index = 0; index < 3; index += 1)
      expect(await executor.execute(query)).toMatchObject({ data: { context: 1 } });
  });

  it("that are closed in the moment in which a mutation goes by them leave its outcome unknown", async () => {
    const executor = remote(await answeringOnce((socket) => socket.destroy()));
    await executor.execute(query);
    await expect(executor.execute({ ...query, query: "mutation { add(amount: 1) }" })).rejects.toMatchObject({
      extensions: { code: "UPSTREAM_UNAVAILABLE", outcome: "unknown" },
    });
  });

  it("that are dead without a word cost a query its time, and the next one nothing", async () => {
    const executor = remote(await answeringOnce(() => {}));
    await executor.execute(query);
    const dead = executor.execute({ ...query, endsAt: steadyClock.now() + 50 });
    await expect(dead).rejects.toMatchObject(timeout);
    expect(await executor.execute(query)).toMatchObject({ data: { context: 1 } });
  });

  it("may be cut off by a part that restarts between two queries", async () => {
    const first = await serve(openSmallSchema().executor);
    const executor = remote(first.port);
    await Promise.all(Array.from({ length: 10 }, () => executor.execute(query)));
    await first.stop();
    await expect(executor.execute(query)).rejects.toMatchObject(unavailable);
    const health = { notReady: async () => [] };
    const about = { host: "127.0.0.1", portVariable: "PORT", graceMs: 500, health, logger: silentLogger };
    const second = await serveExecutor({ ...about, port: first.port, executor: openSmallSchema().executor });
    opened.push(() => second.stop());
    for (let index = 0; index < 10; index += 1)
      expect(await executor.execute(query)).toMatchObject({ data: { context: expect.any(Number) } });
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
    const server = createServer((socket) => {
      socket.on("error", () => {});
      opened.push(async () => socket.destroy()); // Nobody reads from it, so that it does not see the other end go.
    }).listen(0, "127.0.0.1");
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
    ["data and errors that are none", 200, "application/json", '{"data":{},"errors":[5]}'],
    ["data and extensions that are none", 200, "application/json", '{"data":{},"extensions":5}'],
    ["data that is a list", 200, "application/json", '{"data":[]}'],
    ["bytes that are no text", 200, "application/json", "\xff\xfe"],
    ["an empty status", 204, "application/json", ""],
    ["a redirect", 302, "text/plain", "elsewhere"],
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
      for (const end of [near, far]) {
        end.on("error", () => {});
        opened.push(async () => end.destroy());
      }
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
  const answered = async (body: string, status = 200) => {
    const port = await answering((_request, response) => response.writeHead(status).end(body));
    return remote(port).execute(query);
  };

  it.each([
    ["data", '{"data":{"a":1}}'],
    ["no data, and why", '{"data":null,"errors":[{"message":"m","path":["a",0],"extensions":{"code":"C"}}]}'],
    ["data and extensions", '{"data":{"a":{}},"extensions":{"measures":{"calls":1}}}'],
    ["names that JavaScript has uses for", '{"data":{"__proto__":{"constructor":1},"toString":null}}'],
    ["such names and errors", '{"data":{"__proto__":{"constructor":1}},"errors":[{"message":"m"}]}'],
  ])("is answered with %s as it came", async (_what, body) => {
    const { isPlain: _isPlain, ...result } = (await answered(body)) as ExecutionResult;
    expect(JSON.stringify(result)).toBe(body);
  });

  it("is answered without what is no part of a result", async () => {
    expect(await answered('{"data":{"a":1},"server":"x"}')).toEqual({ data: { a: 1 }, isPlain: true });
  });

  it.each([429, 500, 503])("is answered by GraphQL that comes with status %i", async (status) => {
    const body = '{"errors":[{"message":"Too many.","extensions":{"code":"RATE_LIMITED"}}]}';
    expect(await answered(body, status)).toMatchObject({ errors: [{ extensions: { code: "RATE_LIMITED" } }] });
  });

  it.each([
    ["plain", '{"data":{"a":"Zoë 👍"}}', true],
    ["not plain", '{"data":{"a":"a\\"b"}}', undefined],
    ["not plain", '{"data":{"a":"\\u000a"}}', undefined],
  ])("is answered with what is %s: %s", async (_what, body, isPlain) => {
    expect(((await answered(body)) as ExecutionResult).isPlain).toBe(isPlain);
  });

  it("is answered with UPSTREAM_UNAVAILABLE when the answer is larger than allowed, before it has come", async () => {
    let sent = 0;
    const port = await answering((_request, response) => {
      const piece = Buffer.alloc(64 * 1024, "a");
      const more = () => {
        sent += piece.length;
        if (sent < 100_000_000) response.write(piece, more);
      };
      more();
    });
    await expect(remote(port).execute(query)).rejects.toMatchObject(unavailable);
    expect(sent).toBeLessThan(60_000_000);
  });

  it("tells the other side how long it waits, and is given up there when that is over", async () => {
    let theirs: ExecutionRequest | undefined;
    const { port } = await serve(async (request) => {
      theirs = request;
      return new Promise(() => {});
    });
    const relay = await relayTo(port);
    const answer = remote(relay.port).execute({ ...query, endsAt: steadyClock.now() + 1_000 });
    await expect(answer).rejects.toMatchObject(timeout);
    // The relay holds the connection to the other side open.
    await until(() => theirs?.cancellation?.isCancelled === true);
    expect(relay.isOpen()).toBe(true);
  });

  it("is given up by whoever asked, which the other side is told", async () => {
    let theirs: Cancellation | undefined;
    const { port } = await serve(async ({ cancellation }) => {
      theirs = cancellation;
      return new Promise(() => {});
    });
    const ours = new Cancellation();
    const answer = remote(port).execute({ ...query, cancellation: ours });
    await until(() => theirs !== undefined);
    expect(theirs?.isCancelled).toBe(false);
    ours.cancel();
    await expect(answer).rejects.toMatchObject(unavailable);
    await until(() => theirs?.isCancelled === true);
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
    const executor = remote(port);
    await executor.execute(sent);
    const { variables, ...printed } = sent;
    await executor.execute({ ...printed, variablesJson: JSON.stringify(variables) });
    expect(got).toMatchObject([sent, sent]);
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
    const events = await follow(remote(port, 1_000));
    const waiting = events.next();
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    streams.get("x")?.push({ ticks: { number: 1 } });
    expect(await waiting).toMatchObject({ value: { data: { ticks: { number: 1 } } } });
    await events.return?.();
  });
});
