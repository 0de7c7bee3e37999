import type { OperationCheck } from "../../../../kernel/executor/check-operation.ts";
import type { Scope } from "../../../../kernel/identity/scopes.ts";

/** What of a tenant's other workflows matters to one of them. */
export interface WorkflowLinks {
  readonly name: string;
  /** Names of the workflows that its steps run. */
  readonly runs: readonly string[];
  /** Names of the workflows whose end starts it. */
  readonly runsAfter: readonly string[];
}

/** What a definition is held against besides the language; what is not known is not checked. */
export interface Knowledge {
  /** The workflow's own name. */
  readonly name?: string | undefined;
  /** What was published in the tenant. */
  readonly published?: readonly WorkflowLinks[] | undefined;
  /** Of whoever publishes it. */
  readonly scopes?: readonly Scope[] | undefined;
  /** Names of the tenant's secrets. */
  readonly secrets?: readonly string[] | undefined;
  /** Holds operations against what clients see of the supergraph; without it, only their syntax is looked at. */
  readonly checkOperation?: OperationCheck | undefined;
  /** Whether requests may go to such a URL at all, as far as its text tells. */
  readonly permitsUrl?: ((url: URL) => boolean) | undefined;
}
