import { spawnSync } from "node:child_process";
import { type Browser, launch } from "puppeteer-core";

/** Where Chromium is on this machine. That tests are left out because there is none is said out loud. */
export function findChromium(): string | undefined {
  const found = spawnSync("which", ["chromium"], { encoding: "utf8" });
  if (found.status === 0) return found.stdout.trim();
  console.warn("SKIPPED: chromium is not on the PATH, so nothing tests GraphiQL in a browser.");
  return undefined;
}

/** A browser without a window, with a profile of its own. */
export function startChromium(executablePath: string): Promise<Browser> {
  return launch({
    executablePath,
    // Root, as in containers, can't have Chromium's sandbox; a container's /dev/shm is too small.
    args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"],
    defaultViewport: { width: 1280, height: 800 },
  });
}
