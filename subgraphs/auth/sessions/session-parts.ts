import type { Clock } from "../../../kernel/clock.ts";
import type { Database } from "../../../kernel/database/database.ts";
import type { SessionCookies } from "../../../kernel/identity/session-cookies.ts";
import type { Source } from "../../../kernel/identity/source.ts";
import type { Logger } from "../../../kernel/logger.ts";
import type { Audit } from "../audit/audit.ts";
import type { AccessTokens } from "./access-tokens.ts";
import type { SessionLife } from "./session-life.ts";

/** What sessions need. */
export interface SessionParts {
  readonly db: Database;
  readonly clock: Clock;
  readonly accessTokens: AccessTokens;
  readonly sessionLife: SessionLife;
  readonly source: Source | undefined;
  readonly audit: Audit;
  readonly logger: Logger;
  setCookies(cookies: SessionCookies): void;
}
