import type { Caches } from "./caches.ts";
import type { OpenConnection } from "./connections/open-connections.ts";
import type { CallerRules } from "./policies/caller-rules.ts";
import type { SharedReads } from "./reading/shared-reads.ts";
import type { AirtableClient } from "./upstream/airtable-client.ts";
import type { RecordWriter } from "./writing/record-writer.ts";

/** A tenant's Airtable, as use cases get it. */
export interface TenantAirtable {
  /** Oldest first. Opened when they are first needed, once for each request; throws as `openConnections` does. */
  readonly connections: () => Promise<readonly OpenConnection[]>;
  /** What data policies say of who asks. Looked up when it is first needed, once for each request. */
  readonly rules: () => Promise<CallerRules>;
  readonly client: AirtableClient;
  readonly caches: Caches;
  readonly reads: SharedReads;
  readonly writer: RecordWriter;
}
