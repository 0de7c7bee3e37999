import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { z } from "zod";

const started = z.object({ kind: z.literal("started") });
const usage = z.object({ kind: z.literal("usage"), cpuMs: z.number(), rssMb: z.number() });
const question = z.enum(["usage", "stop"]);

/** What a worker's process does: it starts, tells what it uses when it is asked, and stops. */
export async function serveBench(start: (databaseUrl: string) => Promise<() => Promise<void>>): Promise<void> {
  const databaseUrl = process.argv[2];
  if (databaseUrl === undefined) throw new Error("a database's URL is missing");
  const stop = await start(databaseUrl);
  process.on("message", (given) => {
    if (question.parse(given) === "stop") void stop().then(() => process.exit(0));
    else {
      const { user, system } = process.cpuUsage();
      process.send?.({ kind: "usage", cpuMs: (user + system) / 1_000, rssMb: process.memoryUsage().rss / 2 ** 20 });
    }
  });
  process.send?.({ kind: "started" });
}

export interface WorkerProcess {
  usage(): Promise<{ cpuMs: number; rssMb: number }>;
  stop(): Promise<void>;
}

/** Starts a worker in a process of its own. */
export async function startWorkerProcess(script: string, databaseUrl: string): Promise<WorkerProcess> {
  const child: ChildProcess = spawn(process.execPath, ["scripts/run.mjs", `bench/workflows/${script}`, databaseUrl], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const failed = once(child, "exit").then(([code]) => {
    throw new Error(`${script} ended with ${String(code)}`);
  });
  const [first] = (await Promise.race([once(child, "message"), failed])) as unknown[];
  failed.catch(() => undefined); // It is meant to end later.
  started.parse(first);
  return {
    async usage() {
      child.send("usage");
      const [answer] = (await once(child, "message")) as unknown[];
      return usage.parse(answer);
    },
    async stop() {
      const ended = once(child, "exit");
      child.send("stop");
      await ended;
    },
  };
}
