import type { Clock } from "./clock.ts";

/** Something that must not take for ever. */
export interface Deadline {
  /** By the clock of the deadlines; may be moved at any time. Infinity: none for now. */
  readonly endsAt: number;
  /** Told once per look for as long as it is watched and its time is over. */
  onOver(): void;
}

export interface Deadlines {
  watch(deadline: Deadline): void;
  forget(deadline: Deadline): void;
}

/**
 * Watches any number of deadlines by one timer, which looks once per period: each is told late by up to that, and costs
 * next to nothing where a timer of its own would cost microseconds. The timer runs only while there is something to watch.
 */
export function createDeadlines(options: { clock: Clock; periodMs: number }): Deadlines {
  const { clock, periodMs } = options;
  const watched = new Set<Deadline>();
  let timer: NodeJS.Timeout | undefined;

  return {
    watch(deadline) {
      watched.add(deadline);
      // Watching alone keeps no process alive: what is waited for does.
      timer ??= setInterval(look, periodMs).unref();
    },
    forget(deadline) {
      watched.delete(deadline);
    },
  };

  function look(): void {
    const now = clock.now();
    for (const deadline of watched) if (deadline.endsAt <= now) deadline.onOver();
    if (watched.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  }
}
