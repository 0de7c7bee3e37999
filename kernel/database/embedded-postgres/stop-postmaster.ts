import { setTimeout as delay } from "node:timers/promises";
import { EmbeddedPostgresError, errorCode } from "./embedded-postgres-error.ts";
import { inspectProcess, isPostmasterOf } from "./inspect-process.ts";

/**
 * Stops a postmaster and waits until its process is gone. SIGINT is the fast shutdown: sessions are ended, open transactions
 * rolled back, a checkpoint written. When that takes longer than `patienceMs`, SIGQUIT ends it at once and the next start
 * recovers from the log; nothing committed is lost.
 *
 * Does nothing when the process is gone or the pid belongs to something else by now. Throws `STOP_FAILED`.
 */
export async function stopPostmaster(options: {
  pid: number;
  dataFolder: string;
  onProgress: (message: string) => void;
  patienceMs?: number;
}): Promise<void> {
  const { pid, dataFolder, onProgress, patienceMs = 30_000 } = options;
  const lives = async () => {
    const info = await inspectProcess(pid);
    return info !== null && isPostmasterOf(info, dataFolder);
  };
  if (!(await lives())) return;
  send(pid, "SIGINT");
  if (await endsWithin(lives, patienceMs)) return;
  onProgress(
    `Postgres (pid ${pid}) did not stop in ${patienceMs / 1000} s; ending it at once, the next start recovers`,
  );
  send(pid, "SIGQUIT");
  // The postmaster itself kills what is left of its children after 5 s.
  if (await endsWithin(lives, 10_000)) return;
  throw new EmbeddedPostgresError(
    "STOP_FAILED",
    `Postgres (pid ${pid}) on ${dataFolder} runs on, ${patienceMs / 1000 + 10} s after it was told to stop; end that process yourself`,
  );
}

async function endsWithin(lives: () => Promise<boolean>, ms: number): Promise<boolean> {
  const deadline = Date.now() + ms;
  while (Date.now() < deadline) {
    if (!(await lives())) return true;
    await delay(20);
  }
  return false;
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (errorCode(error) !== "ESRCH") {
      throw new EmbeddedPostgresError("STOP_FAILED", `Postgres (pid ${pid}) may not be stopped by this user`, {
        cause: error,
      });
    }
  }
}
