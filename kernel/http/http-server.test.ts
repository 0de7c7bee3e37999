import { once } from "node:events";
import { Agent, type IncomingMessage, type RequestOptions, request } from "node:http";
import { connect } from "node:net";
import { afterEach, describe, expect, it } from "@jest/globals";
import { until } from "../../tests/support/eventually.ts";
import { maskError } from "../errors/mask-error.ts";
import { silentLogger } from "../logger.ts";
import { type HttpServerOptions, PortTakenError, sendJson, startHttpServer } from "./http-server.ts";
import { readBody } from "./read-body.ts";

const opened: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0)) await close();
});

async function start(about: Partial<HttpServerOptions> = {}) {
  const server = await startHttpServer({
    host: "127.0.0.1",
    port: 0,
    portVariable: "ROUTER_PORT",
    graceMs: 50,
    handle: async (_request, response) => sendJson(response, 200, "handled"),
    health: { notReady: async () => [] },
    logger: silentLogger,
    ...about,
  });
  let stopped: Promise<void> | undefined;
  const stop = async () => (stopped ??= server.stop());
  opened.push(stop);
  return { url: server.url, port: Number(new URL(server.url).port), stop };
}

describe("health paths", () => {
  it("are live as long as the process answers, and ready when nothing is waited for", async () => {
    const waitingFor: string[] = [];
    const { url } = await start({ health: { notReady: async () => waitingFor } });
    const ask = async (path: string, method = "GET") => (await fetch(url + path, { method })).status;
    expect([await ask("/health/live"), await ask("/health/ready"), await ask("/health/ready", "HEAD")]).toEqual([
      200, 200, 200,
    ]);
    waitingFor.push("database");
    const notReady = await fetch(`${url}/health/ready?verbose`);
    expect(notReady.status).toBe(503);
    expect(await notReady.json()).toEqual({ status: "not ready", waitingFor: ["database"] });
    expect(await ask("/health/live")).toBe(200);
  });

  it("leave every other path and method to the handler", async () => {
    const { url } = await start();
    for (const [path, method] of [
      ["/health", "GET"],
      ["/health/ready/", "GET"],
      ["/health/live", "POST"],
    ] as const) {
      expect(await (await fetch(url + path, { method })).json()).toBe("handled");
    }
  });
});

describe("a handler that throws", () => {
  it("costs its own answer, and shows nothing", async () => {
    const { url } = await start({
      handle: async () => {
        throw new Error("hunter2");
      },
    });
    const response = await fetch(url);
    expect(response.status).toBe(500);
    expect(await response.json()).toEqual({
      errors: [{ message: "Something failed on our side.", extensions: { code: "INTERNAL" } }],
    });
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
  });
});

describe("readBody", () => {
  const maximum = 100_000;

  async function echo() {
    return start({
      handle: async (incoming, response) => {
        try {
          sendJson(response, 200, await readBody(incoming, maximum));
        } catch (error) {
          sendJson(response, 413, maskError(error, silentLogger));
        }
      },
    });
  }

  /** Sends chunks over one connection that is kept. */
  async function send(agent: Agent, port: number, chunks: readonly (string | Buffer)[], announced?: number) {
    const options: RequestOptions = { agent, host: "127.0.0.1", port, method: "POST" };
    const outgoing = request(options);
    if (announced === undefined) outgoing.setHeader("transfer-encoding", "chunked");
    else outgoing.setHeader("content-length", announced);
    for (const chunk of chunks) outgoing.write(chunk);
    outgoing.end();
    const [response] = (await once(outgoing, "response")) as [IncomingMessage];
    const socket = response.socket.localPort;
    let text = "";
    for await (const chunk of response.setEncoding("utf8")) text += String(chunk);
    return { status: response.statusCode, answer: JSON.parse(text) as unknown, socket };
  }

  it("takes a body of the limit, announced or not", async () => {
    const { port } = await echo();
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const body = "a".repeat(maximum);
    expect(await send(agent, port, [body], maximum)).toMatchObject({ status: 200, answer: body });
    expect(await send(agent, port, [body.slice(0, 10), body.slice(10)])).toMatchObject({ status: 200, answer: body });
    agent.destroy();
  });

  it("puts characters together that came in pieces", async () => {
    const { port } = await echo();
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const bytes = Buffer.from("👩‍🚀ä");
    const pieces = Array.from(bytes, (byte) => Buffer.from([byte]));
    expect(await send(agent, port, pieces)).toMatchObject({ answer: "👩‍🚀ä" });
    agent.destroy();
  });

  it.each([
    ["announced", 40 * maximum],
    ["in chunks without a length", undefined],
  ])("refuses more than the limit, %s, and the connection stays usable", async (_how, announced) => {
    const { port } = await echo();
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const chunks = Array.from({ length: 40 }, () => "b".repeat(maximum));
    const refused = await send(agent, port, chunks, announced);
    expect(refused).toMatchObject({
      status: 413,
      answer: { extensions: { code: "PAYLOAD_TOO_LARGE", maximumBytes: maximum } },
    });
    const next = await send(agent, port, ["small"]);
    expect(next).toEqual({ status: 200, answer: "small", socket: refused.socket });
    agent.destroy();
  });

  it("ends with an error when the client goes away in the middle", async () => {
    let failure: unknown;
    const { port } = await start({
      handle: async (incoming) => {
        failure = await readBody(incoming, maximum).catch((error: unknown) => error);
      },
    });
    const socket = connect(port, "127.0.0.1");
    socket.write("POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 50\r\n\r\nhalf");
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.destroy();
    await until(() => failure instanceof Error);
  });
});

describe("stop", () => {
  it("lets requests under way end and takes no new ones", async () => {
    let answer: () => void = () => {};
    let busy = false;
    const { url, stop } = await start({
      graceMs: 60_000,
      handle: async (_request, response) => {
        busy = true;
        await new Promise<void>((resolve) => {
          answer = resolve;
        });
        sendJson(response, 200, "done");
      },
    });
    const underWay = fetch(url);
    await until(() => busy);
    const stopped = stop();
    await expect(fetch(url)).rejects.toThrow();
    answer();
    expect(await (await underWay).json()).toBe("done");
    await stopped;
  });

  it("cuts what has not ended after the grace", async () => {
    let busy = false;
    const { url, stop } = await start({
      handle: async () => {
        busy = true;
        return new Promise(() => {});
      },
    });
    const underWay = expect(fetch(url)).rejects.toThrow();
    await until(() => busy);
    await stop();
    await underWay;
  });
});

describe("a taken port", () => {
  it("is said in a sentence that names what to set", async () => {
    const { port } = await start();
    const starting = start({ port });
    await expect(starting).rejects.toThrow(PortTakenError);
    await expect(starting).rejects.toThrow(
      `Port ${port} is taken by another program. Stop that program, or set ROUTER_PORT to a free port.`,
    );
  });
});
