import type { Scope } from "../../../../kernel/identity/scopes.ts";
import type { TriggerKind } from "../triggers.ts";

/** What whoever publishes a trigger must hold to be told of what fires it. */
export const neededScopes: Readonly<Record<TriggerKind, readonly Scope[]>> = {
  cron: [],
  record: ["data:read"],
  fileCreated: ["files:read"],
  webhook: [],
  runEnded: ["runs:read"],
  usage: ["usage:read"],
};
