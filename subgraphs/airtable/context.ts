import type { Audit } from "../../kernel/audit-log/audit.ts";
import type { Listener } from "../../kernel/event-log/listener.ts";
import type { RequestScope } from "../../kernel/executor/local-executor.ts";
import type { TokenParts } from "./connections/connection-token.ts";
import type { OAuthServer } from "./connections/oauth-server.ts";
import type { Asker } from "./connections/open-connections.ts";
import type { Loaders } from "./loaders.ts";
import type { PolicyBook } from "./policies/policy-book.ts";
import type { TenantAirtable } from "./tenant-airtable.ts";
import type { TypedGraphs } from "./typed/graphs/serve-graphs.ts";
import type { ReservedNames } from "./typed/naming/reserved-names.ts";

/** What resolvers get: who asks, and what use cases need. */
export interface Context extends RequestScope, TenantAirtable, TokenParts {
  readonly listener: Listener;
  readonly audit: Audit;
  /** A new UUID. */
  readonly newId: () => string;
  /** @throws AirgraphError UNAUTHENTICATED when nobody asks who acts in a tenant */
  readonly asker: () => Asker;
  /** @throws AirgraphError NOT_FOUND when OAuth is not set up */
  readonly oauth: () => OAuthServer;
  readonly loaders: Loaders;
  readonly policyBook: PolicyBook;
  readonly typedGraphs: TypedGraphs;
  /** What the typed graphs of all tenants must not call their parts. */
  readonly reserved: () => ReservedNames;
  /** The same caller's Airtable as it is now, for what outlives a request. */
  readonly afresh: () => Context;
}
