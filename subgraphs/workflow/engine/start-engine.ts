import { usualPatience } from "../sagas/saga-turn.ts";
import type { EngineParts } from "./run-turn.ts";
import { startWorker } from "./start-worker.ts";
import { createTakeTurn } from "./take-turn.ts";

export interface Engine {
  /** Turns end before their next step; others go on with them. */
  stop(): Promise<void>;
}

/** Starts to carry out runs and sagas in this process. */
export async function startEngine(
  parts: Omit<EngineParts, "stopping">,
  {
    databaseUrl,
    concurrency,
    sagaLateMs,
  }: { readonly databaseUrl: string; readonly concurrency: number; readonly sagaLateMs: number },
): Promise<Engine> {
  const stopping = new AbortController();
  const patience = { ...usualPatience, lateMs: sagaLateMs };
  const takeTurn = createTakeTurn({ ...parts, stopping: stopping.signal }, patience);
  const worker = await startWorker({ databaseUrl, concurrency, takeTurn, logger: parts.logger });
  return {
    async stop() {
      stopping.abort();
      await worker.stop();
    },
  };
}
