import type { Caller } from "../kernel/identity/caller.ts";
import type { Logger } from "../kernel/logger.ts";

/** What follows one client operation through the router. */
export interface RequestContext {
  readonly caller: Caller;
  readonly requestId: string;
  readonly logger: Logger;
  readonly signal?: AbortSignal | undefined;
}
