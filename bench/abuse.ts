import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { Pool } from "undici";
import { judge } from "./measure.ts";
import { startServerProcess } from "./server-process.ts";

/**
 * How long a client with a small query waits while others send what is deep, wide, cyclic, a megabyte, batched, laden with
 * directives, slow to plan, slow to come, or nothing at all; against how long it waits when nobody does. Exits 1 when that is
 * more than promised.
 */
const [seconds = "30", rate = "50"] = process.argv.slice(2);
const pauseMs = 10;
const body = JSON.stringify({ query: "query Healthy { me { id } }" });

const router = await startServerProcess("bench/abuse/router-process.ts", []);
const pool = new Pool(router.url, { connections: 4 });
try {
  await waitTimes(500);
  const quiet = await waitTimes(Number(seconds) * 1_000);
  const abuser = spawn(
    process.execPath,
    ["scripts/run.mjs", "bench/abuse/abuser-process.ts", router.url, String(Number(seconds) + 4), rate],
    { stdio: ["ignore", "inherit", "inherit"] },
  );
  const ended = once(abuser, "exit");
  await delay(3_000);
  const abused = await waitTimes(Number(seconds) * 1_000);
  await ended;
  const tell = (name: string, times: readonly number[]) =>
    process.stdout.write(
      `· ${name}: ${times.length} requests, p50 ${at(times, 0.5).toFixed(2)} ms, p99 ${at(times, 0.99).toFixed(2)} ms\n`,
    );
  tell("quiet", quiet);
  tell("under abuse", abused);
  const met = judge("p99 under abuse", ["abused", at(abused, 0.99)], ["quiet", at(quiet, 0.99)], "ms", 3);
  if (!met) process.exitCode = 1;
} finally {
  await pool.destroy();
  await router.stop();
}

/** Sorted. @throws Error for an answer that is not right */
async function waitTimes(forMs: number): Promise<readonly number[]> {
  const times: number[] = [];
  const endsAt = performance.now() + forMs;
  while (performance.now() < endsAt) {
    const startedAt = performance.now();
    const answer = await pool.request({
      path: "/graphql",
      method: "POST",
      headers: { "content-type": "application/json", authorization: "Bearer healthy" },
      body,
    });
    const text = await answer.body.text();
    times.push(performance.now() - startedAt);
    if (text !== '{"data":{"me":{"id":"1"}}}') throw new Error(`the healthy client was answered ${text}`);
    await delay(pauseMs);
  }
  return times.toSorted((one, other) => one - other);
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
}
