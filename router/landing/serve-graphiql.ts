import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import type { Route } from "../http/handle-http.ts";

const graphiqlPath = "/graphiql";

/** Made by scripts/bundle-graphiql.ts: of the build a part, beside the sources made by `npm start`. */
const bundled = fileURLToPath(new URL("./graphiql", import.meta.url));

const mediaTypes: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
};

const headers = {
  // Nothing from elsewhere, and no script but ours. The editor makes style elements; its style sheet holds fonts and images.
  "content-security-policy":
    "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'; style-src 'self' 'unsafe-inline'; " +
    "font-src 'self' data:; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
};

interface File {
  readonly etag: string;
  readonly gzipped: Buffer;
}

/**
 * GraphiQL, for machines that Apollo Sandbox can't be loaded on: all of it comes from here. Nothing is read before somebody
 * asks for it, and then once.
 * @param open whether there is such a page at all
 * @param folder as scripts/bundle-graphiql.ts makes it
 */
export function createGraphiqlServer({ open, folder = bundled }: { open: boolean; folder?: string }): Route {
  let names: Promise<ReadonlySet<string>> | undefined;
  const files = new Map<string, Promise<File>>();

  return async (request, response, { pathname }) => {
    if (!open || (request.method !== "GET" && request.method !== "HEAD")) return false;
    const isPage = pathname === graphiqlPath || pathname === `${graphiqlPath}/`;
    if (!isPage && !pathname.startsWith(`${graphiqlPath}/`)) return false;

    const known = await (names ??= list(folder));
    if (known.size === 0) {
      names = undefined;
      tellUnbuilt(response);
      return true;
    }
    const name = isPage ? "graphiql.html" : pathname.slice(graphiqlPath.length + 1);
    if (!known.has(name)) return false;
    await send(request, response, name);
    return true;
  };

  async function send(request: IncomingMessage, response: ServerResponse, name: string): Promise<void> {
    const { etag, gzipped } = await find(name);
    response.setHeaders(new Map(Object.entries(headers)));
    response.setHeader("etag", etag);
    response.appendHeader("vary", "Accept-Encoding");
    // The folder of all files but the page is named by their content.
    response.setHeader("cache-control", name.includes("/") ? "public, max-age=31536000, immutable" : "no-cache");
    if (request.headers["if-none-match"] === etag) {
      response.writeHead(304).end();
      return;
    }
    const takesGzip = /\bgzip\b(?!;\s*q=0(\.0*)?\s*(,|$))/i.test(request.headers["accept-encoding"] ?? "");
    const body = takesGzip ? gzipped : await promisify(gunzip)(gzipped);
    if (takesGzip) response.setHeader("content-encoding", "gzip");
    response.setHeader("content-type", mediaTypes[extname(name)] ?? "application/octet-stream");
    response.setHeader("content-length", body.length);
    response.end(request.method === "HEAD" ? undefined : body);
  }

  /** A file that could not be read is tried again. */
  function find(name: string): Promise<File> {
    const found = files.get(name) ?? read(join(folder, name));
    files.set(name, found);
    found.catch(() => files.delete(name));
    return found;
  }
}

async function read(path: string): Promise<File> {
  const content = await readFile(path);
  return {
    // Weak: the same for what is compressed and what is not.
    etag: `W/"${createHash("sha256").update(content).digest("base64url").slice(0, 27)}"`,
    gzipped: await promisify(gzip)(content),
  };
}

/** Paths below the folder, with slashes; none when there is no folder. */
async function list(folder: string): Promise<ReadonlySet<string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile());
  return new Set(
    files.map(({ parentPath, name }) =>
      join(parentPath, name)
        .slice(folder.length + 1)
        .replaceAll("\\", "/"),
    ),
  );
}

function tellUnbuilt(response: ServerResponse): void {
  response.writeHead(503, { "content-type": "text/plain; charset=utf-8", "retry-after": "5", ...headers });
  response.end("GraphiQL has not been bundled. `npm start` and `npm run build` do that.\n");
}
