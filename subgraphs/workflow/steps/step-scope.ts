import type { TenantId } from "../../../kernel/identity/ids.ts";
import type { StoredRun } from "../store/runs.ts";

/** What a step may know. */
export interface StepScope {
  readonly run: StoredRun & { readonly tenantId: TenantId };
  /** Outputs of the steps before, by their id. */
  readonly outputs: ReadonlyMap<string, unknown>;
}
