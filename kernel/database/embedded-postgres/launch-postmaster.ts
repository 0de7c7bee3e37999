import { spawn } from "node:child_process";
import { open, rename, stat } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { awaitReady } from "./await-ready.ts";
import { EmbeddedPostgresError } from "./embedded-postgres-error.ts";
import { choosePort, isPortFree } from "./free-port.ts";
import type { Binaries } from "./platform-binaries.ts";
import { programEnvironment } from "./program-environment.ts";
import type { RunAs } from "./run-as.ts";

/** Everything one start needs. */
export interface Launch {
  binaries: Binaries;
  dataFolder: string;
  password: string;
  runAs: RunAs | null;
  /** Must be this one, or the start fails. */
  wantedPort: number | undefined;
  /** Taken when it is free. */
  lastPort: number | undefined;
  settings: Readonly<Record<string, string>>;
  onProgress: (message: string) => void;
}

/** A running postmaster. */
export interface Postmaster {
  pid: number;
  port: number;
}

const orphanPatienceMs = 60_000;
const logLimitBytes = 10 * 1024 * 1024;

/**
 * Starts postgres on an existing cluster and waits until it answers. Backends that outlived a killed postmaster still have
 * the folder's shared memory; postgres refuses to start until they notice and end, so it is asked again for up to 60 s.
 *
 * Throws `PORT_TAKEN`, or `START_FAILED` with the last lines of its log.
 */
export async function launchPostmaster(launch: Launch): Promise<Postmaster> {
  const { dataFolder, wantedPort, onProgress } = launch;
  if (wantedPort !== undefined && !(await isPortFree(wantedPort))) throw portTaken(wantedPort);
  const deadline = Date.now() + orphanPatienceMs;
  let lastPort = launch.lastPort;
  for (let told = false; ; ) {
    const port = wantedPort ?? (await choosePort(lastPort));
    const attempt = await attemptStart(launch, port);
    if (attempt.kind === "ready") return { pid: attempt.pid, port };

    const complaint = attempt.log;
    if (/could not bind IPv4 address|could not create any TCP\/IP sockets/.test(complaint)) {
      if (wantedPort !== undefined) throw portTaken(wantedPort);
      lastPort = undefined;
    } else if (/shared memory block .* still in use/.test(complaint) && Date.now() < deadline) {
      if (!told) onProgress("Waiting for the last sessions of a killed Postgres to end");
      told = true;
      await delay(100);
    } else {
      const lines = complaint.trim().split("\n").slice(-4).join(" | ");
      throw new EmbeddedPostgresError(
        "START_FAILED",
        `Postgres on ${dataFolder} ended while it started: ${lines || "it logged nothing"}`,
        { cause: attempt.cause },
      );
    }
  }
}

type Attempt = { kind: "ready"; pid: number } | { kind: "ended"; log: string; cause: unknown };

async function attemptStart(launch: Launch, port: number): Promise<Attempt> {
  const { binaries, dataFolder, password, runAs, settings, onProgress } = launch;
  const logFile = `${dataFolder}.log`;
  await rotateLog(logFile);
  const log = await open(logFile, "a", 0o600);
  try {
    const logStart = (await log.stat()).size;
    const child = spawn(binaries.postgres, ["-D", dataFolder, "-p", String(port), ...settingArguments(settings)], {
      ...runAs,
      // A session of its own: Ctrl-C in a terminal reaches the app only, which drains and then stops postgres.
      detached: true,
      cwd: dataFolder,
      env: programEnvironment(),
      stdio: ["ignore", log.fd, log.fd],
      windowsHide: true,
    });
    let ended = false;
    let cause: unknown;
    child.once("exit", () => {
      ended = true;
    });
    child.once("error", (error) => {
      ended = true;
      cause = error;
    });
    child.unref();
    const outcome = await awaitReady({ port, password, dataFolder }, () => !ended, onProgress);
    if (outcome === "ready" && child.pid !== undefined) return { kind: "ready", pid: child.pid };
    return { kind: "ended", log: await readFrom(logFile, logStart), cause };
  } finally {
    await log.close();
  }
}

/** Ours come first, so that a caller's setting of the same name wins. */
function settingArguments(settings: Readonly<Record<string, string>>): string[] {
  return Object.entries({
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: "100",
    idle_in_transaction_session_timeout: "60s",
    ...settings,
  }).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

async function rotateLog(logFile: string): Promise<void> {
  const size = await stat(logFile).then(
    (info) => info.size,
    () => 0,
  );
  if (size > logLimitBytes) await rename(logFile, `${logFile}.1`);
}

async function readFrom(logFile: string, start: number): Promise<string> {
  const log = await open(logFile, "r");
  try {
    const { size } = await log.stat();
    const buffer = Buffer.alloc(Math.min(size - start, 64 * 1024));
    await log.read(buffer, 0, buffer.length, size - buffer.length);
    return buffer.toString("utf8");
  } finally {
    await log.close();
  }
}

function portTaken(port: number): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    "PORT_TAKEN",
    `Port ${port} on 127.0.0.1 is taken by something else; choose another, or name none and a free one is taken`,
  );
}
