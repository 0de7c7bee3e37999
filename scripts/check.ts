import { spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { parseArgs } from "node:util";

/**
 * `npm run check`: everything that must hold before a change lands, all of it even when one step fails. Most steps keep one
 * processor busy, so that two run at a time; the tests, which keep all of them busy, run last and alone.
 * `--except tests` leaves a step out, `--only types` takes one.
 */
const { values: flags } = parseArgs({ options: { only: { type: "string" }, except: { type: "string" } } });

interface Step {
  readonly name: string;
  /** Says what is wrong; undefined when all is well. */
  run(): string | undefined | Promise<string | undefined>;
}

const steps: Step[] = [
  { name: "format", run: () => command("biome", "check", "--error-on-warnings") },
  { name: "lint", run: () => command("oxlint", "--deny-warnings") },
  { name: "types", run: () => command("tsc", "--project", ".") ?? command("tsc", "--project", "router/landing/page") },
  { name: "dependency rules", run: checkDependencyRules },
  { name: "dead code and unused dependencies", run: () => command("knip") },
  { name: "public schema's style", run: () => command("eslint", "schema/api.graphql") },
  { name: "schema files fresh, changes for clients", run: () => program("scripts/schema.ts", "--check") },
  { name: "generated code fresh", run: () => command("graphql-codegen", "--config", "codegen.ts", "--check") },
  { name: "migrations fresh", run: () => program("scripts/generate-migrations.ts", "--check") },
  { name: "settings documented", run: () => program("scripts/settings-docs.ts", "--check") },
  { name: "one copy of federation-internals", run: checkFederationInternals },
  { name: "lock file complete", run: checkLockFile },
  { name: "tests", run: runTests },
];

const chosen = steps.filter(({ name }) => (flags.only === undefined || name === flags.only) && name !== flags.except);
const failed = new Set<string>();
const waiting = chosen.filter(({ run }) => run !== runTests);
await Promise.all([takeTurns(), takeTurns()]);
for (const step of chosen.filter(({ run }) => run === runTests)) await take(step);
process.exit(failed.size === 0 && chosen.length > 0 ? 0 : 1);

async function takeTurns(): Promise<void> {
  for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) await take(step);
}

async function take({ name, run }: Step): Promise<void> {
  const startedAt = performance.now();
  const problem = await run();
  process.stdout.write(
    `${problem === undefined ? "✓" : "✗"} ${name} (${Math.round(performance.now() - startedAt)} ms)\n`,
  );
  if (problem === undefined) return;
  failed.add(name);
  process.stdout.write(`${problem.trimEnd().replaceAll(/^/gm, "    ")}\n`);
}

/** A development dependency's command. By its path: npx would look into the registry for one that is missing. */
function command(name: string, ...flagsOfIt: string[]): Promise<string | undefined> {
  return complaint(`node_modules/.bin/${name}`, flagsOfIt);
}

function program(file: string, ...flagsOfIt: string[]): Promise<string | undefined> {
  return complaint(process.execPath, ["scripts/run.mjs", file, ...flagsOfIt]);
}

async function complaint(file: string, args: string[]): Promise<string | undefined> {
  const { status, stdout, stderr } = await execute(file, args);
  return status === 0 ? undefined : `${stdout}${stderr}`;
}

/** Without a status, and with the reason as its standard error, where the file can't be started. */
async function execute(file: string, args: string[]) {
  const child = spawn(file, args, { stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise<{ status: number | null; reason: string }>((resolve) => {
    child.once("error", ({ message }) => resolve({ status: null, reason: message }));
    child.once("close", (status) => resolve({ status, reason: "" }));
  });
  const [{ status, reason }, stdout, stderr] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  return { status, stdout, stderr: `${stderr}${reason}` };
}

/** Rules that look at no file are kept by every file, so it is counted what was looked at. */
async function checkDependencyRules(): Promise<string | undefined> {
  const folders = ["kernel", "router", "subgraphs", "emulator", "scripts", "tests", "codegen.ts"];
  const { status, stdout, stderr } = await execute("node_modules/.bin/depcruise", [
    "--config",
    ".dependency-cruiser.mjs",
    ...folders,
  ]);
  if (status !== 0) return `${stdout}${stderr}`;
  const modules = Number(/(\d+) modules/.exec(stdout)?.[1] ?? 0);
  return modules > 100 ? undefined : `only ${modules} modules were looked at`;
}

/** Two copies install cleanly and break nearly every federated query without a word. */
async function checkFederationInternals(): Promise<string | undefined> {
  const { stdout } = await execute("npm", ["ls", "@apollo/federation-internals", "--all", "--parseable"]);
  const copies = stdout.split("\n").filter((line) => line !== "");
  return copies.length === 1 ? undefined : `expected one copy, found ${copies.length}:\n${copies.join("\n")}`;
}

/**
 * Every package that another one may need on some platform has its entry: npm leaves out what it could not look up, and
 * `npm ci` then refuses the whole file.
 */
function checkLockFile(): string | undefined {
  const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8")) as {
    packages: Record<string, { optionalDependencies?: Record<string, string> }>;
  };
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) =>
        packages[`${path}/node_modules/${name}`] === undefined && packages[`node_modules/${name}`] === undefined,
    ),
  );
  return missing.length === 0 ? undefined : `package-lock.json has no entry for ${missing.join(", ")}`;
}

/** Their own report goes straight to the terminal: it is long, and worth watching. */
function runTests(): string | undefined {
  const { status } = spawnSync("npm", ["test"], { stdio: "inherit" });
  return status === 0 ? undefined : "tests failed; their report is above";
}
