import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { type Emulator, type EmulatorOptions, sampleToken, startEmulator } from "../../emulator/emulator.ts";
import { generateSecrets } from "../../scripts/development/secrets.ts";
import { type SubgraphName, subgraphNames } from "../../subgraphs/registry.ts";
import { buildPrograms } from "./built-programs.ts";
import { createTestDatabase, type TestDatabase } from "./database.ts";
import { freePorts } from "./free-port.ts";

/** What must hold in one process and in many is one suite run in both. */
export const topologies = ["in-process", "services"] as const;
export type Topology = (typeof topologies)[number];

type ProcessName = "router" | SubgraphName;

/** The whole system under test: real processes, a database of its own, and the emulator in the test's own process. */
export interface Airgraph {
  readonly url: string;
  /** Of a subgraph that is a process of its own. */
  addressOf(name: SubgraphName): string;
  readonly emulator: Emulator;
  /** For what no operation can bring about. */
  readonly databaseUrl: string;
  /** Where mails land. */
  readonly mailFolder: string;
  /** Everything that all processes logged, a JSON object a line. */
  logs(): string;
  /** kill -9, as by the kernel's OOM killer. */
  kill(name: ProcessName): Promise<void>;
  /** SIGTERM, and the exit code. */
  terminate(name: ProcessName): Promise<number | null>;
  /** Starts a process again that was killed or terminated, at the same address. */
  start(name: ProcessName): Promise<void>;
  /** Another router in front of the same subgraphs, which are processes of their own. @returns its URL */
  startSecondRouter(): Promise<string>;
  stop(): Promise<void>;
}

export { sampleToken };

const root = fileURLToPath(new URL("../..", import.meta.url));

/**
 * @param env more settings, for all processes
 * @param airtable what the emulator is started with; `limits: "off"` switches ours off as well
 */
export async function startAirgraph(
  topology: Topology,
  env: Record<string, string> = {},
  airtable: EmulatorOptions = {},
): Promise<Airgraph> {
  const programs = await buildPrograms();
  const database: TestDatabase = await createTestDatabase();
  const emulator = await startEmulator(airtable);
  const mailFolder = await mkdtemp(join(tmpdir(), "airgraph-mail-"));
  const processes = new Map<ProcessName | "second router", ChildProcess>();
  const lines: string[] = [];

  const names: ProcessName[] = topology === "services" ? [...subgraphNames, "router"] : ["router"];
  const chosen = await freePorts(names.length);
  const ports = new Map(names.map((name, index) => [name, chosen[index] ?? 0]));
  const url = `http://127.0.0.1:${ports.get("router")}`;

  const settings = {
    ...generateSecrets(),
    DATABASE_URL: database.url,
    AIRTABLE_API_URL: emulator.url,
    AIRTABLE_OAUTH_URL: `${emulator.url}/oauth2/v1`,
    ...(airtable.limits === "off" ? { AIRTABLE_CALLS_PER_BASE: "0", AIRTABLE_CALLS_PER_OWNER: "0" } : {}),
    MAIL_FOLDER: mailFolder,
    // Tests sign dozens of people up from one address; those of the limits switch them on.
    RATE_LIMITS: "off",
    ROUTER_URL: url,
    AIRTABLE_WEBHOOK_URL: url,
    LOG_LEVEL: "info",
    LOG_FORMAT: "json",
    SANDBOX: "true",
    APOLLO_TELEMETRY_DISABLED: "true",
    ...Object.fromEntries([...ports].map(([name, port]) => [`${name.toUpperCase()}_PORT`, String(port)])),
    ...(topology === "services"
      ? Object.fromEntries(
          subgraphNames.map((name) => [`SUBGRAPH_${name.toUpperCase()}_URL`, `http://127.0.0.1:${ports.get(name)}`]),
        )
      : {}),
    ...env,
  };

  async function start(name: ProcessName): Promise<void> {
    const program = name === "router" ? programs("router/main.ts") : [...programs("subgraphs/main.ts"), name];
    await launch(name, program, settings);
  }

  async function launch(
    name: ProcessName | "second router",
    program: readonly string[],
    given: Readonly<Record<string, string>>,
  ): Promise<void> {
    const child = spawn(process.execPath, program, {
      cwd: root,
      env: { PATH: process.env["PATH"], ...given },
      stdio: ["ignore", "pipe", "pipe"],
    });
    processes.set(name, child);
    await new Promise<void>((resolve, reject) => {
      const keep = (line: string) => {
        lines.push(line);
        if (line.includes(" listens")) resolve();
      };
      createInterface({ input: child.stdout }).on("line", keep);
      createInterface({ input: child.stderr }).on("line", keep);
      child.once("exit", (code) =>
        reject(new Error(`${name} ended with ${code} before it listened:\n${lines.slice(-20).join("\n")}`)),
      );
    });
  }

  async function end(name: ProcessName | "second router", signal: "SIGKILL" | "SIGTERM"): Promise<number | null> {
    const child = processes.get(name);
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    const ended = once(child, "exit");
    child.kill(signal);
    await ended;
    return child.exitCode;
  }

  await Promise.all(names.map(start));
  return {
    url,
    addressOf: (name) => `http://127.0.0.1:${ports.get(name)}`,
    emulator,
    databaseUrl: database.url,
    mailFolder,
    logs: () => lines.join("\n"),
    kill: async (name) => void (await end(name, "SIGKILL")),
    terminate: (name) => end(name, "SIGTERM"),
    start,
    async startSecondRouter() {
      const [port = 0] = await freePorts(1);
      await launch("second router", programs("router/main.ts"), { ...settings, ROUTER_PORT: String(port) });
      return `http://127.0.0.1:${port}`;
    },
    async stop() {
      await Promise.all([...processes.keys()].map((name) => end(name, "SIGTERM")));
      await emulator.stop();
      await database.drop();
      await rm(mailFolder, { recursive: true, force: true });
    },
  };
}
