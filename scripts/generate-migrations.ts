import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { parseArgs } from "node:util";
import { subgraphNames } from "../subgraphs/registry.ts";

/**
 * Writes a SQL migration for every store whose tables differ from its last one:
 * `npm run migrations -- --name add-mail-verification [--only auth]`. `--check` writes nothing and fails when there is
 * something to write.
 */
const { values: flags } = parseArgs({
  options: { name: { type: "string" }, only: { type: "string" }, check: { type: "boolean" } },
});

const stores = ["kernel/event-log", ...subgraphNames.map((name) => `subgraphs/${name}/store`)];

for (const store of stores) {
  if (flags.only !== undefined && !store.includes(flags.only)) continue;
  if (flags.check === true) check(store);
  else generate(store, `${store}/migrations`);
}

function generate(store: string, out: string): void {
  const options = { dialect: "postgresql", schema: `${store}/tables.ts`, out, name: flags.name ?? "change" };
  const { status, stdout, stderr } = spawnSync(
    "node_modules/.bin/drizzle-kit",
    ["generate", ...Object.entries(options).flatMap(([flag, value]) => [`--${flag}`, value])],
    { encoding: "utf8" },
  );
  if (flags.check !== true || status !== 0) process.stdout.write(`${stdout}${stderr}`);
  if (status !== 0) process.exit(1);
}

function check(store: string): void {
  const copy = mkdtempSync(join("node_modules", ".migrations-"));
  try {
    cpSync(`${store}/migrations`, copy, { recursive: true });
    const before = readdirSync(copy).length;
    generate(store, relative(".", copy));
    if (readdirSync(copy).length === before) return;
    process.stderr.write(`${store}/tables.ts has changed without a migration; run \`npm run migrations\`.\n`);
    process.exitCode = 1;
  } finally {
    rmSync(copy, { recursive: true });
  }
}
