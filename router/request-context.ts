import type { Measures } from "../kernel/executor/measures.ts";
import type { Caller } from "../kernel/identity/caller.ts";
import type { Logger } from "../kernel/logger.ts";

/** What follows one client operation through the router. */
export interface RequestContext {
  readonly caller: Caller;
  readonly requestId: string;
  readonly logger: Logger;
  readonly signal?: AbortSignal | undefined;
  /** What each subgraph's part of the answer cost, by subgraph; there when the client asks for it. */
  readonly measures?: Map<string, Measures> | undefined;
}
