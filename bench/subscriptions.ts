import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { z } from "zod";
import { caller } from "../kernel/identity/caller.ts";
import { type LiveRouter, openRouter } from "../router/live/fixtures/open-router.ts";

/**
 * What open subscriptions cost one router process: memory for each, and how long an event takes to reach all of them, once
 * when all clients are one person's, so that they share one upstream, and once when each is somebody else's. The clients, a
 * socket each, are another process. Exits 1 when the costs grow faster than the number of subscriptions.
 */
const sizes = [500, 1_000, 2_000];
const events = 10;
/** A busy machine measures badly; what is worse than linear shows at a factor of four. */
const tolerance = 2;

const told = z.object({ latenciesMs: z.array(z.number()) });

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

for (const mode of ["shared", "each its own"] as const) {
  const results = [];
  for (const size of sizes) results.push(await measure(mode, size));
  const [first, last] = [results.at(0), results.at(-1)];
  if (first === undefined || last === undefined) continue;
  const growth = last.size / first.size;
  const isLinear = last.bytesEach <= first.bytesEach * tolerance && last.p50 <= first.p50 * growth * tolerance;
  process.stdout.write(`${isLinear ? "✓" : "✗"} ${mode}: linear up to ${last.size}\n`);
  if (!isLinear) process.exitCode = 1;
}

interface Measured {
  readonly size: number;
  readonly bytesEach: number;
  readonly p50: number;
}

async function measure(mode: "shared" | "each its own", size: number): Promise<Measured> {
  const callers = new Map(Array.from({ length: size }, (_, index) => [`token-${index}`, { caller: somebody(index) }]));
  const router = await openRouter({ callers });
  const before = memory();
  const clients = await openClients(router, mode === "shared" ? 1 : size, size);
  const bytesEach = (memory() - before) / size;
  const upstreams = router.feed.openStreams("bench");
  const cpuBefore = process.cpuUsage();
  const latencies: number[] = [];
  for (let event = 0; event < events; event += 1) latencies.push(...(await clients.publish()));
  const { user, system } = process.cpuUsage(cpuBefore);
  clients.stop();
  await router.stop();

  latencies.sort((one, other) => one - other);
  const at = (part: number) => latencies[Math.floor(latencies.length * part)] ?? Number.NaN;
  const figures = [
    `${(bytesEach / 1024).toFixed(1)} KiB each`,
    `an event reaches them in ${at(0.5).toFixed(1)} ms (p50), ${at(0.99).toFixed(1)} ms (p99)`,
    `${((user + system) / events / size).toFixed(1)} µs of CPU a delivery`,
  ];
  process.stdout.write(`· ${mode}, ${size} subscriptions over ${upstreams} upstream: ${figures.join("; ")}\n`);
  return { size, bytesEach, p50: at(0.5) };
}

function memory(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function somebody(index: number) {
  const id = `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`;
  return caller.parse({ kind: "person", userId: id, tenantId: id, roleId: "editor", scopes: ["data:read"] });
}

async function openClients(router: LiveRouter, tokens: number, size: number) {
  const child: ChildProcess = spawn(
    process.execPath,
    ["scripts/run.mjs", "bench/subscribe-many.ts", router.webSocketUrl, String(size), String(tokens)],
    { stdio: ["pipe", "pipe", "inherit"] },
  );
  const { stdin, stdout } = child;
  if (stdin === null || stdout === null) throw new Error("the clients have no pipes");
  const lines = createInterface({ input: stdout });
  const ended = once(child, "exit").then(() => {
    throw new Error("the clients ended");
  });
  ended.catch(() => {});
  const next = async () => String((await Promise.race([once(lines, "line"), ended]))[0]);
  await next();
  return {
    /** How long one event took to each client. */
    async publish(): Promise<readonly number[]> {
      const heard = next();
      router.feed.publish("bench", String(process.hrtime.bigint()));
      return told.parse(JSON.parse(await heard)).latenciesMs;
    },
    stop: () => stdin.end(),
  };
}
