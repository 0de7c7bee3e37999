import type { LiveLimits } from "./live-limits.ts";

/** What is on its way to one client: counted, so that a client that does not take it costs a known amount of memory. */
export interface Outbox {
  /** Hands text to the connection. Nothing is kept back here; what the operating system has not taken yet is counted. */
  send(text: string): void;
  /** Whether whoever has more should wait for `room`. */
  isFull(): boolean;
  /** Resolves when half of what may wait is free again, or the connection is gone. */
  room(): Promise<void>;
  /** The connection is gone, and all that waited with it. */
  close(): void;
}

export type OpenOutbox = (connection: {
  /** @param done called once the operating system has taken the text, or never will */
  write(text: string, done: () => void): void;
  /** The client took too little for too long; called once. */
  cutOff(): void;
}) => Outbox;

type Bounds = Pick<LiveLimits, "queueMessages" | "queueBytes" | "totalQueueBytes" | "slowClientMs">;

/**
 * Outboxes that share one bound. A client whose outbox is full has `slowClientMs` to take half of it, and no time at all
 * when all clients together have more waiting than may be.
 */
export function createOutboxes({ queueMessages, queueBytes, totalQueueBytes, slowClientMs }: Bounds): OpenOutbox {
  let total = 0;

  return ({ write, cutOff }) => {
    let messages = 0;
    let bytes = 0;
    let phase: { kind: "open" } | Full | { kind: "closed" } = { kind: "open" };

    return {
      send(text) {
        if (phase.kind === "closed") return;
        const size = Buffer.byteLength(text);
        messages += 1;
        bytes += size;
        total += size;
        write(text, () => taken(size));
        if (phase.kind === "open" && (messages >= queueMessages || bytes >= queueBytes)) phase = full(cutOff);
        if (phase.kind === "full" && total > totalQueueBytes) cutOff();
      },
      isFull: () => phase.kind === "full",
      room: async () => (phase.kind === "full" ? phase.room : undefined),
      close() {
        if (phase.kind === "full") phase.end();
        phase = { kind: "closed" };
        total -= bytes;
        bytes = 0;
      },
    };

    function taken(size: number): void {
      if (phase.kind === "closed") return;
      messages -= 1;
      bytes -= size;
      total -= size;
      if (phase.kind !== "full" || messages > queueMessages / 2 || bytes > queueBytes / 2) return;
      phase.end();
      phase = { kind: "open" };
    }
  };

  function full(cutOff: () => void): Full {
    let free: () => void = () => {};
    const room = new Promise<void>((resolve) => {
      free = resolve;
    });
    const timer = setTimeout(cutOff, slowClientMs);
    return {
      kind: "full",
      room,
      end() {
        clearTimeout(timer);
        free();
      },
    };
  }
}

interface Full {
  readonly kind: "full";
  readonly room: Promise<void>;
  end(): void;
}
