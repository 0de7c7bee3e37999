import type { StormReport } from "./run-storm.ts";

/** What a storm has come to, for people. */
export function printReport({ snapshot, violations, faults, takeOverMs }: StormReport): string {
  const { sagas, runs, followed } = snapshot;
  const sorted = takeOverMs.toSorted((a, b) => a - b);
  const told = followed.reduce((sum, { seen }) => sum + seen.length, 0);
  const connections = followed.reduce((sum, one) => sum + one.connections, 0);
  const left = sagas.flatMap(({ steps }) => steps.filter(({ status }) => status === "LEFT"));
  const lines = [
    `faults: ${list([...faults])}`,
    `sagas: ${list(countBy(sagas.map(({ status }) => status)))}, steps left: ${left.length}`,
    `runs: ${list(countBy(runs.map(({ status }) => status)))}`,
    `subscribers: ${followed.length}, told ${told} events over ${connections} connections`,
    sorted.length === 0
      ? "take-overs: none"
      : `take-overs: ${sorted.length}, p50 ${ms(sorted[Math.floor(sorted.length / 2)])}, max ${ms(sorted.at(-1))}`,
    `violations: ${violations.length}`,
    ...violations.map((violation) => `  ${violation}`),
  ];
  return `${lines.join("\n")}\n`;
}

function ms(value: number | undefined): string {
  return `${Math.round(value ?? 0)} ms`;
}

function list(counts: readonly (readonly [string, number])[]): string {
  return counts.map(([name, times]) => `${times} × ${name}`).join(", ");
}

function countBy(names: readonly string[]): [string, number][] {
  return [...new Set(names)].toSorted().map((name) => [name, names.filter((one) => one === name).length]);
}
