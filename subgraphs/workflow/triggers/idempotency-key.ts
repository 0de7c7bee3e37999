import type { Firing } from "../store/firings.ts";

/** What the run of a firing is started under, by whatever process; at most 200 characters. @param of one of its records */
export function idempotencyKeyOf({ trigger, kind, key }: Omit<Firing, "happening">, of?: string): string {
  return [kind, trigger.workflowId, trigger.id, key, ...(of === undefined ? [] : [of])].join(":");
}
