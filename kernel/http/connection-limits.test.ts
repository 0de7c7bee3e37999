import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { connect, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, describe, expect, it } from "@jest/globals";
import { until } from "../../tests/support/eventually.ts";
import { silentLogger } from "../logger.ts";
import { type ConnectionLimits, sendJson, startHttpServer } from "./http-server.ts";

const generous: ConnectionLimits = {
  maximumSockets: 1_000,
  socketsPerAddress: 1_000,
  headersTimeoutMs: 60_000,
  requestTimeoutMs: 60_000,
  keepAliveMs: 60_000,
  maximumHeaderBytes: 16_384,
  answerMs: 60_000,
  waitingAnswerBytes: 1_000_000_000,
};
/** More than two machines' buffers hold. */
const large = 20_000_000;
const ask = "GET / HTTP/1.1\r\nhost: a\r\n\r\n";

const opened: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).toReversed()) await close();
});

async function start(
  limits: Partial<ConnectionLimits>,
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void> = async (_request, response) =>
    sendJson(response, 200, "small"),
) {
  const server = await startHttpServer({
    host: "127.0.0.1",
    port: 0,
    portVariable: "PORT",
    graceMs: 50,
    handle,
    health: { notReady: async () => [] },
    limits: { ...generous, ...limits },
    logger: silentLogger,
  });
  opened.push(async () => server.stop());
  return { port: Number(new URL(server.url).port), server: server.server };
}

/** A connection that sends `text`, and what came back until it was closed or `isEnough`. */
function open(port: number, localAddress = "127.0.0.1"): Socket {
  const socket = connect({ port, host: "127.0.0.1", localAddress });
  socket.on("error", () => {});
  opened.push(() => socket.destroy());
  return socket;
}

async function answerTo(socket: Socket, text: string, isEnough: (received: string) => boolean = () => false) {
  let received = "";
  socket.on("data", (data: Buffer) => {
    received += data.toString();
  });
  socket.write(text);
  await until(() => socket.closed || isEnough(received));
  return received;
}

const isSmall = (received: string) => received.endsWith('"small"');

describe("connections", () => {
  it("of one address beyond its number are refused without being read, and others' are not", async () => {
    let handled = 0;
    const { port } = await start({ socketsPerAddress: 2 }, async (_request, response) => {
      handled += 1;
      sendJson(response, 200, "small");
    });
    const held = [open(port), open(port)];
    for (const socket of held) expect(await answerTo(socket, ask, isSmall)).toMatch(/^HTTP\/1\.1 200 /);
    const refused = open(port);
    expect(await answerTo(refused, ask)).toMatch(/^HTTP\/1\.1 429 .*retry-after: 5/s);
    expect(handled).toBe(2);
    expect(await answerTo(open(port, "127.0.0.2"), ask, isSmall)).toMatch(/^HTTP\/1\.1 200 /);
  });

  it("have their place again once another is closed", async () => {
    const { port, server } = await start({ socketsPerAddress: 1 });
    for (let times = 0; times < 3; times += 1) {
      const socket = open(port);
      expect(await answerTo(socket, ask, isSmall)).toMatch(/^HTTP\/1\.1 200 /);
      socket.destroy();
      await once(socket, "close");
      await until(async () => (await openSockets(server)) === 0);
    }
  });

  it("beyond the number of the process are closed, whatever their address", async () => {
    const { port } = await start({ maximumSockets: 2 });
    const first = open(port, "127.0.0.2");
    for (const socket of [first, open(port, "127.0.0.3")])
      expect(await answerTo(socket, ask, isSmall)).toMatch(/^HTTP\/1\.1 200 /);
    expect(await answerTo(open(port, "127.0.0.4"), ask)).toBe("");
    expect(await answerTo(first, ask, isSmall)).toMatch(/^HTTP\/1\.1 200 /);
  });
});

describe("a client that does not read", () => {
  const body = "x".repeat(large);
  const answerLarge = async (_request: IncomingMessage, response: ServerResponse) => sendJson(response, 200, body);

  it("is cut off when the time of its answer is over", async () => {
    const { port, server } = await start({ answerMs: 2 }, answerLarge);
    const socket = open(port);
    socket.pause();
    socket.write(ask);
    const allowedMs = 2 * Math.ceil(large / (128 * 1024));
    await until(async () => (await openSockets(server)) === 1);
    const startedAt = performance.now();
    await until(async () => (await openSockets(server)) === 0);
    expect(performance.now() - startedAt).toBeGreaterThan(allowedMs / 2);
  });

  it("is given its time: who reads slowly, but in time, gets all of it", async () => {
    const { port } = await start({ answerMs: 100 }, answerLarge);
    const socket = open(port);
    let received = 0;
    socket.on("data", (data: Buffer) => {
      received += data.length;
      socket.pause();
      setTimeout(() => socket.resume(), 1);
    });
    socket.write(ask);
    await until(() => received > large);
    expect(socket.closed).toBe(false);
  });

  it("is not waited for when all that waits is more than may be: the one that waited longest goes first", async () => {
    const { port, server } = await start({ waitingAnswerBytes: 2.5 * large }, answerLarge);
    const sockets: Socket[] = [];
    server.on("connection", (socket: Socket) => sockets.push(socket));
    for (let at = 0; at < 4; at += 1) {
      const answered = once(server, "request");
      open(port).pause().write(ask);
      const [, response] = (await answered) as [IncomingMessage, ServerResponse];
      await until(() => response.writableEnded);
    }
    await until(() => sockets.filter(({ destroyed }) => destroyed).length === 2);
    expect(sockets.map(({ destroyed }) => destroyed)).toEqual([true, true, false, false]);
  });

  it("holds one answer, however many requests it sends at once", async () => {
    let handled = 0;
    const { port } = await start({}, async (_request, response) => {
      handled += 1;
      sendJson(response, 200, body);
    });
    const socket = open(port);
    socket.pause();
    socket.write(ask.repeat(500));
    await until(() => handled > 0);
    await delay(200);
    expect(handled).toBe(1);
  });
});

it("requests that come at once are answered in turn, bodies included", async () => {
  const { port } = await start({}, async (request, response) => {
    let text = "";
    for await (const chunk of request.setEncoding("utf8")) text += String(chunk);
    await delay(text === "1" ? 50 : 0);
    sendJson(response, 200, text);
  });
  const posts = Array.from({ length: 20 }, (_, at) => {
    const text = String(at + 1);
    return `POST / HTTP/1.1\r\nhost: a\r\ncontent-length: ${text.length}\r\n\r\n${text}`;
  });
  const received = await answerTo(open(port), posts.join(""), (text) => text.endsWith('"20"'));
  expect([...received.matchAll(/\r\n\r\n"(\d+)"/g)].map(([, number]) => Number(number))).toEqual(
    Array.from({ length: 20 }, (_, at) => at + 1),
  );
});

async function openSockets(server: { getConnections(tell: (error: Error | null, count: number) => void): unknown }) {
  return new Promise<number>((resolve) => server.getConnections((_error, count) => resolve(count)));
}
