// Plain JavaScript without dependencies: it runs before there are any, and on Node versions too old for the rest.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));

/** Ends the process with one sentence when this Node can't run Airgraph; installs what the lock file names and is not there. */
export function ensureInstalled() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    stop(`Airgraph needs Node.js 20.19 or newer; this is ${process.versions.node}.`);
  }
  if (isInstalled()) return;
  process.stderr.write("Installing dependencies; the first time this takes about a minute.\n");
  const { status, error } = spawnSync("npm", ["ci", "--loglevel=error", "--no-progress"], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
    shell: process.platform === "win32",
  });
  if (error !== undefined || status !== 0) stop("The dependencies could not be installed; npm's own message is above.");
}

/** Whether every package of the lock file lies in node_modules in its version, going by npm's record of what it put there. */
function isInstalled() {
  const record = new URL("../node_modules/.package-lock.json", import.meta.url);
  if (!existsSync(record)) return false;
  const installed = JSON.parse(readFileSync(record, "utf8")).packages;
  const wanted = JSON.parse(readFileSync(new URL("../package-lock.json", import.meta.url), "utf8")).packages;
  return Object.entries(wanted).every(
    ([path, { version, optional }]) => path === "" || optional === true || installed[path]?.version === version,
  );
}

function stop(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
