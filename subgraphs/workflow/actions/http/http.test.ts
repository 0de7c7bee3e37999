import { createHmac } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "@jest/globals";
import type { ActionSettings } from "../../definitions/action-steps.ts";
import type { ActionScope } from "../action.ts";
import { newScope } from "../fixtures/new-scope.ts";
import { allowedHosts } from "./allowed-hosts.ts";
import { createGuardedAgent, type FindAddresses } from "./guarded-agent.ts";
import { createHttp } from "./http.ts";
import { privateNetworks } from "./reachable-address.ts";

interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

const now = Date.UTC(2026, 4, 1, 12);
const opened: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0)) await close();
});

/** A server on loopback. @param answer what it does with each request */
async function serve(answer: (request: Received, response: ServerResponse) => void) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      const { method = "", url = "", headers } = request;
      const whole = { method, url, headers, body };
      received.push(whole);
      answer(whole, response);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  opened.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => {
      server.close(resolve);
    });
  });
  const { port } = server.address() as AddressInfo;
  return { received, port, origin: `http://127.0.0.1:${port}` };
}

const json = (value: unknown) => (_request: Received, response: ServerResponse) => {
  response.writeHead(200, { "content-type": "application/json; charset=utf-8" }).end(JSON.stringify(value));
};

interface About {
  /** Of what is allowed; by default the URL's own origin. */
  readonly allow?: string;
  readonly privateAllow?: string;
  readonly findAddresses?: FindAddresses;
}

async function send(
  settings: Partial<ActionSettings<"http">> & { readonly url: string },
  scope: ActionScope = newScope(),
  about: About = {},
) {
  const allowed = allowedHosts.parse(about.allow ?? new URL(settings.url).origin);
  const agent = createGuardedAgent({
    allowed,
    privateNetworks: privateNetworks.parse(about.privateAllow ?? ""),
    ...(about.findAddresses === undefined ? {} : { findAddresses: about.findAddresses }),
  });
  opened.push(async () => agent.destroy());
  const http = createHttp({ agent, allowed, clock: { now: () => now } });
  return http({ method: "GET", headers: {}, idempotent: false, ...settings }, scope);
}

describe("an http step", () => {
  it("sends JSON and answers with JSON", async () => {
    const { origin, received } = await serve(json({ ok: [1, "ä"] }));
    const scope = newScope();
    const answer = await send(
      { method: "POST", url: `${origin}/path?x=1#part`, headers: { "X-Own": "yes" }, body: { a: ["ü"] } },
      scope,
    );
    expect(answer).toMatchObject({
      status: 200,
      headers: { "content-type": "application/json; charset=utf-8" },
      body: { ok: [1, "ä"] },
    });
    expect(received).toMatchObject([
      {
        method: "POST",
        url: "/path?x=1",
        body: '{"a":["ü"]}',
        headers: { "x-own": "yes", "content-type": "application/json", "idempotency-key": scope.effectKey },
      },
    ]);
  });

  it("sends a text as it is, under the type that a header says", async () => {
    const { origin, received } = await serve(json(null));
    await send({ method: "PUT", url: origin, body: "a=b", headers: { "Content-Type": "text/csv" } });
    expect(received).toMatchObject([{ body: "a=b", headers: { "content-type": "text/csv" } }]);
  });

  it.each([
    ["text", "text/plain", "grüße", "grüße"],
    ["bytes that are no text, in base64", "image/png", Buffer.from([0xff, 0xd8]), "/9g="],
    ["nothing", "application/json", "", ""],
  ])("answers with %s", async (_what, type, sent, body) => {
    const { origin } = await serve((_request, response) => response.writeHead(200, { "content-type": type }).end(sent));
    expect(await send({ url: origin })).toMatchObject({ body });
  });

  it("refuses JSON that is none", async () => {
    const { origin } = await serve((_request, response) =>
      response.writeHead(200, { "content-type": "application/problem+json" }).end("{"),
    );
    await expect(send({ url: origin })).rejects.toMatchObject({ code: "UPSTREAM_REJECTED" });
  });

  it("signs what it sends, so that the receiver can verify it", async () => {
    const { origin, received } = await serve(json(null));
    const scope = newScope({ secretValues: { hook: "signing-secret" } });
    await send({ method: "POST", url: origin, body: { a: 1 }, signWith: "hook" }, scope);
    const mac = createHmac("sha256", "signing-secret")
      .update(`${now / 1000}.{"a":1}`)
      .digest("hex");
    expect(received[0]?.headers["x-airgraph-signature"]).toBe(`t=${now / 1000},v1=${mac}`);
  });

  it("puts secrets in just before it sends, in the URL, headers and body", async () => {
    const { origin, received } = await serve(json(null));
    const scope = newScope({ secretValues: { token: "very-secret" } });
    const placeholder = scope.secrets.placeholder("token");
    await send(
      {
        method: "POST",
        url: `${origin}/?key=${placeholder}`,
        headers: { authorization: `Bearer ${placeholder}` },
        body: { placeholder },
      },
      scope,
    );
    expect(received).toMatchObject([
      {
        url: "/?key=very-secret",
        headers: { authorization: "Bearer very-secret" },
        body: '{"placeholder":"very-secret"}',
      },
    ]);
  });

  it("tells no secret that comes back in a refusal", async () => {
    const { origin } = await serve(({ headers }, response) =>
      response.writeHead(401).end(`bad credentials: ${headers.authorization}`),
    );
    const scope = newScope({ secretValues: { token: "very-secret" } });
    const headers = { authorization: scope.secrets.placeholder("token") };
    await expect(send({ url: origin, headers }, scope)).rejects.toMatchObject({
      code: "UPSTREAM_REJECTED",
      message: "The host answered with the status 401: bad credentials: ***",
    });
  });
});

describe("an http step's headers", () => {
  it.each([
    "Host",
    "Connection",
    "Transfer-Encoding",
    "content-length",
    "Proxy-Authorization",
    "Upgrade",
    "X-Airgraph-Signature",
  ])("can't be %s", async (name) => {
    await expect(send({ url: "http://127.0.0.1", headers: { [name]: "x" } })).rejects.toMatchObject({
      code: "BAD_USER_INPUT",
      extensions: { field: "headers" },
    });
  });

  it.each([
    ["a line break", { a: "x\r\nb: y" }],
    ["a line feed", { a: "x\nb: y" }],
    ["a NUL", { a: "x\0" }],
    ["letters beyond Latin-1", { a: "\u010a" }],
    ["a name with a line break", { "a\r\nb": "x" }],
    ["a name with a blank", { "a b": "x" }],
    ["one header twice", { a: "x", A: "y" }],
  ])("can't hold %s", async (_what, headers) => {
    await expect(send({ url: "http://127.0.0.1", headers })).rejects.toMatchObject({ code: "BAD_USER_INPUT" });
  });

  it("can't get a line break by a secret either, which is not told", async () => {
    const scope = newScope({ secretValues: { token: "secret\r\nHost: evil" } });
    const headers = { authorization: scope.secrets.placeholder("token") };
    const refused = await send({ url: "http://127.0.0.1", headers }, scope).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: "BAD_USER_INPUT", message: expect.not.stringContaining("evil") });
  });
});

describe("where an http step may go", () => {
  it("is nowhere unless an operator says so", async () => {
    const { origin, received } = await serve(json(null));
    await expect(send({ url: origin }, newScope(), { allow: "" })).rejects.toMatchObject({
      code: "FORBIDDEN",
      extensions: { field: "url" },
    });
    expect(received).toEqual([]);
  });

  it.each(["https://user:pass@example.com", "no URL", "//example.com"])("is not %s", async (url) => {
    await expect(send({ url }, newScope(), { allow: "*" })).rejects.toMatchObject({ code: "BAD_USER_INPUT" });
  });

  it("is not a private address, whatever allowed name leads there", async () => {
    const { port, received } = await serve(json(null));
    const url = `http://rebound.example:${port}/`;
    const findAddresses: FindAddresses = (_hostname, done) => done(null, [{ address: "127.0.0.1", family: 4 }]);
    await expect(send({ url }, newScope(), { findAddresses })).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect(received).toEqual([]);
  });

  it("is not a name of which one address is private", async () => {
    const { port, received } = await serve(json(null));
    const findAddresses: FindAddresses = (_hostname, done) =>
      done(null, [
        { address: "8.8.8.8", family: 4 },
        { address: "127.0.0.1", family: 4 },
      ]);
    await expect(send({ url: `http://mixed.example:${port}/` }, newScope(), { findAddresses })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    expect(received).toEqual([]);
  });

  it("is the address that was checked: a name that answers otherwise the second time is asked once", async () => {
    const { port, received } = await serve(json("here"));
    const asked: string[] = [];
    const findAddresses: FindAddresses = (hostname, done) => {
      asked.push(hostname);
      // The first is permitted below; the second, on which nothing listens, is where a second question would lead.
      done(null, [{ address: asked.length === 1 ? "127.0.0.1" : "127.0.0.9", family: 4 }]);
    };
    const answer = await send({ url: `http://rebinding.example:${port}/` }, newScope(), {
      findAddresses,
      privateAllow: "127.0.0.1/32",
    });
    expect(answer).toMatchObject({ body: "here" });
    expect(asked).toEqual(["rebinding.example"]);
    expect(received).toHaveLength(1);
  });

  it("is checked anew for the next request, whose name may lead elsewhere by then", async () => {
    const { port, received } = await serve(json("here"));
    const allowed = allowedHosts.parse(`http://rebinding.example:${port}`);
    let address = "127.0.0.1";
    const agent = createGuardedAgent({
      allowed,
      privateNetworks: privateNetworks.parse("127.0.0.1/32"),
      findAddresses: (_hostname, done) => done(null, [{ address, family: 4 }]),
    });
    opened.push(async () => agent.destroy());
    const http = createHttp({ agent, allowed, clock: { now: () => now } });
    const settings = {
      method: "GET",
      url: `http://rebinding.example:${port}`,
      headers: {},
      idempotent: false,
    } as const;
    await http(settings, newScope());
    address = "127.0.0.2";
    await expect(http(settings, newScope())).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect(received).toHaveLength(1);
  });

  it("is a private network that an operator permits", async () => {
    const { port } = await serve(json("inside"));
    const findAddresses: FindAddresses = (_hostname, done) => done(null, [{ address: "127.0.0.1", family: 4 }]);
    const about = { findAddresses, privateAllow: "127.0.0.0/8" };
    expect(await send({ url: `http://intranet.example:${port}/` }, newScope(), about)).toMatchObject({
      body: "inside",
    });
  });

  it.each(["http://127.0.0.1", "http://[::1]", "http://[::ffff:127.0.0.1]", "http://2130706433", "http://0x7f.1"])(
    "is not %s, although every host is allowed by a wildcard",
    async (host) => {
      const { port, received } = await serve(json(null));
      await expect(send({ url: `${host}:${port}/` }, newScope(), { allow: `http://*:${port}` })).rejects.toMatchObject({
        code: "FORBIDDEN",
      });
      expect(received).toEqual([]);
    },
  );
});

describe("a redirect", () => {
  const redirectTo =
    (location: string, status = 302) =>
    (response: ServerResponse) =>
      response.writeHead(status, { location }).end();

  it("is followed within the same origin", async () => {
    const { origin } = await serve(({ url }, response) =>
      url === "/here" ? json("here")({} as Received, response) : redirectTo("/here")(response),
    );
    expect(await send({ url: origin })).toMatchObject({ status: 200, body: "here" });
  });

  it.each([
    ["to another place, even if that is allowed", "GET", "http://127.0.0.1:1/"],
    ["to the metadata of a cloud", "GET", "http://169.254.169.254/latest"],
    ["of a request that is not GET or HEAD", "POST", "/here"],
    ["to what is no URL", "GET", "http://"],
  ] as const)("%s is not followed", async (_what, method, location) => {
    const { origin, received } = await serve((_request, response) => redirectTo(location, 307)(response));
    const allow = `${origin},http://127.0.0.1:1,http://169.254.169.254`;
    await expect(send({ method, url: origin }, newScope(), { allow })).rejects.toMatchObject({
      code: "UPSTREAM_REJECTED",
    });
    expect(received).toHaveLength(1);
  });

  it("is followed five times and no more", async () => {
    const { origin, received } = await serve((_request, response) => redirectTo("/round")(response));
    await expect(send({ url: origin })).rejects.toMatchObject({ code: "UPSTREAM_REJECTED" });
    expect(received).toHaveLength(6);
  });
});

describe("an http step that fails", () => {
  const status =
    (code: number, headers = {}) =>
    async () =>
      (await serve((_request, response) => response.writeHead(code, headers).end("no"))).origin;
  const cut = async () => (await serve((_request, response) => response.destroy())).origin;
  const nowhere = async () => "http://127.0.0.1:1";
  const fate = async (origin: string, about: Partial<ActionSettings<"http">>, scope?: ActionScope) =>
    send({ url: origin, ...about }, scope).then(
      () => "done",
      (error: { code: string }) => error.code,
    );

  it.each([
    ["400", "UPSTREAM_REJECTED", "UPSTREAM_REJECTED", status(400)],
    ["404", "UPSTREAM_REJECTED", "UPSTREAM_REJECTED", status(404)],
    ["429", "RATE_LIMITED", "RATE_LIMITED", status(429)],
    ["500", "UPSTREAM_UNAVAILABLE", "OUTCOME_UNKNOWN", status(500)],
    ["503", "UPSTREAM_UNAVAILABLE", "UPSTREAM_UNAVAILABLE", status(503)],
    ["a connection that breaks off", "UPSTREAM_UNAVAILABLE", "OUTCOME_UNKNOWN", cut],
    ["no connection", "UPSTREAM_UNAVAILABLE", "UPSTREAM_UNAVAILABLE", nowhere],
  ])("by %s is %s for what may be sent again, and else %s", async (_how, repeatable, once, open) => {
    const origin = await open();
    expect(await fate(origin, { method: "GET" })).toBe(repeatable);
    expect(await fate(origin, { method: "DELETE" })).toBe(repeatable);
    expect(await fate(origin, { method: "POST", idempotent: true })).toBe(repeatable);
    expect(await fate(origin, { method: "POST" })).toBe(once);
    expect(await fate(origin, { method: "PATCH" })).toBe(once);
  });

  it("tells how long to wait", async () => {
    const origin = await status(429, { "retry-after": "7" })();
    await expect(send({ url: origin })).rejects.toMatchObject({ extensions: { retryAfterMs: 7_000, status: 429 } });
  });

  it("sends nothing again that may have been done, unless that is harmless", async () => {
    const { origin, received } = await serve(json(null));
    const again = newScope({ maybeDone: true });
    expect(await fate(origin, { method: "POST" }, again)).toBe("OUTCOME_UNKNOWN");
    expect(received).toEqual([]);
    expect(await fate(origin, { method: "POST", idempotent: true }, again)).toBe("done");
    expect(await fate(origin, { method: "PUT" }, again)).toBe("done");
  });

  it("sends the same Idempotency-Key in each attempt", async () => {
    const { origin, received } = await serve(json(null));
    const scope = newScope();
    await send({ method: "POST", url: origin, idempotent: true }, scope);
    await send({ method: "POST", url: origin, idempotent: true }, { ...scope, maybeDone: true });
    expect(new Set(received.map(({ headers }) => headers["idempotency-key"]))).toEqual(new Set([scope.effectKey]));
  });

  it("ends when its time is up, also in the middle of an answer", async () => {
    const { origin } = await serve((_request, response) => void response.writeHead(200).write("begins…"));
    const signal = AbortSignal.timeout(100);
    expect(await fate(origin, {}, newScope({ signal }))).toBe("TIMEOUT");
    expect(await fate(origin, { method: "POST" }, newScope({ signal }))).toBe("OUTCOME_UNKNOWN");
  });

  it("does not take in more than a mebibyte", async () => {
    let written = 0;
    const { origin } = await serve((_request, response) => {
      response.writeHead(200);
      const write = () => {
        while (!response.destroyed && response.write(Buffer.alloc(64 * 1024))) written += 64 * 1024;
        response.once("drain", write);
      };
      write();
    });
    expect(await fate(origin, {})).toBe("UPSTREAM_REJECTED");
    expect(written).toBeLessThan(64 * 1024 * 1024);
  });

  it("takes no answer that is compressed, which could grow without bounds", async () => {
    const { origin, received } = await serve((_request, response) =>
      response.writeHead(200, { "content-encoding": "gzip" }).end("xx"),
    );
    expect(await fate(origin, {})).toBe("UPSTREAM_REJECTED");
    expect(received[0]?.headers["accept-encoding"]).toBe("identity");
  });

  it.each([
    ["url", { url: "" }],
    ["body", { url: "http://127.0.0.1", body: { a: 1 } }],
    ["body", { url: "http://127.0.0.1", method: "POST", body: "a".repeat(1024 * 1024 + 1) }],
  ] as const)("names the setting: %s", async (field, settings) => {
    await expect(send(settings, newScope(), { allow: "*" })).rejects.toMatchObject({
      code: "BAD_USER_INPUT",
      extensions: { field },
    });
  });
});
