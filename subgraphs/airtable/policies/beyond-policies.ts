import type { TenantAirtable } from "../tenant-airtable.ts";
import { withoutRules } from "./caller-rules.ts";

/**
 * A tenant's Airtable as it is, for what decides about rights and is not shown itself: a filter over links, the rows of a
 * policy, what a policy is about.
 */
export function beyondPolicies(airtable: TenantAirtable): TenantAirtable {
  return {
    connections: airtable.connections,
    client: airtable.client,
    caches: airtable.caches,
    reads: airtable.reads,
    writer: airtable.writer,
    rules: async () => withoutRules((await airtable.rules()).address),
  };
}
