/** Numbers that a running process tells its operators. Labels have few values: never an id. */
export interface Metrics {
  /** @returns counts one more */
  counter<Label extends string>(about: MetricAbout<Label>): (labels: Readonly<Record<Label, string>>) => void;
  /** @returns counts one more value, in the unit that the name ends with */
  histogram<Label extends string>(
    about: MetricAbout<Label> & { readonly buckets: readonly number[] },
  ): (labels: Readonly<Record<Label, string>>, value: number) => void;
  /** @param about.read asked whenever somebody looks */
  gauge(about: { readonly name: string; readonly help: string; readonly read: () => number }): void;
}

interface MetricAbout<Label extends string> {
  /** By Prometheus' rules: `airgraph_…`, the unit last, `_total` for counters. */
  readonly name: string;
  readonly help: string;
  readonly labels: readonly Label[];
}

/** For a process whose metrics nobody asks for. */
export const noMetrics: Metrics = {
  counter: () => () => {},
  histogram: () => () => {},
  gauge: () => {},
};
