import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { afterEach, describe, expect, it } from "@jest/globals";
import { until } from "../../../tests/support/eventually.ts";
import { freePort } from "../../../tests/support/free-port.ts";
import { Cancellation } from "../../cancellation.ts";
import { steadyClock } from "../../clock.ts";
import { closePlaces, type Handle, serve, serveSockets } from "./fixtures/places.ts";
import { testCertificate } from "./fixtures/test-certificate.ts";
import { createHttpClient, type HttpClient, type HttpClientOptions, type Post } from "./http-client.ts";
import { PostFailure } from "./post-failure.ts";

const opened: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0)) await close();
  closePlaces();
});

function client(origin: string, about: Partial<HttpClientOptions> = {}): HttpClient {
  const made = createHttpClient({
    origin,
    path: "/graphql",
    maximumConnections: 8,
    maximumWaiting: 100,
    maximumBodyBytes: 1_000_000,
    ...about,
  });
  opened.push(() => made.close());
  return made;
}

function post(about: Partial<Post> = {}, withinMs = 30_000): Post {
  return { body: "{}", headers: {}, endsAt: steadyClock.now() + withinMs, repeatable: true, ...about };
}

async function failureOf(answer: Promise<unknown>): Promise<PostFailure> {
  const failure = await answer.catch((error: unknown) => error);
  if (failure instanceof PostFailure) return failure;
  throw new Error(`no failure: ${JSON.stringify(failure)}`);
}

const echo: Handle = (request, response) => {
  const pieces: Buffer[] = [];
  request.on("data", (piece: Buffer) => pieces.push(piece));
  request.on("end", () => {
    const { method, url, headers } = request;
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ method, url, headers, body: Buffer.concat(pieces).toString() }));
  });
};

const answerOk = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok";

describe.each(["http", "https"] as const)("a POST over %s", (scheme) => {
  const trusting = { certificateAuthority: testCertificate.cert };

  it("brings path, headers and body, and back status, type and text", async () => {
    const { origin } = await serve(echo, scheme);
    const body = JSON.stringify({ text: "Zoë 👍" });
    const answer = await client(origin, trusting).post(post({ body, headers: { "x-a": "b" } }));
    expect(answer).toMatchObject({ status: 200, contentType: "application/json", holdsBackslash: true });
    expect(JSON.parse(answer.text)).toMatchObject({
      method: "POST",
      url: "/graphql",
      headers: { host: new URL(origin).host, "content-type": "application/json", "x-a": "b" },
      body,
    });
  });

  it("may be large both ways, in pieces", async () => {
    const { origin } = await serve(echo, scheme);
    const body = "ü".repeat(300_000);
    const { text } = await client(origin, { ...trusting, maximumBodyBytes: 2_000_000 }).post(post({ body }));
    expect(JSON.parse(text)).toMatchObject({ body });
  });

  it("goes by a connection that was used before, many at a time by many", async () => {
    const place = await serve(echo, scheme);
    const made = client(place.origin, trusting);
    for (let index = 0; index < 5; index += 1) await made.post(post());
    expect(place.connections()).toBe(1);
    const bodies = Array.from({ length: 50 }, (_, index) => `${index}`);
    const answers = await Promise.all(bodies.map((body) => made.post(post({ body }))));
    expect(answers.map(({ text }) => (JSON.parse(text) as { body: string }).body)).toEqual(bodies);
    expect(place.connections()).toBe(8);
  });
});

describe("a certificate", () => {
  it("that nobody vouches for is not trusted, and nothing is sent", async () => {
    let asked = 0;
    const { origin } = await serve(() => {
      asked += 1;
    }, "https");
    expect(await failureOf(client(origin).post(post()))).toMatchObject({ kind: "unreached", sent: false });
    expect(asked).toBe(0);
  });

  it("for another name is not trusted", async () => {
    const { origin } = await serve(echo, "https");
    const made = client(origin.replace("localhost", "127.0.0.1"), { certificateAuthority: testCertificate.cert });
    expect(await failureOf(made.post(post()))).toMatchObject({
      kind: "unreached",
      cause: { code: "ERR_TLS_CERT_ALTNAME_INVALID" },
    });
  });
});

describe("a header", () => {
  it.each(["a\r\nx: y", "a\nb", "\0", "ü"])("that holds %j is not sent", async (value) => {
    const { origin, connections } = await serve(echo);
    await expect(client(origin).post(post({ headers: { "x-a": value } }))).rejects.toThrow(TypeError);
    expect(connections()).toBe(0);
  });
});

describe("an answer", () => {
  it.each([
    ["in chunks", (response: ServerResponse) => ["a", "b", "c"].forEach((piece) => response.write(piece))],
    ["after an interim answer", (response: ServerResponse) => response.writeContinue()],
  ])("comes %s", async (_what, prepare) => {
    const { origin } = await serve((_request, response) => {
      prepare(response);
      response.end("d");
    });
    expect((await client(origin).post(post())).text).toMatch(/^(abc)?d$/);
  });

  it("of a server that closes the connection is followed by a new connection", async () => {
    const place = await serve((_request, response) => response.setHeader("connection", "close").end("a"));
    const made = client(place.origin);
    for (let index = 0; index < 3; index += 1) expect((await made.post(post())).text).toBe("a");
    expect(place.connections()).toBe(3);
  });

  it("that ends with the connection is read to there", async () => {
    const { origin } = await serveSockets((socket) =>
      socket.once("data", () => socket.end("HTTP/1.0 200 OK\r\n\r\nabc")),
    );
    expect((await client(origin).post(post())).text).toBe("abc");
  });

  it("with more behind it costs the connection, so that nobody else gets it", async () => {
    const place = await serveSockets((socket) => socket.on("data", () => socket.write(`${answerOk}${answerOk}`)));
    const made = client(place.origin);
    for (let index = 0; index < 3; index += 1) expect((await made.post(post())).text).toBe("ok");
    expect(place.connections()).toBe(3);
  });

  it("that nobody asked for costs the connection", async () => {
    const place = await serveSockets((socket) => {
      socket.once("data", () => socket.write(answerOk));
    });
    const made = client(place.origin);
    await made.post(post());
    const [socket] = place.sockets;
    socket?.write(answerOk);
    await until(() => place.sockets.size === 0);
  });

  it.each([
    ["that is no HTTP", "SSH-2.0-OpenSSH_9.6\r\n\r\n", "malformed"],
    ["that is too large", "HTTP/1.1 200 OK\r\ncontent-length: 100000000\r\n\r\n", "too large"],
    ["that breaks off", "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nab", "broken"],
    ["that never comes", "", "broken"],
  ])("%s fails, with the connection closed", async (_what, wire, kind) => {
    const place = await serveSockets((socket) => socket.once("data", () => socket.end(wire)));
    expect(await failureOf(client(place.origin).post(post()))).toMatchObject({ kind, sent: true });
    await until(() => place.sockets.size === 0);
  });
});

describe("a POST that takes too long", () => {
  it("fails as late, with the connection closed, and the next is answered", async () => {
    let asked = 0;
    const place = await serve((request, response) => {
      asked += 1;
      if (asked !== 2) echo(request, response);
    });
    const made = client(place.origin);
    await made.post(post());
    expect(await failureOf(made.post(post({}, 50)))).toMatchObject({ kind: "late", sent: true });
    await until(() => place.sockets.size === 0);
    expect(await made.post(post())).toMatchObject({ status: 200 });
  });

  it("fails as late when the answer trickles", async () => {
    const { origin } = await serve((_request, response) => {
      const trickle = setInterval(() => response.write("a"), 10);
      response.on("close", () => clearInterval(trickle));
    });
    expect(await failureOf(client(origin).post(post({}, 100)))).toMatchObject({ kind: "late" });
  });

  it("fails as late when there is no connection in time, and nothing was sent", async () => {
    const { origin } = await serveSockets(() => {});
    // TLS is never answered, so that the connection is never ready.
    const made = client(origin.replace("http", "https"), { connectMs: 50 });
    expect(await failureOf(made.post(post()))).toMatchObject({ kind: "late", sent: false });
  });

  it("fails as late when no connection gets free in time", async () => {
    let asked = 0;
    const { origin } = await serve(() => {
      asked += 1;
    });
    const made = client(origin, { maximumConnections: 1 });
    const left = new Cancellation();
    const first = failureOf(made.post(post({ cancellation: left })));
    await until(() => asked === 1);
    expect(await failureOf(made.post(post({}, 50)))).toMatchObject({ kind: "late", sent: false });
    left.cancel();
    expect(await first).toMatchObject({ kind: "given up", sent: true });
  });
});

describe("a POST that nobody waits for any more", () => {
  it("closes its connection, which the other side sees", async () => {
    const place = await serve(() => {});
    const left = new Cancellation();
    const failure = failureOf(client(place.origin).post(post({ cancellation: left })));
    await until(() => place.sockets.size === 1);
    left.cancel();
    expect(await failure).toMatchObject({ kind: "given up" });
    await until(() => place.sockets.size === 0);
  });

  it("leaves the line, and is not sent when it was given up before", async () => {
    let asked = 0;
    const place = await serve(() => {
      asked += 1;
    });
    const made = client(place.origin, { maximumConnections: 1 });
    const held = new Cancellation();
    const first = failureOf(made.post(post({ cancellation: held })));
    await until(() => asked === 1);
    const left = new Cancellation();
    const waiting = failureOf(made.post(post({ cancellation: left })));
    left.cancel();
    expect(await waiting).toMatchObject({ kind: "given up", sent: false });
    expect(await failureOf(made.post(post({ cancellation: left })))).toMatchObject({ kind: "given up", sent: false });
    held.cancel();
    await first;
    expect(asked).toBe(1);
  });

  it("takes all of one request with it, and no other", async () => {
    let asked = 0;
    const waiting: ServerResponse[] = [];
    const { origin } = await serve((_request, response) => {
      asked += 1;
      waiting.push(response);
    });
    const made = client(origin, { maximumConnections: 30 });
    const left = new Cancellation();
    const gone = Array.from({ length: 20 }, () => failureOf(made.post(post({ cancellation: left }))));
    const stays = made.post(post({ cancellation: new Cancellation() }));
    await until(() => asked === 21);
    left.cancel();
    for (const failure of gone) expect(await failure).toMatchObject({ kind: "given up" });
    for (const response of waiting) response.end("a");
    expect(await stays).toMatchObject({ text: "a" });
  });
});

describe("a kept connection", () => {
  /** Answers the first request of every connection, and closes the connection at the second, as a race would. */
  const closesAtTheSecond = (socket: Socket) => {
    let asked = 0;
    socket.on("data", () => {
      asked += 1;
      if (asked === 1) socket.write(answerOk);
      else socket.destroy();
    });
  };

  it("that turns out to be closed costs a repeatable POST nothing", async () => {
    const place = await serveSockets(closesAtTheSecond);
    const made = client(place.origin);
    for (let index = 0; index < 4; index += 1) expect(await made.post(post())).toMatchObject({ text: "ok" });
    expect(place.connections()).toBe(4);
  });

  it("that turns out to be closed fails a POST that may not be repeated", async () => {
    const place = await serveSockets(closesAtTheSecond);
    const made = client(place.origin);
    await made.post(post());
    expect(await failureOf(made.post(post({ repeatable: false })))).toMatchObject({ kind: "broken", sent: true });
    expect(place.connections()).toBe(1);
  });

  it("that breaks in mid-answer fails a POST in any case", async () => {
    const place = await serveSockets((socket) => {
      let asked = 0;
      socket.on("data", () => {
        asked += 1;
        if (asked === 1) socket.write(answerOk);
        else socket.end("HTTP/1.1 200");
      });
    });
    const made = client(place.origin);
    await made.post(post());
    expect(await failureOf(made.post(post()))).toMatchObject({ kind: "broken" });
    expect(place.connections()).toBe(1);
  });

  it("is repeated once only", async () => {
    let asked = 0;
    const place = await serveSockets((socket, number) => {
      socket.on("data", () => {
        asked += 1;
        if (number === 1 && asked === 1) socket.write(answerOk);
        else socket.destroy();
      });
    });
    const made = client(place.origin);
    await made.post(post());
    expect(await failureOf(made.post(post()))).toMatchObject({ kind: "broken" });
    expect(asked).toBe(3);
  });

  it("that the other side closed while it was idle is not used, even by what may not be repeated", async () => {
    const place = await serve(echo);
    const made = client(place.origin);
    for (let index = 0; index < 3; index += 1) {
      expect(await made.post(post({ repeatable: false }))).toMatchObject({ status: 200 });
      for (const socket of place.sockets) socket.destroy();
      await until(() => place.sockets.size === 0);
      // The end of a connection takes its way to this side.
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(place.connections()).toBe(3);
  });

  it("is closed when it was idle for long", async () => {
    const place = await serve(echo);
    await client(place.origin, { idleMs: 50 }).post(post());
    await until(() => place.sockets.size === 0);
  });

  it("is not kept for as long as the other side says it does not keep it", async () => {
    const place = await serveSockets((socket) =>
      socket.on("data", () => socket.write(answerOk.replace("\r\n", "\r\nkeep-alive: timeout=1\r\n"))),
    );
    const made = client(place.origin);
    await made.post(post());
    await made.post(post());
    expect(place.connections()).toBe(2);
  });
});

describe("a client", () => {
  it("lets only so many wait, and tells more at once", async () => {
    const answers: ServerResponse[] = [];
    const { origin } = await serve((_request, response) => answers.push(response));
    const made = client(origin, { maximumConnections: 2, maximumWaiting: 3 });
    const accepted = Array.from({ length: 5 }, () => made.post(post()));
    expect(await failureOf(made.post(post()))).toMatchObject({ kind: "overloaded", sent: false });
    const told = Promise.all(accepted);
    let done = false;
    void told.then(() => (done = true));
    await until(() => {
      for (const response of answers.splice(0)) response.end("a");
      return done;
    });
    expect((await told).map(({ text }) => text)).toEqual(["a", "a", "a", "a", "a"]);
  });

  it("opens connections again for those in line when the ones there are break", async () => {
    const place = await serveSockets((socket, number) =>
      socket.on("data", () => (number === 1 ? socket.destroy() : socket.write(answerOk))),
    );
    const made = client(place.origin, { maximumConnections: 1 });
    const [first, ...others] = [1, 2, 3].map(() => made.post(post()));
    expect(await failureOf(first as Promise<unknown>)).toMatchObject({ kind: "broken" });
    for (const other of others) expect(await other).toMatchObject({ text: "ok" });
    expect(place.connections()).toBe(2);
  });

  it("says that nobody listens, and that nothing was sent", async () => {
    const failure = await failureOf(client(`http://127.0.0.1:${await freePort()}`).post(post()));
    expect(failure).toMatchObject({ kind: "unreached", sent: false, cause: { code: "ECONNREFUSED" } });
  });

  it("lets what is under way end when it closes, takes no more, and leaves no connection", async () => {
    const answers: ServerResponse[] = [];
    const place = await serve((_request, response) => answers.push(response));
    const made = client(place.origin, { maximumConnections: 2 });
    const underWay = Array.from({ length: 3 }, () => made.post(post()));
    await until(() => answers.length === 2);
    const closing = made.close();
    expect(await failureOf(made.post(post()))).toMatchObject({ kind: "closed" });
    for (const response of answers.splice(0)) response.end("a");
    await until(() => answers.length === 1);
    answers[0]?.end("a");
    expect(await Promise.all(underWay)).toHaveLength(3);
    await closing;
    await until(() => place.sockets.size === 0);
  });
});
