import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { silentLogger } from "../../kernel/logger.ts";
import type { Route } from "../http/handle-http.ts";
import { createGraphiqlServer } from "./serve-graphiql.ts";

let folder: string;
let server: Server;
let serve: Route;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "airgraph-graphiql-"));
  writeFileSync(join(folder, "secret.txt"), "not for anybody");
  mkdirSync(join(folder, "page/abc"), { recursive: true });
  writeFileSync(join(folder, "page/graphiql.html"), "<!doctype html>");
  writeFileSync(join(folder, "page/abc/main.js"), "export {};".repeat(1000));
  server = createServer((incoming, response) => {
    const path = incoming.url ?? "";
    void serve(incoming, response, { pathname: path, requestId: "test", logger: silentLogger }).then(
      (served) => served || response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
  rmSync(folder, { recursive: true, force: true });
});

describe("GraphiQL", () => {
  beforeAll(() => {
    serve = createGraphiqlServer({ open: true, folder: join(folder, "page") });
  });

  it("comes with a policy that lets no script in but ours, and is asked for anew each time", async () => {
    for (const path of ["/graphiql", "/graphiql/"]) {
      const { status, headers, text } = await ask(path);
      expect([status, text]).toEqual([200, "<!doctype html>"]);
      expect(headers["content-type"]).toBe("text/html; charset=utf-8");
      expect(headers["cache-control"]).toBe("no-cache");
      expect(headers["content-security-policy"]).toMatch(/default-src 'none'; script-src 'self';/);
    }
  });

  it("has files that browsers keep for ever, compressed for those that can read it", async () => {
    const plain = await ask("/graphiql/abc/main.js");
    expect(plain.text).toHaveLength(10_000);
    expect(plain.headers["content-encoding"]).toBeUndefined();
    expect(plain.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
    const gzipped = await ask("/graphiql/abc/main.js", { "accept-encoding": "br, gzip" });
    expect(gzipped.headers["content-encoding"]).toBe("gzip");
    expect(Number(gzipped.headers["content-length"])).toBeLessThan(500);
    expect((await ask("/graphiql/abc/main.js", { "accept-encoding": "gzip;q=0, br" })).text).toHaveLength(10_000);
  });

  it("does not send again what a browser has", async () => {
    const etag = String((await ask("/graphiql")).headers["etag"]);
    const again = await ask("/graphiql", { "if-none-match": etag });
    expect([again.status, again.text]).toEqual([304, ""]);
  });

  it.each([
    "/graphiql/../secret.txt",
    "/graphiql/abc/../../secret.txt",
    "/graphiql/abc",
    "/graphiql/none.js",
    "/graphiqlx",
  ])("does not serve %s", async (path) => {
    expect((await ask(path)).status).toBe(404);
  });

  it("takes nothing but GET and HEAD", async () => {
    expect((await ask("/graphiql", {}, "POST")).status).toBe(404);
    const { status, headers, text } = await ask("/graphiql", {}, "HEAD");
    expect([status, headers["content-length"], text]).toEqual([200, "15", ""]);
  });
});

describe("without a page", () => {
  it("nothing is there when it is switched off", async () => {
    serve = createGraphiqlServer({ open: false, folder: join(folder, "page") });
    expect((await ask("/graphiql")).status).toBe(404);
  });

  it("says what makes it, and serves it as soon as it is there", async () => {
    const late = join(folder, "late");
    serve = createGraphiqlServer({ open: true, folder: late });
    const { status, text } = await ask("/graphiql");
    expect(status).toBe(503);
    expect(text).toContain("npm start");
    mkdirSync(late);
    writeFileSync(join(late, "graphiql.html"), "made");
    expect((await ask("/graphiql")).text).toBe("made");
  });
});

/** Not fetch: it would resolve the dots and unpack what is compressed. */
function ask(path: string, headers: Record<string, string> = {}, method = "GET") {
  const { port } = server.address() as AddressInfo;
  return new Promise<{ status: number; headers: Record<string, unknown>; text: string }>((resolve, reject) => {
    request({ host: "127.0.0.1", port, path, headers, method }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => {
        const text = Buffer.concat(chunks).toString();
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
      });
    })
      .on("error", reject)
      .end();
  });
}
