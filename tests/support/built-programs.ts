import { randomUUID } from "node:crypto";
import { copyFile, mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";

const root = fileURLToPath(new URL("../..", import.meta.url));
const out = join(root, "node_modules/.cache/built-programs");
const manifestFile = join(out, "manifest.json");

/** A constant of its own, since swc's types do not know `rewriteRelativeImportExtensions`, as swc does. */
const jsc = {
  parser: { syntax: "typescript" },
  target: "es2023",
  rewriteRelativeImportExtensions: true,
} as const;

/** What each file was made from: its source → when that changed, how long it is, and when this file here changed. */
const Manifest = z.record(z.string(), z.string());
type Manifest = z.infer<typeof Manifest>;

/**
 * Transpiles Airgraph's modules, file by file and only those that changed, for all processes that tests start: transpiled
 * by each process for itself, they cost more time than most suites. `npm run build`, which checks types, is for production.
 * @returns what `node` is called with to run a program, such as "router/main.ts"
 */
export async function buildPrograms(): Promise<(program: string) => string[]> {
  await bringUpToDate();
  return (program) => ["--enable-source-maps", join(out, toJavaScript(program))];
}

/** Where a running program looks for what lies beside its modules. @param path from the root */
export function builtPath(path: string): string {
  return join(out, path);
}

async function bringUpToDate(): Promise<void> {
  const [wanted, made] = await Promise.all([readSources(), readManifest()]);
  const changed = Object.keys(wanted).filter((file) => wanted[file] !== made[file]);
  const gone = Object.keys(made).filter((file) => wanted[file] === undefined);
  if (changed.length === 0 && gone.length === 0) return;
  await Promise.all(gone.map((file) => rm(join(out, toJavaScript(file)), { force: true })));
  await Promise.all(changed.map(make));
  // A folder below node_modules has no package.json of ours above it that would say so.
  await replace(join(out, "package.json"), (path) => writeFile(path, '{ "type": "module" }\n'));
  await replace(manifestFile, (path) => writeFile(path, JSON.stringify(wanted)));
}

async function readSources(): Promise<Manifest> {
  const folders = await Promise.all(
    ["kernel", "router", "subgraphs", "emulator", "schema"].map(async (folder) =>
      (await readdir(join(root, folder), { recursive: true })).map((file) => join(folder, file)),
    ),
  );
  const { mtimeMs: recipe } = await stat(fileURLToPath(import.meta.url));
  const files = folders.flat().filter((file) => /(?<!\.test)\.ts$|\.(graphql|sql|json)$/.test(file));
  return Object.fromEntries(
    await Promise.all(
      files.map(async (file) => {
        const { mtimeMs, size } = await stat(join(root, file));
        return [file, `${mtimeMs} ${size} ${recipe}`] as const;
      }),
    ),
  );
}

async function readManifest(): Promise<Manifest> {
  try {
    return Manifest.parse(JSON.parse(await readFile(manifestFile, "utf8")));
  } catch {
    return {}; // Nothing was built yet, or something else lies there.
  }
}

async function make(file: string): Promise<void> {
  const source = join(root, file);
  const target = join(out, toJavaScript(file));
  await mkdir(dirname(target), { recursive: true });
  if (target.endsWith(file)) return replace(target, (path) => copyFile(source, path));
  const { transform } = await import("@swc/core"); // Loaded where something changed, which is seldom.
  const { code } = await transform(await readFile(source, "utf8"), {
    filename: source,
    configFile: false,
    swcrc: false,
    jsc,
    module: { type: "es6" },
    sourceMaps: "inline",
  });
  await replace(target, (path) => writeFile(path, code));
}

/** As a whole or not at all: another process may be reading it, or making the same file. */
async function replace(target: string, write: (path: string) => Promise<void>): Promise<void> {
  const path = `${target}.${randomUUID()}`;
  await write(path);
  await rename(path, target);
}

function toJavaScript(file: string): string {
  return file.replace(/\.ts$/, ".js");
}
