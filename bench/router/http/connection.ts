import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { createMessageReader } from "./read-messages.ts";

interface Exchange {
  resolve(answer: Answer): void;
  reject(cause: unknown): void;
}

export interface Answer {
  readonly status: number;
  readonly body: Buffer;
}

/** A keep-alive connection that sends one request at a time: as little of a client as there can be. */
export interface Connection {
  /** @param body in ASCII. Rejects when the connection breaks. */
  post(body: string): Promise<Answer>;
  close(): void;
}

/** @param headers sent with each request besides what HTTP needs */
export async function openConnection(url: string, headers: Readonly<Record<string, string>> = {}): Promise<Connection> {
  const { hostname, port, pathname, host } = new URL(url);
  const socket: Socket = connect({ host: hostname, port: Number(port), noDelay: true });
  await once(socket, "connect");

  let exchange: Exchange | undefined;
  let broken: unknown;
  const told = Object.entries({ host, "content-type": "application/json", accept: "application/json", ...headers });
  const head = [`POST ${pathname} HTTP/1.1`, ...told.map(([name, value]) => `${name}: ${value}`)].join("\r\n");

  socket.on(
    "data",
    createMessageReader((answerHead, body) => {
      const { resolve } = exchange ?? {};
      exchange = undefined;
      resolve?.({ status: Number(answerHead.slice(9, 12)), body });
    }),
  );
  socket.on("error", fail);
  socket.on("close", () => fail(new Error(`${url} closed the connection`)));

  return {
    post: async (body) =>
      new Promise((resolve, reject) => {
        if (broken !== undefined) throw broken;
        exchange = { resolve, reject };
        socket.write(`${head}\r\ncontent-length: ${body.length}\r\n\r\n${body}`, "latin1");
      }),
    close: () => socket.destroy(),
  };

  function fail(cause: unknown): void {
    broken ??= cause;
    exchange?.reject(cause);
    exchange = undefined;
  }
}
