import { spawnSync } from "node:child_process";
import { parseArgs } from "node:util";
import { subgraphNames } from "../subgraphs/registry.ts";

/**
 * Writes a SQL migration for every store whose tables differ from its last one:
 * `npm run migrations -- --name add-mail-verification [--only auth]`.
 */
const { values } = parseArgs({ options: { name: { type: "string" }, only: { type: "string" } } });

const folders = ["kernel/event-log", ...subgraphNames.map((name) => `subgraphs/${name}/store`)];

for (const folder of folders) {
  if (values.only !== undefined && !folder.includes(values.only)) continue;
  const options = {
    dialect: "postgresql",
    schema: `${folder}/tables.ts`,
    out: `${folder}/migrations`,
    name: values.name ?? "change",
  };
  const flags = Object.entries(options).flatMap(([flag, value]) => [`--${flag}`, value]);
  const { status } = spawnSync("npx", ["drizzle-kit", "generate", ...flags], { stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}
