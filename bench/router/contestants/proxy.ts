import { readFileSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import { Pool } from "undici";
import { z } from "zod";
import { type SubgraphName, subgraphNames } from "../graph/subgraph-sdl.ts";
import { exampleTag, findTag } from "../graph/tag.ts";
import { recordTagged } from "../graph/tagged-text.ts";
import { type Connection, openConnection } from "../http/connection.ts";

/**
 * The limit of what a gateway in Node can reach: it sends the fetches of the plan, which it knows by heart, and answers with
 * what it knows to be the answer. Usage: `proxy.js <port> <raw|undici> <recording>`, the recording as a file.
 */
const [port = "", client = "", file = ""] = process.argv.slice(2);

const recording = z
  .object({
    urls: z.record(z.enum(subgraphNames), z.string()),
    operations: z.array(
      z.object({
        request: z.string(),
        waves: z.array(z.array(z.object({ subgraph: z.enum(subgraphNames), body: z.string() }))),
        answer: z.string(),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(file, "utf8")));

type Post = (subgraph: SubgraphName, body: string) => Promise<void>;
const post = client === "raw" ? createRawPost() : createUndiciPost();

const plans = new Map(
  recording.operations.map(({ request, waves, answer }) => [
    request,
    {
      waves: waves.map((wave) => wave.map(({ subgraph, body }) => ({ subgraph, pieces: body.split(exampleTag) }))),
      answer: recordTagged(answer, exampleTag),
    },
  ]),
);

createServer((request, response) => {
  const pieces: Buffer[] = [];
  request.on("data", (piece: Buffer) => pieces.push(piece));
  request.on("end", () => {
    void respond(Buffer.concat(pieces).toString("latin1"), response);
  });
}).listen(Number(port), "127.0.0.1");

async function respond(body: string, response: ServerResponse): Promise<void> {
  const tag = findTag(body) ?? exampleTag;
  const plan = plans.get(body.replaceAll(tag, exampleTag));
  if (plan === undefined) throw new Error(`not one of the recorded operations: ${body}`);
  for (const wave of plan.waves)
    await Promise.all(wave.map(async ({ subgraph, pieces }) => post(subgraph, pieces.join(tag))));
  const bytes = plan.answer.fill(tag);
  response.writeHead(200, { "content-type": "application/json", "content-length": bytes.length });
  response.end(bytes);
}

function createRawPost(): Post {
  const idle = Object.fromEntries(subgraphNames.map((name) => [name, [] as Connection[]])) as Record<
    SubgraphName,
    Connection[]
  >;
  return async (subgraph, body) => {
    const connection = idle[subgraph].pop() ?? (await openConnection(recording.urls[subgraph]));
    await connection.post(body);
    idle[subgraph].push(connection);
  };
}

function createUndiciPost(): Post {
  const headers = { "content-type": "application/json", accept: "application/json" };
  const pools = Object.fromEntries(
    subgraphNames.map((name) => [name, new Pool(new URL(recording.urls[name]).origin, { connections: 64 })]),
  ) as Record<SubgraphName, Pool>;
  return async (subgraph, body) =>
    new Promise((resolve, reject) => {
      pools[subgraph].dispatch(
        { method: "POST", path: new URL(recording.urls[subgraph]).pathname, headers, body },
        {
          onRequestStart() {},
          onResponseData() {},
          onResponseEnd: () => resolve(),
          onResponseError: (_controller, error) => reject(error),
        },
      );
    });
}
