import type { Cancellation } from "../kernel/cancellation.ts";
import type { Measures } from "../kernel/executor/measures.ts";
import type { Caller } from "../kernel/identity/caller.ts";
import type { SessionCookies } from "../kernel/identity/session-cookies.ts";
import type { Source } from "../kernel/identity/source.ts";
import type { Logger } from "../kernel/logger.ts";
import type { Trace } from "../kernel/telemetry/tracer.ts";
import type { BudgetState } from "./limits/budgets.ts";
import type { AccessEntry } from "./telemetry/access-entry.ts";

/** What follows one client operation through the router. */
export interface RequestContext {
  readonly caller: Caller;
  /** Where it comes from; absent for what a run asks. */
  readonly source?: Source | undefined;
  /** Hands over what the auth subgraph wants to be kept in cookies; absent where none can be set. */
  readonly setCookies?: ((cookies: SessionCookies) => void) | undefined;
  readonly requestId: string;
  readonly logger: Logger;
  /** Under which what happens is traced, when it is. */
  readonly trace?: Trace | undefined;
  /** The HTTP request's line in the log; absent for what came another way. */
  readonly access?: AccessEntry | undefined;
  /** Of whoever waits for the answer. */
  readonly cancellation?: Cancellation | undefined;
  /** What each subgraph's part of the answer cost, by subgraph; there when the client asks for it. */
  readonly measures?: Map<string, Measures> | undefined;
  /** Whether the client wants to know what its operation was estimated to cost, and what it came to. */
  readonly wantsCost?: boolean | undefined;
  /** Hands over how much is left of the budget that the operation was counted in; absent where there is nobody to tell. */
  readonly tellBudget?: ((state: BudgetState) => void) | undefined;
  /** Whether the answer tells how it was planned. */
  readonly showPlan?: boolean;
}
