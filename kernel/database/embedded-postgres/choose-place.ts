import { createHash, randomUUID } from "node:crypto";
import { lstat, mkdir, readFile, realpath, rename, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { EmbeddedPostgresError } from "./embedded-postgres-error.ts";
import { canEnter, isRoot, type RunAs, unprivilegedUser } from "./run-as.ts";

/** Where a cluster lives and who runs it. */
export interface Place {
  /** The real data folder: the one asked for, or the one it was moved to. No symbolic links in it. */
  dataFolder: string;
  /** Whom postgres runs as, or `null` for ourselves. */
  runAs: RunAs | null;
  /** The record beside the folder asked for. */
  recordFile: string;
  record: PlaceRecord;
}

/** What one start leaves for the next one, as JSON in `<folder>.json`. */
export interface PlaceRecord {
  /** Set when the cluster lives elsewhere than in the folder asked for. */
  movedTo?: string;
  /** The port of the last start. */
  port?: number;
}

/**
 * Decides where the cluster of `folder` lives. As an ordinary user: there. As root postgres runs as an unprivileged user, and
 * when that one cannot pass through some ancestor (a checkout in /root), the cluster goes to the first of `shelters` that is
 * open to it, under a name made from the folder's path, and `<folder>.json` records it for the next start.
 *
 * Creates the parent folder. Throws `FOLDER_UNUSABLE` when that fails, or when an existing cluster cannot be reached.
 */
export async function choosePlace(options: {
  folder: string;
  onProgress: (message: string) => void;
  shelters?: readonly string[];
}): Promise<Place> {
  const { onProgress, shelters = defaultShelters() } = options;
  const folder = await resolveFolder(options.folder);
  const recordFile = `${folder}.json`;
  const record = await readRecord(recordFile);
  const dataFolder = record.movedTo ?? folder;
  const owner = await ownerOf(dataFolder);

  if (!isRoot()) {
    const uid = process.getuid?.();
    if (owner !== null && uid !== undefined && owner.uid !== uid) {
      throw new EmbeddedPostgresError(
        "FOLDER_UNUSABLE",
        `The cluster in ${dataFolder} belongs to user ${owner.uid} and this process runs as ${uid}; start as that user, or remove the folder`,
      );
    }
    return { dataFolder, runAs: null, recordFile, record };
  }

  // A cluster stays with whoever made it, because postgres insists on owning its data folder.
  const runAs = owner !== null && owner.uid !== 0 ? owner : await unprivilegedUser();
  if (record.movedTo !== undefined) {
    await mkdir(path.dirname(dataFolder), { recursive: true, mode: 0o755 });
    return { dataFolder, runAs, recordFile, record };
  }
  if (await canEnter(path.dirname(folder), runAs)) return { dataFolder, runAs, recordFile, record };
  if (owner !== null) {
    throw new EmbeddedPostgresError(
      "FOLDER_UNUSABLE",
      `The cluster in ${folder} lies in a folder that its user ${runAs.uid} may no longer enter; allow it (chmod o+x), or move the cluster`,
    );
  }
  const movedTo = await findShelter(folder, shelters, runAs);
  onProgress(`User ${runAs.uid}, who runs Postgres for root, may not enter ${path.dirname(folder)}: using ${movedTo}`);
  await writeRecord(recordFile, { ...record, movedTo });
  return { dataFolder: movedTo, runAs, recordFile, record: { ...record, movedTo } };
}

/** Writes the record by rename, so that a reader never sees half of it. */
export async function writeRecord(recordFile: string, record: PlaceRecord): Promise<void> {
  const draft = `${recordFile}.${randomUUID()}`;
  try {
    await writeFile(draft, `${JSON.stringify(record)}\n`);
    await rename(draft, recordFile);
  } catch (error) {
    throw new EmbeddedPostgresError("FOLDER_UNUSABLE", `${recordFile} cannot be written`, { cause: error });
  }
}

async function readRecord(recordFile: string): Promise<PlaceRecord> {
  try {
    const { movedTo, port } = JSON.parse(await readFile(recordFile, "utf8")) as Record<string, unknown>;
    return {
      ...(typeof movedTo === "string" && path.isAbsolute(movedTo) ? { movedTo } : {}),
      ...(typeof port === "number" && Number.isInteger(port) ? { port } : {}),
    };
  } catch {
    return {};
  }
}

/** Postgres reports its data folder without symbolic links, so ours is compared in that form. */
async function resolveFolder(folder: string): Promise<string> {
  try {
    await mkdir(path.dirname(folder), { recursive: true });
    const direct = path.join(await realpath(path.dirname(folder)), path.basename(folder));
    return await realpath(direct).catch(() => direct);
  } catch (error) {
    throw new EmbeddedPostgresError("FOLDER_UNUSABLE", `The folder ${path.dirname(folder)} cannot be made`, {
      cause: error,
    });
  }
}

async function ownerOf(dataFolder: string): Promise<RunAs | null> {
  const info = await stat(dataFolder).catch(() => null);
  return info === null ? null : { uid: info.uid, gid: info.gid };
}

function defaultShelters(): string[] {
  return ["/var/lib/airgraph", path.join(tmpdir(), "airgraph-root"), "/tmp/airgraph-root"];
}

async function findShelter(folder: string, shelters: readonly string[], runAs: RunAs): Promise<string> {
  const name = createHash("sha256").update(folder).digest("hex").slice(0, 16);
  const causes: unknown[] = [];
  for (const shelter of shelters) {
    try {
      await mkdir(shelter, { recursive: true, mode: 0o755 });
      await assertOurs(shelter);
      const home = path.join(await realpath(shelter), name);
      await mkdir(home, { recursive: true, mode: 0o755 });
      if (await canEnter(home, runAs)) return path.join(home, "postgres");
    } catch (error) {
      causes.push(error);
    }
  }
  throw new EmbeddedPostgresError(
    "FOLDER_UNUSABLE",
    `User ${runAs.uid}, who runs Postgres for root, may enter neither ${path.dirname(folder)} nor ${shelters.join(", ")}; allow one (chmod o+x)`,
    { cause: new AggregateError(causes) },
  );
}

/** Programs are run from here, so in a world-writable /tmp the folder must not be one that somebody else prepared. */
async function assertOurs(shelter: string): Promise<void> {
  const info = await lstat(shelter);
  if (!info.isDirectory() || info.uid !== process.getuid?.() || (info.mode & 0o022) !== 0) {
    throw new EmbeddedPostgresError("FOLDER_UNUSABLE", `${shelter} is not a folder that only we can write`);
  }
}
