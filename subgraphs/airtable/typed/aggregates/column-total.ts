/** What the cells of one column come to, taken one by one. */
export interface ColumnTotal {
  add(cell: unknown): void;
  /** Of `NumberAggregate`, `DateAggregate` or `DateTimeAggregate`. */
  readonly result: Readonly<Record<string, unknown>>;
}

/** Of cells that hold numbers; what else they hold does not count. */
export function createNumberTotal(): ColumnTotal {
  let count = 0;
  let sum = 0;
  /** What additions have lost, by Neumaier: so the order in which records come changes no sum. */
  let lost = 0;
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  return {
    add(cell) {
      if (typeof cell !== "number" || !Number.isFinite(cell)) return;
      count += 1;
      const next = sum + cell;
      lost += Math.abs(sum) >= Math.abs(cell) ? sum - next + cell : cell - next + sum;
      sum = next;
      min = Math.min(min, cell);
      max = Math.max(max, cell);
    },
    get result() {
      const total = sum + lost;
      const none = count === 0;
      return { sum: total, avg: none ? null : total / count, min: none ? null : min, max: none ? null : max, count };
    },
  };
}

/**
 * Of cells that hold days or instants.
 * @param read a cell as a value whose order is that of the texts; undefined for what does not count
 */
export function createMomentTotal(read: (cell: unknown) => string | undefined): ColumnTotal {
  let count = 0;
  let min: string | null = null;
  let max: string | null = null;
  return {
    add(cell) {
      const value = read(cell);
      if (value === undefined) return;
      count += 1;
      if (min === null || value < min) min = value;
      if (max === null || value > max) max = value;
    },
    get result() {
      return { min, max, count };
    },
  };
}

const day = /^\d{4}-\d{2}-\d{2}/;

export function readDayCell(cell: unknown): string | undefined {
  return typeof cell === "string" && day.test(cell) ? cell.slice(0, 10) : undefined;
}

export function readInstantCell(cell: unknown): string | undefined {
  if (typeof cell !== "string" || Number.isNaN(Date.parse(cell))) return undefined;
  return new Date(cell).toISOString();
}
