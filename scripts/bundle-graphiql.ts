import { createHash } from "node:crypto";
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const page = join(root, "router/landing/page");

/** Where a router that runs from its sources looks for the page (router/landing/serve-graphiql.ts). */
const besideSources = join(root, "router/landing/graphiql");

/**
 * Bundles the page of GraphiQL: `graphiql.html`, and in a folder that is named by their content the files it loads, so that
 * browsers may keep those for ever. Takes seconds; what was made of the same sources and packages is left alone.
 */
export async function bundleGraphiql(folder = besideSources): Promise<void> {
  const sources = await hashOfSources();
  const stamp = join(folder, "made-of");
  if ((await readFile(stamp, "utf8").catch(() => "")) === sources) return;

  const files = await bundle();
  const hash = hashOf([...files].flatMap(([name, content]) => [name, content])).slice(0, 16);
  // Another process may be at it, too: whole folders take each other's place.
  const unfinished = `${folder}-${process.pid}`;
  await mkdir(join(unfinished, hash), { recursive: true });
  for (const [name, content] of files) await writeFile(join(unfinished, hash, name), content);
  await cp(join(page, "icon.svg"), join(unfinished, hash, "icon.svg"));
  const html = await readFile(join(page, "page.html"), "utf8");
  await writeFile(join(unfinished, "graphiql.html"), html.replaceAll("FILES/", `/graphiql/${hash}/`));
  await writeFile(join(unfinished, "made-of"), sources);
  await rm(folder, { recursive: true, force: true });
  await rename(unfinished, folder).catch(async (error: unknown) => {
    await rm(unfinished, { recursive: true });
    if ((await readFile(stamp, "utf8").catch(() => "")) !== sources) throw error;
  });
}

/** Files by name. */
async function bundle(): Promise<Map<string, Uint8Array>> {
  const { build, stop } = await import("esbuild");
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: {
      main: join(page, "main.tsx"),
      styles: join(page, "page.css"),
      // GraphiQL's editors think in workers; main.tsx starts them by these names.
      "editor.worker": "monaco-editor/esm/vs/editor/editor.worker.js",
      "json.worker": "monaco-editor/esm/vs/language/json/json.worker.js",
      "graphql.worker": "monaco-graphql/esm/graphql.worker.js",
    },
    outdir: "graphiql",
    write: false,
    metafile: true,
    bundle: true,
    // What is rarely wanted, as the formatter, is loaded when it is.
    splitting: true,
    format: "esm",
    target: "es2022",
    minify: true,
    charset: "utf8",
    legalComments: "none",
    define: { "process.env.NODE_ENV": '"production"' },
    jsx: "automatic",
    loader: { ".ttf": "empty" },
    chunkNames: "[hash]",
    logLevel: "error",
  });
  await stop();
  const licences = await licencesOf(Object.keys(metafile.inputs));
  return new Map([
    ["licences.txt", Buffer.from(licences)],
    ...outputFiles
      .map(({ path, contents }) => [path.replace(/^.*[/\\]/, ""), contents] as const)
      // GraphiQL's style sheet has those of its parts in it.
      .filter(([name]) => !name.endsWith(".css") || name === "styles.css")
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  ]);
}

/** Of the packages that files are from: each asks that its licence goes with every copy. */
async function licencesOf(inputs: string[]): Promise<string> {
  const packages = inputs.flatMap((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input) ?? []);
  const texts = [...new Set(packages)].toSorted().map(async (folder) => {
    const names = await readdir(join(root, folder));
    const files = names.filter((name) => /^(licen[cs]e|copying|notice|thirdpartynotices)/i.test(name));
    const { name, version, license } = JSON.parse(await readFile(join(root, folder, "package.json"), "utf8")) as {
      [key in "name" | "version" | "license"]: string;
    };
    const contents = files.map((file) => readFile(join(root, folder, file), "utf8"));
    return [`${name} ${version} (${license})`, ...(await Promise.all(contents))].join("\n\n");
  });
  return (await Promise.all(texts)).join(`\n\n${"-".repeat(80)}\n\n`);
}

async function hashOfSources(): Promise<string> {
  const names = (await readdir(page)).toSorted();
  const files = [
    ...names.map((name) => join(page, name)),
    join(root, "package-lock.json"),
    fileURLToPath(import.meta.url),
  ];
  return hashOf(await Promise.all(files.map((file) => readFile(file))));
}

function hashOf(parts: (string | Uint8Array)[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(createHash("sha256").update(part).digest());
  return hash.digest("hex");
}
