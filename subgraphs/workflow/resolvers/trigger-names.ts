import type { TriggerKind as Name } from "../generated/resolver-types.ts";
import type { TriggerKind } from "../store/runs.ts";

/** Kinds of triggers as clients know them. */
const names: Readonly<Record<TriggerKind, Name>> = {
  manual: "MANUAL",
  cron: "CRON",
  record: "RECORD",
  fileCreated: "FILE_CREATED",
  webhook: "WEBHOOK",
  runEnded: "RUN_ENDED",
  usage: "USAGE",
  workflow: "WORKFLOW",
};

export function toTriggerName(kind: TriggerKind): Name {
  return names[kind];
}

export function fromTriggerName(name: Name): TriggerKind {
  const kinds = Object.keys(names) as TriggerKind[];
  return kinds.find((kind) => names[kind] === name) ?? "manual";
}
