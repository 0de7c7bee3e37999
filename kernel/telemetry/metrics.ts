/** Numbers that a running process tells its operators. Labels have few values: never an id, never what a client chose. */
export interface Metrics {
  /** @returns what counts, by labels. It is asked for once and kept: counting is an addition then */
  counter<Label extends string>(
    about: MetricAbout & { readonly labels: readonly Label[] },
  ): (labels: Readonly<Record<Label, string>>) => Add;
  /** @returns what takes one more value, in the unit that the name ends with, by labels; kept like a counter */
  histogram<Label extends string>(
    about: MetricAbout & { readonly labels: readonly Label[]; readonly buckets: readonly number[] },
  ): (labels: Readonly<Record<Label, string>>) => Observe;
  /** @param about.read asked whenever somebody looks */
  gauge(about: MetricAbout & { readonly read: () => number | readonly Sample[] }): void;
  /** What only grows and is counted elsewhere. @param about.read asked whenever somebody looks */
  total(about: MetricAbout & { readonly read: () => number | readonly Sample[] }): void;
}

/** @param amount 1 if it is left out */
export type Add = (amount?: number) => void;
export type Observe = (value: number) => void;

export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

interface MetricAbout {
  /** By Prometheus' rules: `airgraph_…`, the unit last, `_total` for what only grows. */
  readonly name: string;
  readonly help: string;
}

/** For a process whose metrics nobody asks for. */
export const noMetrics: Metrics = {
  counter: () => () => () => {},
  histogram: () => () => () => {},
  gauge: () => {},
  total: () => {},
};
