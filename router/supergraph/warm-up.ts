import { setTimeout as delay, setImmediate as othersTurn } from "node:timers/promises";
import type { Supergraph } from "./supergraph.ts";

/**
 * Plans on a supergraph the operations that came lately to the one whose place it takes, so that nobody waits for that after the
 * switch. What others ask meanwhile has its turn after each step.
 */
export async function warmUp(about: {
  former: Supergraph;
  next: Supergraph;
  /** How many, the last ones first. */
  documents: number;
  longestMs: number;
  signal: AbortSignal;
}): Promise<void> {
  const { former, next, documents, longestMs, signal } = about;
  let isOver = false;
  await Promise.race([plan(), delay(longestMs, undefined, { signal, ref: false }).catch(() => {})]);
  isOver = true;

  async function plan(): Promise<void> {
    for (const prepared of former.prepare.recent().slice(0, documents)) {
      if (prepared.kind === "invalid") continue;
      await othersTurn();
      if (isOver) return;
      const again = next.prepare(prepared.source);
      if (again.kind === "invalid") continue;
      for (const definition of again.operations) {
        await othersTurn();
        if (isOver) return;
        // What can't be planned is told to who asks for it.
        await next.compile(again.document, definition, { caller: { kind: "service", name: "router" } }).catch(() => {});
      }
    }
  }
}
