import type { Fault } from "../faults/fault.ts";

/** One request to the API, as `GET /_emulator/requests` shows it. */
export interface RecordedRequest {
  readonly method: string;
  /** Path without the query. */
  readonly path: string;
  readonly baseId?: string;
  /** The table's id, also when the path named it; absent when there is no such table. */
  readonly tableId?: string;
  /** 0 when the connection was cut before any work. */
  readonly status: number;
  /** The fault it met, if any. */
  readonly fault?: Fault["kind"];
  /** When it was answered, ms since 1970-01-01 UTC. */
  readonly at: number;
}

/** Keeps the newest requests, up to a fixed number. */
export class RequestLog {
  readonly #most: number;
  #ring: RecordedRequest[] = [];
  /** Where the next one goes once the ring is full: the place of the oldest. */
  #next = 0;

  constructor(most = 10_000) {
    this.#most = most;
  }

  add(request: RecordedRequest): void {
    if (this.#ring.length < this.#most) {
      this.#ring.push(request);
      return;
    }
    this.#ring[this.#next] = request;
    this.#next = (this.#next + 1) % this.#most;
  }

  /** Oldest first. */
  list(): readonly RecordedRequest[] {
    return [...this.#ring.slice(this.#next), ...this.#ring.slice(0, this.#next)];
  }

  clear(): void {
    this.#ring = [];
    this.#next = 0;
  }
}
