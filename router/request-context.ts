import type { Measures } from "../kernel/executor/measures.ts";
import type { Caller } from "../kernel/identity/caller.ts";
import type { SessionCookies } from "../kernel/identity/session-cookies.ts";
import type { Source } from "../kernel/identity/source.ts";
import type { Logger } from "../kernel/logger.ts";

/** What follows one client operation through the router. */
export interface RequestContext {
  readonly caller: Caller;
  /** Where it comes from; absent for what a run asks. */
  readonly source?: Source | undefined;
  /** Hands over what the auth subgraph wants to be kept in cookies; absent where none can be set. */
  readonly setCookies?: ((cookies: SessionCookies) => void) | undefined;
  readonly requestId: string;
  readonly logger: Logger;
  readonly signal?: AbortSignal | undefined;
  /** What each subgraph's part of the answer cost, by subgraph; there when the client asks for it. */
  readonly measures?: Map<string, Measures> | undefined;
}
