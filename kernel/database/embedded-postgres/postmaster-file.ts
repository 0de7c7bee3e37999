import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { errorCode } from "./embedded-postgres-error.ts";

/** What a postmaster says of itself in `postmaster.pid`. */
export interface PostmasterFile {
  pid: number;
  /** `null` for the first moments of a start, when the line is not written yet. */
  port: number | null;
}

/** Reads `<dataFolder>/postmaster.pid`; `null` when there is none. */
export async function readPostmasterFile(dataFolder: string): Promise<PostmasterFile | null> {
  try {
    const lines = (await readFile(fileOf(dataFolder), "utf8")).split("\n");
    const port = Number(lines[3]);
    return { pid: Math.abs(Number(lines[0])), port: Number.isInteger(port) && port > 0 ? port : null };
  } catch (error) {
    if (errorCode(error) === "ENOENT") return null;
    throw error;
  }
}

/**
 * Makes the next postmaster treat the file as left by a crash, although some process (a zombie, or a stranger that got the
 * same pid) answers to the pid in it. The file is not deleted, because its shared memory key is how a new postmaster sees
 * that backends of the old one still write to the folder. It gets our own pid instead: postgres takes the pid of its parent
 * for a stale one (CreateLockFile in miscinit.c).
 */
export async function disownPostmasterFile(dataFolder: string): Promise<void> {
  const lines = (await readFile(fileOf(dataFolder), "utf8")).split("\n");
  await writeFile(fileOf(dataFolder), [String(process.pid), ...lines.slice(1)].join("\n"));
}

function fileOf(dataFolder: string): string {
  return path.join(dataFolder, "postmaster.pid");
}
