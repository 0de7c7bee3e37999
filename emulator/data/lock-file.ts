import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { SayableError } from "../../kernel/process/sayable-error.ts";

/**
 * Keeps a second process from a file. The lock of a process that is gone counts for nothing.
 *
 * @returns what gives the lock back
 * @throws SayableError naming the process that holds it
 */
export function lockFile(path: string): () => void {
  const holder = holderOf(path);
  if (holder !== null) {
    throw new SayableError(
      `${path} is held by the emulator with process id ${holder}; stop it, or take another --data`,
    );
  }
  writeFileSync(path, String(process.pid));
  return () => rmSync(path, { force: true });
}

function holderOf(path: string): number | null {
  if (!existsSync(path)) return null;
  const pid = Number(readFileSync(path, "utf8"));
  // In a container, the process that died had the id of the one that takes its place.
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return null;
  try {
    process.kill(pid, 0);
    return pid;
  } catch (error) {
    return codeOf(error) === "ESRCH" ? null : pid;
  }
}

function codeOf(error: unknown): unknown {
  return typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
}
