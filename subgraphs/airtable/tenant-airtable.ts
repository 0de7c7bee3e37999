import type { Caches } from "./caches.ts";
import type { AirtableAccess } from "./upstream/airtable-access.ts";
import type { AirtableClient } from "./upstream/airtable-client.ts";

/** A tenant's access to Airtable. */
export interface TenantAccess extends AirtableAccess {
  /** Differs between tenants, and between one connection of a tenant and the next. */
  readonly cacheKey: string;
}

/** A tenant's Airtable, as use cases get it. */
export interface TenantAirtable {
  /** Opened when it is first needed, once for each request; throws as `openConnection` does. */
  readonly access: () => Promise<TenantAccess>;
  readonly client: AirtableClient;
  readonly caches: Caches;
}
