import type { Clock } from "../../kernel/clock.ts";
import type { Database } from "../../kernel/database/database.ts";
import type { RequestScope } from "../../kernel/executor/local-executor.ts";
import type { AccessTokens } from "./access-tokens.ts";
import type { Loaders } from "./loaders.ts";

/** What resolvers get: who asks, and what use cases need. */
export interface Context extends RequestScope {
  readonly db: Database;
  readonly clock: Clock;
  readonly accessTokens: AccessTokens;
  readonly loaders: Loaders;
}
