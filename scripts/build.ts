import { spawnSync } from "node:child_process";
import { cpSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { bundleGraphiql } from "./bundle-graphiql.ts";

/**
 * `npm run build`: what production runs, as plain JavaScript with source maps in dist/ (`--out <folder>` for another
 * place). Compiled is what the programs named in tsconfig.build.json reach, bundled the page of GraphiQL; what they read
 * beside their modules at run time is copied.
 */
const root = fileURLToPath(new URL("..", import.meta.url));
const { values } = parseArgs({ options: { out: { type: "string", default: join(root, "dist") } } });
const out = values.out;

rmSync(out, { recursive: true, force: true });
compile();
await bundleGraphiql(join(out, "router/landing/graphiql"));
const assets = ["router", "subgraphs", "emulator", "kernel", "schema"].flatMap(assetsIn);
for (const asset of assets) cpSync(join(root, asset), join(out, asset));
process.stdout.write(`Built ${out}, with ${assets.length} files that are read at run time.\n`);

function compile(): void {
  const compiler = join(root, "node_modules/typescript/bin/tsc");
  const { status } = spawnSync(process.execPath, [compiler, "-p", join(root, "tsconfig.build.json"), "--outDir", out], {
    stdio: "inherit",
  });
  if (status !== 0) process.exit(status ?? 1);
}

/** Schemas, migrations with their journals, JSON; by path from the root. */
function assetsIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .map((file) => join(folder, file))
    .filter((file) => /\.(graphql|sql|json)$/.test(file) && !/[/\\](fixtures|testing)[/\\]/.test(file));
}
