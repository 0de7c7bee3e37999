import { createHash } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { HandedOver } from "./endings.ts";

/** @throws AirgraphError TIMEOUT when an attempt's work is not done by the time its signal aborts */
export async function withinTime<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  // Left when the work is done: a signal keeps its listeners, and what they hold, until its time is up.
  const done = new AbortController();
  const late = new Promise<never>((_resolve, reject) => {
    const tell = () => reject(new AirgraphError("TIMEOUT", "The step took too long."));
    signal.addEventListener("abort", tell, { once: true, signal: done.signal });
    if (signal.aborted) tell();
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    done.abort();
  }
}

/** Part of a pause between attempts that is waited out, from 0 to 1, the same in whatever turn it is worked out. */
export function jitter(seed: string): number {
  return createHash("sha256").update(seed).digest().readUInt32BE(0) / 0xffff_ffff;
}

/** @throws HandedOver when the worker is to stop before the time has passed */
export async function pauseInTurn(ms: number, stopping: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal: stopping }).catch(() => {
    throw new HandedOver();
  });
}
