import { median } from "./measure.ts";

export type Work = () => Promise<unknown>;

export interface CpuOptions {
  readonly rounds: number;
  /** Run before, and not counted. */
  readonly warmUpRounds: number;
  /** How often the work is done in each round: asking for the CPU costs some itself. */
  readonly runsPerRound: number;
}

/**
 * What each work costs this process, in µs of CPU for one run. They take turns, so that whatever slows the machine slows
 * all; of the rounds the median is taken, which a neighbour's noise moves least.
 */
export async function compareCpu(works: readonly Work[], options: CpuOptions): Promise<number[]> {
  const { rounds, warmUpRounds, runsPerRound } = options;
  const spent = works.map((): number[] => []);
  for (let round = 0; round < rounds + warmUpRounds; round += 1) {
    // Every other round backwards: who comes second pays for the garbage of who came first.
    const order = [...works.entries()];
    for (const [index, work] of round % 2 === 0 ? order : order.toReversed()) {
      const before = process.cpuUsage();
      for (let run = 0; run < runsPerRound; run += 1) await work();
      const { user, system } = process.cpuUsage(before);
      if (round >= warmUpRounds) spent[index]?.push((user + system) / runsPerRound);
    }
  }
  return spent.map(median);
}
