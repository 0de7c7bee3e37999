import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Seed } from "../../../emulator/seed/seed.ts";
import { type EmulatorProcess, startEmulatorProcess } from "../../../emulator/testing/emulator-process.ts";
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from "../../../kernel/database/embedded-postgres/start-embedded-postgres.ts";
import { generateSecrets } from "../../../scripts/development/secrets.ts";
import { buildPrograms } from "../../support/built-programs.ts";
import { freePorts } from "../../support/free-port.ts";
import { type Relay, startRelay } from "./relay.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const workerCount = 2;

/** A worker as a process of its own, which reaches Postgres and the supergraph over connections that can be cut. */
export interface WorkerUnderTest {
  readonly toDatabase: Relay;
  readonly toSupergraph: Relay;
  /** kill -9. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** Stops it in its tracks, as a machine does that swaps; `resume` lets it go on as if nothing had been. */
  suspend(): void;
  resume(): void;
}

/** All of Airgraph on one machine: a router with all subgraphs, workers, Postgres and the emulator, each a process. */
export interface StormSystem {
  readonly url: string;
  readonly emulatorUrl: string;
  readonly mailFolder: string;
  readonly databaseUrl: string;
  readonly workers: readonly WorkerUnderTest[];
  /** Over which those who watch come. */
  readonly toSubscribers: Relay;
  /** kill -9 of the postmaster. */
  killPostgres(): Promise<void>;
  startPostgres(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * @param options.logFile where all processes log to
 * @param options.sagaLateMs how long sagas wait for writes that may still come about
 */
export async function startStormSystem(
  seed: Seed,
  { logFile, sagaLateMs }: { readonly logFile: string; readonly sagaLateMs: number },
): Promise<StormSystem> {
  const programs = await buildPrograms();
  const folder = await mkdtemp(join(tmpdir(), "airgraph-storm-"));
  await chmod(folder, 0o755); // Started by root, Postgres runs as somebody else, who must be able to reach its folder.
  const log = createWriteStream(logFile);
  const [seedFile, mailFolder] = [join(folder, "seed.json"), await mkdtemp(join(folder, "mail-"))];
  await writeFile(seedFile, JSON.stringify(seed));
  const options = { folder: join(folder, "postgres"), password: randomUUID(), settings: { fsync: "off" } };
  let postgres: EmbeddedPostgres = await startEmbeddedPostgres(options);
  const { url: databaseUrl, port: databasePort } = postgres;
  const emulator: EmulatorProcess = await startEmulatorProcess("--seed", seedFile);
  const [routerPort = 0] = await freePorts(1);
  const url = `http://127.0.0.1:${routerPort}`;
  const settings = {
    ...generateSecrets(),
    DATABASE_URL: databaseUrl,
    AIRTABLE_API_URL: emulator.url,
    AIRTABLE_OAUTH_URL: `${emulator.url}/oauth2/v1`,
    AIRTABLE_CALLS_PER_BASE: "0",
    AIRTABLE_CALLS_PER_OWNER: "0",
    MAIL_FOLDER: mailFolder,
    RATE_LIMITS: "off",
    ACCESS_TOKEN_MINUTES: "60",
    ROUTER_URL: url,
    ROUTER_PORT: String(routerPort),
    AIRTABLE_WEBHOOK_URL: "",
    LOG_LEVEL: "info",
    LOG_FORMAT: "json",
    SANDBOX: "true",
    APOLLO_TELEMETRY_DISABLED: "true",
    WORKFLOW_WORKS: "false",
    // After these two nothing comes about any more.
    AIRTABLE_MAX_BULK_WAIT_MS: String(sagaLateMs / 2),
    AIRTABLE_TIMEOUT_MS: String(sagaLateMs / 2),
    SAGA_LATE_MS: String(sagaLateMs),
  };

  async function launch(program: string, given: Record<string, string>, ready: string): Promise<ChildProcess> {
    const child = spawn(process.execPath, programs(program), {
      cwd: root,
      env: { PATH: process.env["PATH"], ...settings, ...given },
      stdio: ["ignore", "pipe", "pipe"],
    });
    await new Promise<void>((resolve, reject) => {
      const keep = (line: string) => {
        log.write(`${line}\n`);
        if (line.includes(ready)) resolve();
      };
      createInterface({ input: child.stdout }).on("line", keep);
      createInterface({ input: child.stderr }).on("line", keep);
      child.once("exit", (code) => reject(new Error(`${program} ended with ${code}; see ${logFile}`)));
    });
    return child;
  }

  async function newWorker(): Promise<WorkerUnderTest> {
    const [toDatabase, toSupergraph] = [await startRelay(databasePort), await startRelay(routerPort)];
    const throughRelay = new URL(databaseUrl);
    throughRelay.port = String(toDatabase.port);
    const given = { DATABASE_URL: throughRelay.href, ROUTER_URL: `http://127.0.0.1:${toSupergraph.port}` };
    let child: ChildProcess | undefined;
    return {
      toDatabase,
      toSupergraph,
      async start() {
        child = await launch("subgraphs/worker-main.ts", given, '"carries out runs and sagas"');
      },
      kill: () => end(child, "SIGKILL"),
      suspend: () => void child?.kill("SIGSTOP"),
      resume: () => void child?.kill("SIGCONT"),
    };
  }

  const router = await launch("router/main.ts", {}, " listens");
  const toSubscribers = await startRelay(routerPort);
  const workers: WorkerUnderTest[] = [];
  for (let count = 0; count < workerCount; count += 1) {
    const worker = await newWorker();
    await worker.start();
    workers.push(worker);
  }
  return {
    url,
    emulatorUrl: emulator.url,
    mailFolder,
    databaseUrl,
    workers,
    toSubscribers,
    async killPostgres() {
      process.kill(postgres.pid, "SIGKILL");
    },
    async startPostgres() {
      postgres = await startEmbeddedPostgres({ ...options, port: databasePort });
    },
    async stop() {
      await Promise.all(workers.map((worker) => worker.kill()));
      await end(router, "SIGKILL");
      const relays = [toSubscribers, ...workers.flatMap(({ toDatabase, toSupergraph }) => [toDatabase, toSupergraph])];
      await Promise.all(relays.map((relay) => relay.stop()));
      await emulator.kill();
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
      log.end();
    },
  };
}

async function end(child: ChildProcess | undefined, signal: "SIGKILL"): Promise<void> {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill(signal);
  await ended;
}
