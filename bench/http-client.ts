import { Pool } from "undici";
import { steadyClock } from "../kernel/clock.ts";
import { createHttpClient } from "../kernel/executor/http1/http-client.ts";
import { compareCpu, type Work } from "./cpu.ts";
import { judge } from "./measure.ts";
import { startServerProcess } from "./server-process.ts";

/**
 * What asking a subgraph in another process costs this one, in CPU for each call: the client of the executor port against
 * undici's two ways, with the same requests, by turns. As an operation does, several calls are under way at a time. Exits 1
 * when a promise is broken.
 */
const atATime = 16;
const answerBytes = 2_000;
const path = "/graphql";
const headers = {
  "x-airgraph-identity": "i".repeat(700),
  "x-request-id": "4f9a1c9e-6a1e-4a39-8a34-0f2c0a4f5a11",
};
const representations = Array.from({ length: 10 }, (_, id) => ({ __typename: "Record", id: `rec${id}` }));
const body = JSON.stringify({
  query:
    "query Q($representations: [_Any!]!) { _entities(representations: $representations) { ... on Record { id cells } } }",
  variables: { representations },
});

const server = await startServerProcess("bench/answer-json.ts", [String(answerBytes)]);
const client = createHttpClient({
  origin: server.url,
  path,
  maximumConnections: 64,
  maximumWaiting: 1_000,
  maximumBodyBytes: 32 * 1024 * 1024,
});
const pool = new Pool(server.url, { connections: 64 });
const undiciHeaders = { "content-type": "application/json", accept: "application/json", ...headers };

try {
  const [ours = 0, request = 0, dispatch = 0] = await compareCpu(
    [
      many(async () => {
        const endsAt = steadyClock.now() + 60_000;
        return (await client.post({ body, headers, endsAt, repeatable: true })).text;
      }),
      many(async () => {
        const answer = await pool.request({ path, method: "POST", headers: undiciHeaders, body });
        return answer.body.text();
      }),
      many(dispatched),
    ],
    { rounds: 40, warmUpRounds: 15, runsPerRound: 40 },
  );
  const perCall = (spent: number) => spent / atATime;
  const subject = ["ours", perCall(ours)] as const;
  const verdicts = [
    judge("CPU of a call, to undici's request", subject, ["request", perCall(request)], "µs", 0.7),
    judge("CPU of a call, to undici's dispatch", subject, ["dispatch", perCall(dispatch)], "µs", 0.85),
  ];
  process.exitCode = verdicts.every(Boolean) ? 0 : 1;
} finally {
  await Promise.all([client.close(), pool.close()]);
  await server.stop();
}

function many(call: () => Promise<string>): Work {
  return async () => {
    const texts = await Promise.all(Array.from({ length: atATime }, call));
    for (const text of texts) if (text.length < answerBytes) throw new Error(`it answered: ${text.slice(0, 200)}`);
  };
}

function dispatched(): Promise<string> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    pool.dispatch(
      { path, method: "POST", headers: undiciHeaders, body },
      {
        onRequestStart() {},
        onResponseStart() {},
        onResponseData(_controller, piece) {
          pieces.push(piece);
        },
        onResponseEnd() {
          resolve(Buffer.concat(pieces).toString("utf8"));
        },
        onResponseError(_controller, error) {
          reject(error);
        },
      },
    );
  });
}
