/** One side of a comparison. */
export interface Side {
  readonly name: string;
  /** What is timed. */
  run(): Promise<void> | void;
  /** What has to happen before each run and is not timed. */
  prepare?(): Promise<void> | void;
}

export interface Comparison {
  readonly name: string;
  /** What the subject is measured against. */
  readonly baseline: Side;
  readonly subject: Side;
  /** The subject's median may be this many times the baseline's. */
  readonly atMost: number;
  /** How often each side runs; default 60. */
  readonly rounds?: number;
}

/**
 * Runs both sides of a comparison by turns, so that whatever slows the machine slows both, and prints their medians and
 * the ratio.
 *
 * @returns whether the target was met
 */
export async function compare({ name, baseline, subject, atMost, rounds = 60 }: Comparison): Promise<boolean> {
  const times = { baseline: [] as number[], subject: [] as number[] };
  // The first rounds warm up: they are run but not counted.
  const warmUp = Math.ceil(rounds / 4);
  for (let round = 0; round < rounds + warmUp; round += 1) {
    const spent = { baseline: await time(baseline), subject: await time(subject) };
    if (round < warmUp) continue;
    times.baseline.push(spent.baseline);
    times.subject.push(spent.subject);
  }
  return judge(name, [subject.name, median(times.subject)], [baseline.name, median(times.baseline)], "ms", atMost);
}

async function time(side: Side): Promise<number> {
  await side.prepare?.();
  const startedAt = performance.now();
  await side.run();
  return performance.now() - startedAt;
}

/** Of an even number the upper of the middle two. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** What was measured on one side: a name, and a figure in the verdict's unit. */
export type Figure = readonly [name: string, value: number];

/** Prints both figures and their ratio. @returns whether the subject is at most so many times the baseline */
export function judge(name: string, subject: Figure, baseline: Figure, unit: string, atMost: number): boolean {
  const ratio = subject[1] / baseline[1];
  return tell(name, [subject, baseline], unit, ratio <= atMost, `at most ${atMost.toFixed(2)}`);
}

/** Like `judge`, where more is better. @returns whether the subject is at least so many times the baseline */
export function judgeAtLeast(name: string, subject: Figure, baseline: Figure, unit: string, atLeast: number): boolean {
  const ratio = subject[1] / baseline[1];
  return tell(name, [subject, baseline], unit, ratio >= atLeast, `at least ${atLeast.toFixed(2)}`);
}

function tell(
  name: string,
  [subject, baseline]: [Figure, Figure],
  unit: string,
  met: boolean,
  target: string,
): boolean {
  const say = ([who, value]: Figure) => `${who} ${value.toFixed(2)} ${unit}`;
  const ratio = (subject[1] / baseline[1]).toFixed(3);
  process.stdout.write(
    `${met ? "✓" : "✗"} ${name}: ${say(subject)}, ${say(baseline)}, ratio ${ratio} (target ${target})\n`,
  );
  return met;
}
