import { randomUUID } from "node:crypto";
import { link, readFile, rm, writeFile } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { EmbeddedPostgresError, errorCode } from "./embedded-postgres-error.ts";
import { inspectProcess } from "./inspect-process.ts";

/** Longer than the slowest honest holder: a cold initdb plus the 60 s a recovery may take. */
const patienceMs = 180_000;

/**
 * Runs `work` while no other process does so under the same lock file, and gives back what it gives.
 *
 * The lock is a file naming its holder by pid and start time. A holder that was killed is recognised by that, and its lock
 * taken over.
 *
 * Throws `FOLDER_UNUSABLE` when the lock file cannot be written, `START_FAILED` when it stays taken for 180 s.
 */
export async function withStartLock<T>(
  lockFile: string,
  onProgress: (message: string) => void,
  work: () => Promise<T>,
): Promise<T> {
  const own = await takeLock(lockFile, onProgress);
  try {
    return await work();
  } finally {
    // Only ours: somebody may have removed the file by hand, and a third process locked again.
    if ((await contentOf(lockFile)) === own) await rm(lockFile, { force: true });
  }
}

async function takeLock(lockFile: string, onProgress: (message: string) => void): Promise<string> {
  const own = JSON.stringify({
    pid: process.pid,
    startedAt: (await inspectProcess(process.pid))?.startedAt ?? "",
    token: randomUUID(),
  });
  const draft = `${lockFile}.${randomUUID()}`;
  const deadline = Date.now() + patienceMs;
  let told = false;
  try {
    await writeFile(draft, own, { mode: 0o600, flag: "wx" });
    for (;;) {
      if (await linked(draft, lockFile)) return own;
      const held = await contentOf(lockFile);
      if (held === null) continue;
      if (!(await holderLives(held))) {
        await discard(lockFile, held);
        continue;
      }
      if (Date.now() > deadline) {
        throw new EmbeddedPostgresError("START_FAILED", `Another process has held ${lockFile} for 180 s: ${held}`);
      }
      if (!told) onProgress("Another process is starting Postgres on this folder; waiting for it");
      told = true;
      await delay(25);
    }
  } catch (error) {
    if (error instanceof EmbeddedPostgresError) throw error;
    throw new EmbeddedPostgresError("FOLDER_UNUSABLE", `The lock file ${lockFile} cannot be written`, { cause: error });
  } finally {
    await rm(draft, { force: true });
  }
}

/** A hard link appears at once and with its whole content, which an exclusive create does not. */
async function linked(draft: string, lockFile: string): Promise<boolean> {
  try {
    await link(draft, lockFile);
    return true;
  } catch (error) {
    if (errorCode(error) === "EEXIST") return false;
    throw error;
  }
}

async function contentOf(file: string): Promise<string | null> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (errorCode(error) === "ENOENT") return null;
    throw error;
  }
}

async function holderLives(held: string): Promise<boolean> {
  try {
    const { pid, startedAt } = JSON.parse(held) as { pid: number; startedAt: string };
    const holder = await inspectProcess(pid);
    return holder !== null && holder.startedAt === startedAt;
  } catch {
    // Not ours, or cut short by a full disk: nobody can be holding it.
    return false;
  }
}

/**
 * Removes a lock judged stale. Two waiters may judge at the same time, and the slower one would remove the faster one's new
 * lock: so only the holder of a second lock removes, after looking again. That one can go stale too, and is then treated alike.
 */
async function discard(lockFile: string, stale: string): Promise<void> {
  await withStartLock(
    `${lockFile}.takeover`,
    () => undefined,
    async () => {
      if ((await contentOf(lockFile)) === stale) await rm(lockFile, { force: true });
    },
  );
}
