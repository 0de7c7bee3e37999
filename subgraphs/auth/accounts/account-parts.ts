import type { Clock } from "../../../kernel/clock.ts";
import type { Database } from "../../../kernel/database/database.ts";
import type { Source } from "../../../kernel/identity/source.ts";
import type { Limits } from "../abuse/limits.ts";
import type { Audit } from "../audit/audit.ts";
import type { Outbox } from "../mail/outbox.ts";
import type { IsBreached } from "./breached-passwords.ts";

/** What use cases of accounts need. */
export interface AccountParts {
  readonly db: Database;
  readonly clock: Clock;
  readonly limits: Limits;
  readonly outbox: Outbox;
  readonly isBreached: IsBreached;
  readonly source: Source | undefined;
  readonly audit: Audit;
}
