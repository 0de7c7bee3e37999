import { type Fault, type FaultFilter, type FaultRule, faultRuleSchema } from "./fault.ts";

/** A fault in place, as `GET /_emulator/faults` shows it. */
export interface PlacedFault {
  readonly id: string;
  readonly fault: Fault;
  readonly match: FaultFilter;
  /** How many requests it will still meet; null until it is cleared. */
  readonly remaining: number | null;
  /** How many it has met. */
  readonly met: number;
}

/** The parts of a request that faults look at. */
export interface FaultTarget {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** Empty when the path names none. */
  readonly baseId: string;
}

/** Faults that tests put in the way of requests. A request meets the oldest one that matches, and only that. */
export class Faults {
  #placed: PlacedFault[] = [];
  #count = 0;

  /** @throws ZodError for a rule that is none */
  add(rule: FaultRule): PlacedFault {
    const { fault, match, times } = faultRuleSchema.parse(rule);
    this.#count += 1;
    const placed: PlacedFault = {
      id: `fault${this.#count}`,
      fault,
      match,
      remaining: times ?? null,
      met: 0,
    };
    this.#placed.push(placed);
    return placed;
  }

  /** Those that will still meet requests, oldest first. */
  list(): readonly PlacedFault[] {
    return [...this.#placed];
  }

  /** @returns whether there was one with the id */
  remove(id: string): boolean {
    const before = this.#placed.length;
    this.#placed = this.#placed.filter((placed) => placed.id !== id);
    return this.#placed.length < before;
  }

  clear(): void {
    this.#placed = [];
  }

  /** The fault this request meets, counted as met; null when it goes through. */
  take(target: FaultTarget): Fault | null {
    const index = this.#placed.findIndex(({ match }) => matches(match, target));
    const found = this.#placed[index];
    if (found === undefined) return null;
    const remaining = found.remaining === null ? null : found.remaining - 1;
    if (remaining === 0) this.#placed.splice(index, 1);
    else this.#placed[index] = { ...found, remaining, met: found.met + 1 };
    return found.fault;
  }
}

function matches(match: FaultFilter, target: FaultTarget): boolean {
  return (
    (match.method === undefined || match.method === target.method) &&
    (match.path === undefined || target.path.startsWith(match.path)) &&
    (match.baseId === undefined || match.baseId === target.baseId)
  );
}
