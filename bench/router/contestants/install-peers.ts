import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";

const lock = z.object({
  packages: z.record(z.string(), z.object({ version: z.string().optional(), optional: z.boolean().optional() })),
});

/**
 * Installs what the lock file of a folder of peers names, unless it lies there already. The product never does.
 * @throws Error when npm can't
 */
export function installPeers(folder: string): void {
  if (isInstalled(folder)) return;
  process.stdout.write(`Installing the peers of ${folder}; the first time this takes some minutes.\n`);
  // Some of them ask for a newer Node than they need, of which npm would warn at length.
  const { status, stderr } = spawnSync("npm", ["ci", "--loglevel=error", "--no-progress"], {
    cwd: folder,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`npm ci failed in ${folder}:\n${stderr}`);
}

function isInstalled(folder: string): boolean {
  const record = `${folder}node_modules/.package-lock.json`;
  if (!existsSync(record)) return false;
  const installed = read(record);
  return Object.entries(read(`${folder}package-lock.json`)).every(
    ([path, { version, optional }]) => path === "" || optional === true || installed[path]?.version === version,
  );
}

function read(file: string) {
  return lock.parse(JSON.parse(readFileSync(file, "utf8"))).packages;
}
