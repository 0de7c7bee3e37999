import type { Metrics, Sample } from "./metrics.ts";

/** Prometheus' text format, version 0.0.4. */
const contentType = "text/plain; version=0.0.4; charset=utf-8";

/**
 * Metrics that are kept in this process until a Prometheus server asks for them. What a client library looks up for every
 * value by its labels, a third of a microsecond each, is looked up once here.
 */
export function createPrometheusMetrics(): {
  readonly metrics: Metrics;
  readonly contentType: string;
  readonly text: () => string;
} {
  const families = new Map<string, Family>();
  const add = (family: Family): void => {
    if (families.has(family.name)) throw new Error(`there is a metric ${family.name} already`);
    families.set(family.name, family);
  };
  return {
    contentType,
    text: () => [...families.values()].map(print).join(""),
    metrics: {
      counter({ name, help }) {
        const series = createSeries(createCounter);
        add({ name, help, type: "counter", lines: () => series.all().map(([on, { read }]) => line(name, on, read())) });
        return (labels) => series.of(labels).add;
      },
      histogram({ name, help, buckets }) {
        const series = createSeries(() => createHistogram(buckets));
        add({ name, help, type: "histogram", lines: () => series.all().flatMap(([on, { read }]) => read(name, on)) });
        return (labels) => series.of(labels).observe;
      },
      gauge: ({ name, help, read }) => add({ name, help, type: "gauge", lines: () => printSamples(name, read()) }),
      total: ({ name, help, read }) => add({ name, help, type: "counter", lines: () => printSamples(name, read()) }),
    },
  };
}

type Labels = Readonly<Record<string, string>>;

interface Family {
  readonly name: string;
  readonly help: string;
  readonly type: "counter" | "gauge" | "histogram";
  lines(): readonly string[];
}

/** What is counted for each combination of labels. */
function createSeries<Each>(create: () => Each) {
  const series = new Map<string, Each>();
  return {
    of(labels: Labels): Each {
      const key = printLabels(labels);
      const known = series.get(key) ?? create();
      series.set(key, known);
      return known;
    },
    all: (): readonly (readonly [string, Each])[] => [...series],
  };
}

function createCounter() {
  let count = 0;
  return {
    add(amount = 1) {
      count += amount;
    },
    read: () => count,
  };
}

function createHistogram(buckets: readonly number[]) {
  const counts = new Float64Array(buckets.length + 1);
  let sum = 0;
  return {
    observe(value: number) {
      let at = 0;
      while (at < buckets.length && value > (buckets[at] ?? 0)) at += 1;
      counts[at] = (counts[at] ?? 0) + 1;
      sum += value;
    },
    read(name: string, on: string): string[] {
      let count = 0;
      const lines = Array.from(counts, (each, at) => {
        count += each;
        const bound = `le="${buckets[at] ?? "+Inf"}"`;
        return line(`${name}_bucket`, on === "" ? bound : `${on},${bound}`, count);
      });
      return [...lines, line(`${name}_sum`, on, sum), line(`${name}_count`, on, count)];
    },
  };
}

function print({ name, help, type, lines }: Family): string {
  const about = help.replaceAll("\\", "\\\\").replaceAll("\n", "\\n");
  return `# HELP ${name} ${about}\n# TYPE ${name} ${type}\n${lines().join("")}`;
}

function printSamples(name: string, read: number | readonly Sample[]): string[] {
  if (typeof read === "number") return [line(name, "", read)];
  return read.map(({ labels, value }) => line(name, printLabels(labels), value));
}

function printLabels(labels: Labels): string {
  return Object.entries(labels)
    .map(
      ([name, value]) => `${name}="${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n")}"`,
    )
    .join(",");
}

function line(name: string, labels: string, value: number): string {
  return `${name}${labels === "" ? "" : `{${labels}}`} ${value}\n`;
}
