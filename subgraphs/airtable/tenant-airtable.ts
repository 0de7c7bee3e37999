import type { Caches } from "./caches.ts";
import type { AirtableAccess } from "./upstream/airtable-access.ts";
import type { AirtableClient } from "./upstream/airtable-client.ts";

/** A tenant's Airtable, as use cases get it. */
export interface TenantAirtable {
  /** Opened when it is first needed, once for each request; throws as `openConnection` does. */
  readonly access: () => Promise<AirtableAccess>;
  readonly client: AirtableClient;
  readonly caches: Caches;
}
