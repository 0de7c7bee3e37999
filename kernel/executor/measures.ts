import { z } from "zod";

/** What answering cost, by name: numbers that can be added up over the parts of an operation. */
export type Measures = Record<string, number>;

const toldExtensions = z.object({ measures: z.record(z.string(), z.number()) });

export function addMeasure(measures: Measures, name: string, amount: number): void {
  measures[name] = (measures[name] ?? 0) + amount;
}

/** As a result tells them: nothing when nothing was measured. */
export function toldMeasures(measures: Measures): { measures?: Measures } {
  return Object.keys(measures).length === 0 ? {} : { measures };
}

/** What a result told. */
export function measuresOf(extensions: unknown): Measures {
  const told = toldExtensions.safeParse(extensions);
  return told.success ? told.data.measures : {};
}

/** An operation may ask one subgraph several times. */
export function addMeasures(measures: Map<string, Measures>, subgraph: string, told: Measures): void {
  const sum = measures.get(subgraph) ?? {};
  for (const [name, amount] of Object.entries(told)) addMeasure(sum, name, amount);
  measures.set(subgraph, sum);
}
