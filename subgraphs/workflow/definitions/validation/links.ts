import type { Definition } from "../definition.ts";
import type { Knowledge } from "./knowledge.ts";
import type { JsonPath } from "./problem.ts";
import type { Report } from "./report.ts";
import { walkSteps } from "./walk-steps.ts";

interface Link {
  readonly name: string;
  readonly path: JsonPath;
}

/** The workflows that a definition runs, by steps and by its triggers, as far as their names are fixed. */
function linksOf(definition: Definition): {
  readonly runs: readonly Link[];
  readonly runsAfter: readonly Link[];
} {
  const runs: Link[] = [];
  for (const { step, path } of walkSteps(definition))
    if (step.kind === "runWorkflow" && !step.with.workflow.includes("${"))
      runs.push({ name: step.with.workflow, path: [...path, "with", "workflow"] });
  const runsAfter = definition.triggers.flatMap((trigger, index) =>
    trigger.kind === "runEnded" ? [{ name: trigger.workflow, path: ["triggers", index, "workflow"] }] : [],
  );
  return { runs, runsAfter };
}

/** Checks that workflows which start each other come to an end. */
export function checkLinks(definition: Definition, { name, published }: Knowledge, report: Report): void {
  if (name === undefined || published === undefined) return;
  const { runs, runsAfter } = linksOf(definition);
  const starts = startsOf(published.filter((other) => other.name !== name));
  for (const { name: after } of runsAfter) add(starts, after, name);
  for (const link of runs) {
    const way = wayFrom(link.name, name, starts);
    if (way !== undefined) report(link.path, "ENDLESS", `it runs without end: ${[name, ...way].join(" starts ")}`);
    else if (!published.some((other) => other.name === link.name))
      report(link.path, "UNKNOWN_WORKFLOW", `no workflow \`${link.name}\` is published`);
  }
  for (const { name: run } of runs) add(starts, name, run);
  for (const { name: after, path } of runsAfter) {
    const way = wayFrom(name, after, starts);
    if (way !== undefined) report(path, "ENDLESS", `it runs without end: ${[...way, name].join(" starts ")}`);
  }
}

type Starts = Map<string, Set<string>>;

function startsOf(workflows: NonNullable<Knowledge["published"]>): Starts {
  const starts: Starts = new Map();
  for (const { name, runs, runsAfter } of workflows) {
    for (const run of runs) add(starts, name, run);
    for (const after of runsAfter) add(starts, after, name);
  }
  return starts;
}

function add(starts: Starts, from: string, to: string): void {
  const known = starts.get(from);
  if (known === undefined) starts.set(from, new Set([to]));
  else known.add(to);
}

/** How one workflow leads to another, both included. */
function wayFrom(from: string, to: string, starts: Starts): string[] | undefined {
  const cameFrom = new Map<string, string | undefined>([[from, undefined]]);
  for (const at of cameFrom.keys()) {
    if (at === to) return wayTo(at, cameFrom);
    for (const next of starts.get(at) ?? []) if (!cameFrom.has(next)) cameFrom.set(next, at);
  }
  return undefined;
}

function wayTo(end: string, cameFrom: ReadonlyMap<string, string | undefined>): string[] {
  const way: string[] = [];
  for (let at: string | undefined = end; at !== undefined; at = cameFrom.get(at)) way.unshift(at);
  return way;
}
