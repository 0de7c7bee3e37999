// `npm test [-- jest arguments]`: installs what is missing, starts one Postgres for all test files, runs jest.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureInstalled, root } from "./ensure-installed.mjs";

ensureInstalled();
const { register } = await import("tsx/esm/api");
register();
const { startEmbeddedPostgres } = await import("../kernel/database/embedded-postgres/start-embedded-postgres.ts");

const folder = mkdtempSync(join(tmpdir(), "airgraph-test-"));
chmodSync(folder, 0o755); // Started by root, Postgres runs as somebody else, who must be able to reach its folder.
const postgres = await startEmbeddedPostgres({
  folder: join(folder, "postgres"),
  password: "only for this run",
  // Databases of tests are thrown away, so that nothing has to reach the disk.
  settings: { fsync: "off", synchronous_commit: "off", full_page_writes: "off", max_connections: "500" },
});

const jest = spawn(
  process.execPath,
  [
    "--experimental-vm-modules",
    "--disable-warning=ExperimentalWarning",
    join(root, "node_modules/jest/bin/jest.js"),
    ...process.argv.slice(2),
  ],
  {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, NODE_ENV: "test", APOLLO_TELEMETRY_DISABLED: "true", TEST_DATABASE_URL: postgres.url },
  },
);
// Ctrl-C reaches jest by itself; Postgres has to outlive it.
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => {});
const [code] = await once(jest, "exit");
await postgres.stop();
rmSync(folder, { recursive: true, force: true });
process.exit(code ?? 1);
