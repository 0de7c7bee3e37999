import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { isBuiltin } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { sampleToken } from "../../emulator/emulator.ts";
import { configuredParts } from "../../scripts/configured-parts.ts";
import { generateSecrets } from "../../scripts/development/secrets.ts";
import { subgraphNames } from "../../subgraphs/registry.ts";
import { Bases, ConnectAirtable, DealsWithCompany, RunStatus, StartRun } from "../integration/operations.ts";
import { expectData } from "../support/client.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { eventually } from "../support/eventually.ts";
import { freePort } from "../support/free-port.ts";
import { signUp } from "../support/signed-in.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
let folder: string;

beforeAll(async () => {
  // As it is in an image: package.json and node_modules beside dist, no TypeScript anywhere.
  folder = mkdtempSync(join(tmpdir(), "airgraph-build-"));
  cpSync(join(root, "package.json"), join(folder, "package.json"));
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  await promisify(execFile)("node", ["scripts/run.mjs", "scripts/build.ts", "--out", join(folder, "dist")], {
    cwd: root,
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the build", () => {
  it("imports nothing but Node's modules and production dependencies", () => {
    const { dependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
      dependencies: Record<string, string>;
    };
    const imported = modules().flatMap((file) => bareImports(readFileSync(join(folder, "dist", file), "utf8")));
    expect(imported).toContain("@apollo/server");
    expect([...new Set(imported)].filter((name) => !isBuiltin(name) && dependencies[name] === undefined)).toEqual([]);
  });

  it("holds no tests, no fixtures and nothing that only development runs", () => {
    expect(modules().filter((file) => /\.test\.|fixtures|testing|scripts|embedded-postgres/.test(file))).toEqual([]);
  });

  it("holds GraphiQL as browsers get it", () => {
    const page = readFileSync(join(folder, "dist/router/landing/graphiql/graphiql.html"), "utf8");
    const loaded = [...page.matchAll(/"\/(graphiql\/[^"]+)"/g)].map(([, path = ""]) => path);
    expect(loaded).toHaveLength(3);
    for (const path of loaded) expect(existsSync(join(folder, "dist/router/landing", path))).toBe(true);
  });

  it("has a source map for every module", () => {
    const files = new Set(readdirSync(join(folder, "dist"), { recursive: true, encoding: "utf8" }));
    expect(modules().filter((file) => !files.has(`${file}.map`))).toEqual([]);
  });
});

describe("the built programs, each a process with no more than its own settings", () => {
  const children: ChildProcess[] = [];
  let database: TestDatabase;
  let url: string;
  let parts: Awaited<ReturnType<typeof configuredParts>>;

  /** @returns what it said when it listened: an URL is in it */
  async function start(name: string, args: string[], values: Record<string, string>): Promise<string> {
    const settings = Object.values(parts.find((part) => part.name === name)?.settings ?? {});
    const given = settings.flatMap(({ variable }) => (variable in values ? [[variable, values[variable]]] : []));
    const child = spawn("node", args, {
      cwd: folder,
      env: { PATH: process.env["PATH"], NODE_ENV: "production", ...Object.fromEntries(given) },
      stdio: ["ignore", "pipe", "pipe"],
    });
    children.push(child);
    const said: string[] = [];
    return new Promise((resolve, reject) => {
      for (const stream of [child.stdout, child.stderr]) {
        createInterface({ input: stream }).on("line", (line) => {
          said.push(line);
          if (/ listens|Airtable emulator at/.test(line)) resolve(/http:\/\/[\w.]+:\d+/.exec(line)?.[0] ?? "");
        });
      }
      child.once("exit", (code) => reject(new Error(`${name} ended with ${code}:\n${said.join("\n")}`)));
    });
  }

  beforeAll(async () => {
    [database, parts] = await Promise.all([createTestDatabase(), configuredParts()]);
    const routerPort = String(await freePort());
    const emulator = await start("emulator", ["dist/emulator/main.js"], { EMULATOR_PORT: "0" });
    const values: Record<string, string> = {
      ...generateSecrets(),
      DATABASE_URL: database.url,
      AIRTABLE_API_URL: emulator,
      MAIL_FOLDER: join(folder, "mail"),
      ROUTER_PORT: routerPort,
      ROUTER_URL: `http://127.0.0.1:${routerPort}`,
      ...Object.fromEntries(subgraphNames.map((name) => [`${name.toUpperCase()}_PORT`, "0"])),
    };
    const urls = subgraphNames.map(async (name) => [
      `SUBGRAPH_${name.toUpperCase()}_URL`,
      await start(name, ["dist/subgraphs/main.js", name], values),
    ]);
    const addresses = Object.fromEntries(await Promise.all(urls)) as Record<string, string>;
    url = await start("router", ["dist/router/main.js"], { ...values, ...addresses });
  });

  afterAll(async () => {
    for (const child of children) child.kill("SIGKILL");
    await database.drop();
  });

  it("answer through the router, and carry a run to its end", async () => {
    const { token } = await signUp({ url, mailFolder: join(folder, "mail") });
    await expectData(url, ConnectAirtable, { token: sampleToken }, token);
    const base = (await expectData(url, Bases, {}, token)).bases?.[0]?.id ?? "";
    const deals = await expectData(url, DealsWithCompany, { base, first: 1 }, token);
    const recordId = deals.base?.table?.records?.nodes[0]?.id ?? "";
    const run = await expectData(
      url,
      StartRun,
      { input: { workflow: "summarizeRecord", input: { record: recordId } } },
      token,
    );
    const { id } = run.startRun.run;
    await eventually(async () => {
      const status = (await expectData(url, RunStatus, { id }, token)).run?.status;
      return status === "SUCCEEDED" ? status : undefined;
    });
  });

  it("end in order when they are told to", async () => {
    const codes = children.toReversed().map(async (child) => {
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      return (await ended)[0] as number | null;
    });
    expect(new Set(await Promise.all(codes))).toEqual(new Set([0]));
  });
});

/** What Node runs. */
function modules(): string[] {
  const files = readdirSync(join(folder, "dist"), { recursive: true, encoding: "utf8" });
  return files.filter((file) => file.endsWith(".js") && !file.startsWith("router/landing/graphiql/"));
}

/** Names of the packages that a compiled module imports, statically or not. */
function bareImports(code: string): string[] {
  const specifiers = code.matchAll(
    /^(?:import|export)\b[^"'=;]*\bfrom\s*["']([^"']+)["']|^import\s*["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']/gm,
  );
  return [...specifiers]
    .map(([, named, bare, dynamic]) => named ?? bare ?? dynamic ?? "")
    .filter((specifier) => !specifier.startsWith("."))
    .map((specifier) => (isBuiltin(specifier) ? specifier : packageOf(specifier)));
}

function packageOf(specifier: string): string {
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}
