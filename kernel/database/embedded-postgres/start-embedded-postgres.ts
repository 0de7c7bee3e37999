import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { awaitReady } from "./await-ready.ts";
import { choosePlace, type Place, writeRecord } from "./choose-place.ts";
import { EmbeddedPostgresError } from "./embedded-postgres-error.ts";
import { database, initialiseCluster, superuser } from "./initialise-cluster.ts";
import { inspectProcess, isPostmasterOf } from "./inspect-process.ts";
import { launchPostmaster, type Postmaster } from "./launch-postmaster.ts";
import { findPlatformPackage, prepareBinaries } from "./platform-binaries.ts";
import { disownPostmasterFile, readPostmasterFile } from "./postmaster-file.ts";
import { withStartLock } from "./start-lock.ts";
import { stopPostmaster } from "./stop-postmaster.ts";

/** A Postgres that answers. */
export interface EmbeddedPostgres {
  /** `postgres://airgraph:<password>@127.0.0.1:<port>/airgraph`: holds the password, so keep it out of logs. */
  url: string;
  port: number;
  /** The postmaster's. */
  pid: number;
  /** True when it ran already and was taken over. */
  adopted: boolean;
  /**
   * Fast shutdown; resolves when the process is gone, also when it was gone before. An adopted one is stopped as well: where
   * several processes share one cluster, the last to leave calls this, and the others simply end.
   */
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /**
   * Absolute path of the cluster's data folder, created when missing. Beside it lie `<folder>.log` and `<folder>.json` (the
   * last port, and the real place when the folder cannot be used as root).
   */
  folder: string;
  /** Of the superuser `airgraph`. Fixed when the cluster is made; one line, not empty. */
  password: string;
  /** Default: the one used last time when it is free, otherwise a free one. 5432 only when it is named here. */
  port?: number;
  /** Server settings (`-c name=value`) beside ours, or instead of our defaults. */
  settings?: Record<string, string>;
  /** Told of what takes time: making a cluster, waiting for a recovery or another process. Never holds the password. */
  onProgress?: (message: string) => void;
  /** Default true. False: fail with `ALREADY_RUNNING` when a postmaster runs on the folder. */
  adopt?: boolean;
}

/** These decide whether we find the server again, and who can reach it. */
const ownSettings = ["data_directory", "listen_addresses", "port", "unix_socket_directories"];

/**
 * Starts the embedded PostgreSQL on `folder`, making the cluster and the database `airgraph` the first time, or adopts the
 * one that runs there. Any number of processes may call this at once: one starts it, the others adopt it. A cluster whose
 * server was killed recovers by itself, and everything committed is there. The server outlives this process until `stop()`.
 *
 * Throws `EmbeddedPostgresError` only; see its codes.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  assertUsable(options);
  try {
    return await adoptOrStart(options);
  } catch (error) {
    if (error instanceof EmbeddedPostgresError) throw error;
    throw new EmbeddedPostgresError(
      "FOLDER_UNUSABLE",
      `Postgres could not be started on ${options.folder}: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
}

async function adoptOrStart(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { password, onProgress = () => undefined, adopt = true } = options;
  const place = await choosePlace({ folder: options.folder, onProgress });
  return withStartLock(`${place.dataFolder}.lock`, onProgress, async () => {
    const running = await findRunning(place.dataFolder, password, onProgress);
    if (running !== null && !adopt) {
      throw new EmbeddedPostgresError(
        "ALREADY_RUNNING",
        `Postgres (pid ${running.pid}) runs on ${place.dataFolder} already; stop it, or allow it to be adopted`,
      );
    }
    const postmaster = running ?? (await startOn(place, options, onProgress));
    return {
      url: `postgres://${superuser}:${encodeURIComponent(password)}@127.0.0.1:${postmaster.port}/${database}`,
      port: postmaster.port,
      pid: postmaster.pid,
      adopted: running !== null,
      stop: () => stopPostmaster({ pid: postmaster.pid, dataFolder: place.dataFolder, onProgress }),
    };
  });
}

function assertUsable({ folder, password, port, settings = {} }: EmbeddedPostgresOptions): void {
  const problems: string[] = [];
  if (!path.isAbsolute(folder)) problems.push(`folder must be an absolute path, got ${JSON.stringify(folder)}`);
  if (password === "" || /[\0\r\n]/.test(password)) problems.push("password must be one line that is not empty");
  if (port !== undefined && !(Number.isInteger(port) && port >= 1 && port <= 65_535)) {
    problems.push(`port must be 1–65535, got ${port}`);
  }
  const taken = ownSettings.filter((name) => name in settings);
  if (taken.length > 0) problems.push(`settings must not hold ${taken.join(", ")}`);
  if (problems.length > 0) throw new EmbeddedPostgresError("BAD_OPTION", problems.join("; "));
}

async function startOn(
  place: Place,
  options: EmbeddedPostgresOptions,
  onProgress: (message: string) => void,
): Promise<Postmaster> {
  const { dataFolder, runAs, record, recordFile } = place;
  const platformPackage = await findPlatformPackage();
  const copyFolder = path.join(path.dirname(dataFolder), `postgres-programs-${platformPackage.version}`);
  const binaries = await prepareBinaries({ platformPackage, runAs, copyFolder, onProgress });
  await initialiseCluster({ binaries, dataFolder, password: options.password, runAs, onProgress });
  const postmaster = await launchPostmaster({
    binaries,
    dataFolder,
    password: options.password,
    runAs,
    wantedPort: options.port,
    lastPort: record.port,
    settings: options.settings ?? {},
    onProgress,
  });
  if (postmaster.port !== record.port) await writeRecord(recordFile, { ...record, port: postmaster.port });
  return postmaster;
}

/** The postmaster that serves the folder, once it answers; `null` when none does, or when it ends while we wait. */
async function findRunning(
  dataFolder: string,
  password: string,
  onProgress: (message: string) => void,
): Promise<Postmaster | null> {
  for (;;) {
    const file = await readPostmasterFile(dataFolder);
    if (file === null) return null;
    const { pid, port } = file;
    const lives = async () => {
      const info = await inspectProcess(pid);
      return info !== null && isPostmasterOf(info, dataFolder);
    };
    if (!(await lives())) {
      await disownPostmasterFile(dataFolder);
      return null;
    }
    if (port === null) {
      await delay(10);
      continue;
    }
    if ((await awaitReady({ port, password, dataFolder }, lives, onProgress)) === "ready") return { pid, port };
  }
}
