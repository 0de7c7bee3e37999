import { spawn } from "node:child_process";
import { chown, mkdir, readdir, readFile, rename, rm, rmdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { EmbeddedPostgresError, errorCode } from "./embedded-postgres-error.ts";
import type { Binaries } from "./platform-binaries.ts";
import { programEnvironment } from "./program-environment.ts";
import type { RunAs } from "./run-as.ts";

/** The superuser and the database that every cluster of ours has. */
export const superuser = "airgraph";
export const database = "airgraph";

/**
 * Makes the cluster when the folder holds none. initdb works in `<folder>.init`, which is renamed at the end: a process that
 * is killed midway leaves nothing half made, only a `.init` that the next start removes.
 *
 * Throws `VERSION_MISMATCH` when the folder holds a cluster of another major version, `FOLDER_UNUSABLE` when it holds
 * something else or cannot be written, `INITDB_FAILED` with initdb's last lines.
 */
export async function initialiseCluster(options: {
  binaries: Binaries;
  dataFolder: string;
  password: string;
  runAs: RunAs | null;
  onProgress: (message: string) => void;
}): Promise<void> {
  const { binaries, dataFolder, password, runAs, onProgress } = options;
  const draft = `${dataFolder}.init`;
  try {
    await rm(draft, { recursive: true, force: true });
    if (await holdsCluster(dataFolder, binaries.major)) return;
    onProgress(`Making a new Postgres ${binaries.major} cluster in ${dataFolder}`);
    const cluster = path.join(draft, "cluster");
    const passwordFile = path.join(draft, "password");
    await mkdir(cluster, { recursive: true, mode: 0o700 });
    await writeFile(passwordFile, `${password}\n`, { mode: 0o600, flag: "wx" });
    if (runAs !== null) {
      for (const made of [draft, cluster, passwordFile]) await chown(made, runAs.uid, runAs.gid);
    }
    await runInitdb(binaries, cluster, passwordFile, runAs);
    await rename(cluster, dataFolder);
  } catch (error) {
    if (error instanceof EmbeddedPostgresError) throw error;
    throw new EmbeddedPostgresError("FOLDER_UNUSABLE", `The data folder ${dataFolder} cannot be written`, {
      cause: error,
    });
  } finally {
    await rm(draft, { recursive: true, force: true }).catch(() => undefined);
  }
}

async function holdsCluster(dataFolder: string, major: string): Promise<boolean> {
  const version = (await readIfThere(path.join(dataFolder, "PG_VERSION")))?.trim();
  if (version === undefined) {
    await removeIfEmpty(dataFolder);
    return false;
  }
  if (version !== major) {
    throw new EmbeddedPostgresError(
      "VERSION_MISMATCH",
      `The cluster in ${dataFolder} is of Postgres ${version} and the installed programs are of ${major}; move it with pg_dump, or remove the folder`,
    );
  }
  return true;
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}

async function removeIfEmpty(dataFolder: string): Promise<void> {
  try {
    if ((await readdir(dataFolder)).length > 0) {
      throw new EmbeddedPostgresError(
        "FOLDER_UNUSABLE",
        `${dataFolder} is neither empty nor a Postgres cluster; choose another folder`,
      );
    }
    await rmdir(dataFolder);
  } catch (error) {
    if (errorCode(error) !== "ENOENT") throw error;
  }
}

function runInitdb(binaries: Binaries, cluster: string, passwordFile: string, runAs: RunAs | null): Promise<void> {
  const argv = [
    ["--pgdata", cluster],
    ["--username", superuser],
    ["--auth", "scram-sha-256"],
    ["--pwfile", passwordFile],
    ["--encoding=UTF8", "--locale-provider=builtin", "--locale=C.UTF-8"],
    ["--data-checksums", "--no-instructions"],
  ].flat();
  return new Promise((resolve, reject) => {
    const child = spawn(binaries.initdb, argv, {
      ...runAs,
      cwd: path.dirname(cluster),
      env: programEnvironment(),
      stdio: ["ignore", "ignore", "pipe"],
      windowsHide: true,
    });
    let output = "";
    child.stderr.setEncoding("utf8");
    child.stderr.on("data", (text: string) => {
      output = (output + text).slice(-4000);
    });
    child.once("error", (error) => reject(initdbFailed(error.message, error)));
    child.once("close", (code, signal) => {
      if (code === 0) resolve();
      else reject(initdbFailed(output.trim().split("\n").slice(-5).join(" | ") || `it ended with ${signal ?? code}`));
    });
  });
}

function initdbFailed(reason: string, cause?: unknown): EmbeddedPostgresError {
  return new EmbeddedPostgresError("INITDB_FAILED", `initdb could not make a new cluster: ${reason}`, { cause });
}
