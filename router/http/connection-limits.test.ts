import { connect, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "@jest/globals";
import { until } from "../../tests/support/eventually.ts";
import { serveShop } from "../fixtures/serve-shop.ts";
import type { GraphConfig } from "../serve-graph.ts";

const opened: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).toReversed()) await close();
});

async function start(config: Partial<GraphConfig>, beforeAnswer: () => Promise<void> = async () => {}) {
  const shop = await serveShop({ config, beforeAnswer });
  opened.push(async () => shop.stop());
  return shop;
}

function open(url: string): Socket {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.on("error", () => {});
  opened.push(() => socket.destroy());
  return socket;
}

function post(query: string): string {
  const body = JSON.stringify({ query });
  return `POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
}

async function ask(endpoint: string, address: string) {
  return fetch(endpoint, {
    method: "POST",
    headers: { "content-type": "application/json", "x-forwarded-for": address },
    body: JSON.stringify({ query: "{ item { id } }" }),
  });
}

describe("a client that asks for much and reads nothing", () => {
  it("is cut off, its answers don't pile up, and others are answered meanwhile", async () => {
    const shop = await start({ answerMs: 5 });
    const reads: Socket[] = [];
    for (let at = 0; at < 5; at += 1) {
      const socket = open(shop.url).pause();
      socket.write(post("{ long(length: 20000000) }").repeat(10));
      reads.push(socket);
    }
    await until(() => shop.asked() === reads.length);
    expect((await ask(shop.endpoint, "")).status).toBe(200);
    // What the operating systems hold is still to be had; then comes the end instead of the rest.
    await new Promise((resolve) => setTimeout(resolve, 5 * Math.ceil(20_000_000 / (128 * 1024)) + 500));
    const received = await Promise.all(reads.map(readToEnd));
    for (const bytes of received) expect(bytes).toBeLessThan(20_000_000);
    expect(shop.asked()).toBe(reads.length + 1);
  });
});

describe("connections of one address", () => {
  it("are refused beyond their number", async () => {
    const shop = await start({ socketsPerAddress: 3 });
    const held = [open(shop.url), open(shop.url), open(shop.url)];
    await Promise.all(held.map(async (socket) => new Promise((resolve) => socket.once("connect", resolve))));
    const refused = open(shop.url);
    let received = "";
    refused.on("data", (data: Buffer) => {
      received += data.toString();
    });
    await until(() => refused.closed);
    expect(received).toMatch(/^HTTP\/1\.1 429 /);
    held[0]?.destroy();
    await until(async () => (await ask(shop.endpoint, "").catch(() => undefined))?.status === 200);
  });

  it("are the proxies' behind proxies: there, requests under way of one client are refused beyond their number", async () => {
    let letGo: () => void = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const shop = await start({ socketsPerAddress: 2, trustedProxyHops: 1 }, () => held);
    const underWay = [ask(shop.endpoint, "192.0.2.1"), ask(shop.endpoint, "192.0.2.1")];
    await until(() => shop.asked() === 2);
    const refused = await ask(shop.endpoint, "192.0.2.1");
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "5"]);
    expect(await refused.json()).toMatchObject({
      errors: [{ extensions: { code: "RATE_LIMITED", retryAfterMs: 5_000 } }],
    });
    const others = ["192.0.2.2", "192.0.2.3"].map(async (address) => ask(shop.endpoint, address));
    await until(() => shop.asked() === 4);
    letGo();
    for (const answer of await Promise.all([...underWay, ...others])) expect(answer.status).toBe(200);
    await until(async () => (await ask(shop.endpoint, "192.0.2.1")).status === 200);
  });
});

async function readToEnd(socket: Socket): Promise<number> {
  let bytes = 0;
  socket.on("data", (data: Buffer) => {
    bytes += data.length;
  });
  socket.resume();
  await until(() => socket.closed);
  return bytes;
}
