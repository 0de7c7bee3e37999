import type { RequestScope } from "../../kernel/executor/local-executor.ts";
import type { Seal } from "../../kernel/secrets/seal.ts";
import type { AccountParts } from "./accounts/account-parts.ts";
import type { ExternalSignInParts } from "./external-sign-in/external-sign-in-parts.ts";
import type { Loaders } from "./loaders.ts";
import type { SessionParts } from "./start-session.ts";

/** What resolvers get: who asks, and what use cases need. */
export interface Context extends RequestScope, SessionParts, AccountParts, ExternalSignInParts {
  readonly source: RequestScope["source"];
  readonly audit: AccountParts["audit"];
  readonly seal: Seal;
  /** How long a deleted account can be taken back. */
  readonly accountGraceDays: number;
  readonly loaders: Loaders;
}
