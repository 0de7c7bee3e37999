import type { Clock } from "./clock.ts";

interface Timer {
  readonly time: number;
  readonly task: () => void;
  handle: NodeJS.Timeout;
}

/** Runs tasks when the emulator's clock says so, however it is moved. Keeps no process alive. */
export class Timers {
  readonly #clock: Clock;
  readonly #timers = new Set<Timer>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Runs a task once.
   *
   * @param time when, ms since 1970-01-01 UTC; as soon as possible when it is past
   * @returns takes the task back; does nothing once it ran
   */
  runAt(time: number, task: () => void): () => void {
    const timer: Timer = { time, task, handle: this.#wake(time, () => this.#ring(timer)) };
    this.#timers.add(timer);
    return () => this.#drop(timer);
  }

  /** Runs everything that is due, earliest first: to be called after the clock was put forward. */
  catchUp(): void {
    const now = this.#clock.now();
    const due = [...this.#timers].filter(({ time }) => time <= now);
    for (const timer of due.sort((a, b) => a.time - b.time)) this.#ring(timer);
  }

  /** Drops everything. */
  stop(): void {
    for (const timer of this.#timers) this.#drop(timer);
  }

  #ring(timer: Timer): void {
    // Taken back by a task that ran a moment ago.
    if (!this.#timers.has(timer)) return;
    if (timer.time > this.#clock.now()) {
      // The machine's time and the emulator's go apart when a test holds the clock.
      timer.handle = this.#wake(timer.time, () => this.#ring(timer));
      return;
    }
    this.#drop(timer);
    timer.task();
  }

  #wake(time: number, run: () => void): NodeJS.Timeout {
    return setTimeout(run, Math.max(0, time - this.#clock.now())).unref();
  }

  #drop(timer: Timer): void {
    clearTimeout(timer.handle);
    this.#timers.delete(timer);
  }
}
