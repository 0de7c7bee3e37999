import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";

export interface Program {
  readonly pid: number;
  stop(): Promise<void>;
}

/** The machine may be busy, and some load hundreds of modules. */
const patienceMs = 90_000;
const stopMs = 3_000;
const answerMs = 10_000;

const running = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

/**
 * Starts a program and waits until it is ready.
 * @param options.stderr file that takes what the program says of its troubles; what else it says goes nowhere, as logs do
 * that somebody collects
 * @param options.isReady asked until it answers true; what it throws is told if it never does
 * @throws Error with the end of what the program said
 */
export async function startProgram(options: {
  command: readonly [file: string, ...args: string[]];
  folder: string;
  stderr: string;
  isReady(): Promise<boolean>;
}): Promise<Program> {
  const { command, folder, stderr, isReady } = options;
  const [file, ...args] = command;
  const troubles = openSync(stderr, "w");
  const child = spawn(file, args, {
    cwd: folder,
    stdio: ["ignore", "ignore", troubles],
    env: { ...process.env, NODE_ENV: "production", NO_COLOR: "1" },
  });
  closeSync(troubles);
  // Also while it still starts, and whatever ends this process.
  running.add(child);
  child.once("exit", () => running.delete(child));
  let failure: unknown;
  child.on("error", (cause) => {
    failure = cause;
  });

  const startedAt = performance.now();
  while (performance.now() - startedAt < patienceMs && !hasEnded(child) && child.pid !== undefined) {
    try {
      if (await Promise.race([isReady(), delay(answerMs, false, { ref: false })]))
        return { pid: child.pid, stop: async () => stop(child) };
    } catch (cause) {
      failure = cause;
    }
    await delay(100);
  }
  await stop(child);
  const said = readFileSync(stderr, "utf8").trim().split("\n").slice(-15).join("\n");
  throw new Error(`${command.join(" ")}\nwas not ready: ${String(failure)}\n${said}`);
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || hasEnded(child)) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  const kill = setTimeout(() => child.kill("SIGKILL"), stopMs);
  await ended;
  clearTimeout(kill);
}
