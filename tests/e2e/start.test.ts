import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { RunAcrossSubgraphs, StartRun } from "../integration/operations.ts";
import { ask, expectData } from "../support/client.ts";
import { eventually } from "../support/eventually.ts";
import { freePorts } from "../support/free-port.ts";
import { signIn } from "../support/signed-in.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** `npm start`, with a data folder and ports of its own. */
interface Started {
  readonly child: ChildProcess;
  /** All that it has printed. */
  output(): string;
  exitCode(): Promise<number | null>;
}

function start(env: Record<string, string>): Started {
  const child = spawn(process.execPath, ["scripts/run.mjs", "scripts/development/start.ts"], {
    cwd: root,
    env: { PATH: process.env["PATH"], ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream }).on("line", (line) => lines.push(line));
  const ended = once(child, "exit");
  return {
    child,
    output: () => lines.join("\n"),
    exitCode: async () => {
      await ended;
      return child.exitCode;
    },
  };
}

describe("npm start", () => {
  let data: string;
  let env: Record<string, string>;
  let url: string;

  beforeAll(async () => {
    data = mkdtempSync(join(tmpdir(), "airgraph-start-"));
    chmodSync(data, 0o755); // Started by root, Postgres runs as somebody else, who must be able to reach its folder.
    const [port, emulatorPort] = (await freePorts(2)).map(String);
    env = { AIRGRAPH_DATA: join(data, "folder"), ROUTER_PORT: port ?? "", EMULATOR_PORT: emulatorPort ?? "" };
    url = `http://127.0.0.1:${port}`;
  });
  afterAll(() => rmSync(data, { recursive: true, force: true }));

  it("serves from an empty folder, goes on after kill -9 in the middle of a run, and stops Postgres last on Ctrl-C", async () => {
    const first = start(env);
    const banner = await untilRunning(first);
    for (const named of [`${url}/graphql`, `${url.replace("http", "ws")}/graphql`, "Sandbox", `${url}/graphiql`])
      expect(banner).toContain(named);
    const password = /password: "([^"]+)"/.exec(banner)?.[1] ?? "";
    const recordId = /record: "([^"]+)"/.exec(banner)?.[1] ?? "";

    const token = await signIn(url, { login: "demo", password });
    const { startRun } = await expectData(
      url,
      StartRun,
      { input: { workflow: "summarizeRecord", input: { record: recordId } } },
      token,
    );
    first.child.kill("SIGKILL");
    await first.exitCode();
    expect(isAlive(postmaster())).toBe(true);

    const second = start(env);
    await untilRunning(second);
    const run = await eventually(async () => {
      const { data: answer } = await ask(url, RunAcrossSubgraphs, { id: startRun.run.id }, token);
      return answer?.run?.status === "SUCCEEDED" ? answer.run : undefined;
    });
    expect(run.files?.nodes).toHaveLength(1);

    second.child.kill("SIGINT");
    expect(await second.exitCode()).toBe(0);
    expect(isAlive(postmaster())).toBe(false);
    await expect(fetch(`${url}/health/live`)).rejects.toThrow();
  });

  it("says in one sentence that a port is taken, and leaves nothing running", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    const address = taken.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const started = start({ ...env, ROUTER_PORT: String(port) });
    expect(await started.exitCode()).toBe(1);
    taken.close();
    expect(started.output()).toContain(`Port ${port} is taken by another program.`);
    expect(started.output()).not.toMatch(/\n\s+at /);
    expect(isAlive(postmaster())).toBe(false);
  });

  it("says in one sentence that the data folder can't be made, and every problem of the configuration at once", async () => {
    const folder = start({ ...env, AIRGRAPH_DATA: "/dev/null/folder" });
    expect(await folder.exitCode()).toBe(1);
    expect(folder.output()).toContain("/dev/null/folder");

    const config = start({ ...env, MAX_BODY_BYTES: "lots", ENCRYPTION_KEY: "c2hvcnQ=", ACCESS_TOKEN_MINUTES: "0" });
    expect(await config.exitCode()).toBe(1);
    for (const variable of ["MAX_BODY_BYTES", "ENCRYPTION_KEY", "ACCESS_TOKEN_MINUTES"])
      expect(config.output()).toContain(variable);
    expect(config.output()).not.toContain("c2hvcnQ=");
  });

  it("names the Node version that is too old", async () => {
    const program = `Object.defineProperty(process.versions, "node", { value: "18.20.0" });
      const { ensureInstalled } = await import("./scripts/ensure-installed.mjs");
      ensureInstalled();`;
    const child = spawn(process.execPath, ["--input-type=module", "--eval", program], {
      cwd: root,
      stdio: ["ignore", "ignore", "pipe"],
    });
    const [said] = (await once(child.stderr, "data")) as [Buffer];
    expect(said.toString()).toBe("Airgraph needs Node.js 20.19 or newer; this is 18.20.0.\n");
  });

  /** What was printed when all of it runs. */
  async function untilRunning(started: Started): Promise<string> {
    return eventually(async () => {
      if (started.child.exitCode !== null) throw new Error(`it ended:\n${started.output()}`);
      return started.output().includes("Ctrl-C stops everything") ? started.output() : undefined;
    }, 90_000);
  }

  /** Pid of the embedded Postgres, going by its own record of the last port and by the file it keeps while it runs. */
  function postmaster(): number {
    try {
      return Number(readFileSync(join(data, "folder", "postgres", "postmaster.pid"), "utf8").split("\n")[0]);
    } catch {
      return 0;
    }
  }
});

function isAlive(pid: number): boolean {
  if (pid === 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
