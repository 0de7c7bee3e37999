import type { Clock } from "../../../kernel/clock.ts";
import type { Database } from "../../../kernel/database/database.ts";
import type { Audit } from "../audit/audit.ts";
import type { IdentityProvider } from "./identity-provider.ts";

/** What signing in with external accounts needs. */
export interface ExternalSignInParts {
  readonly db: Database;
  readonly clock: Clock;
  readonly audit: Audit;
  readonly identityProviders: readonly IdentityProvider[];
  /** Where providers may send people back to; the first when nothing else is asked for. */
  readonly redirectUris: readonly string[];
}
