import type { Clock } from "../../kernel/clock.ts";
import type { Database } from "../../kernel/database/database.ts";
import type { RequestScope } from "../../kernel/executor/local-executor.ts";
import type { Loaders } from "./loaders.ts";
import type { Seal } from "./seal.ts";
import type { TenantAirtable } from "./tenant-airtable.ts";

/** What resolvers get: who asks, and what use cases need. */
export interface Context extends RequestScope, TenantAirtable {
  readonly db: Database;
  readonly clock: Clock;
  readonly seal: Seal;
  readonly loaders: Loaders;
}
