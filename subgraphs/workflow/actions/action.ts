import type { TenantId } from "../../../kernel/identity/ids.ts";
import type { ActionKind, ActionSettings } from "../definitions/action-steps.ts";
import type { SecretPlaceholders } from "../secrets/secret-placeholders.ts";
import type { Starter } from "../starter.ts";

/** What one attempt of an action may know. */
export interface ActionScope {
  readonly tenantId: TenantId;
  /** In whose name it acts; what they may do is looked up at each attempt. */
  readonly actsFor: Starter;
  /** What it is part of. */
  readonly origin: { readonly kind: "run" | "saga"; readonly id: string };
  /** The same in all attempts, in whatever process: what effects are keyed by. At most 100 characters. */
  readonly effectKey: string;
  /**
   * Whether an attempt before this one may have had its effect, or a part of it, although nobody heard of it: it was cut
   * off, or failed with an error of which `mayHaveEffect` is true.
   */
  readonly maybeDone: boolean;
  /** Those that the settings were worked out with. */
  readonly secrets: SecretPlaceholders;
  /** Aborted when the attempt's time is up or the worker stops. */
  readonly signal: AbortSignal;
}

/**
 * Carries out one attempt. It may be cut off anywhere and come again, so an effect is keyed by `effectKey` or can be
 * repeated without harm.
 * @param settings the step's, templates worked out
 * @returns JSON that Postgres can store: the step's output, in the shape that output-types.ts says
 * @throws AirgraphError with a code that may pass (UPSTREAM_UNAVAILABLE, TIMEOUT, RATE_LIMITED) for another attempt;
 *   OUTCOME_UNKNOWN when the effect may be there and can be neither found nor repeated; any other to fail the step.
 *   `written` in its extensions are the global ids of records that were written all the same.
 */
export type Action<Kind extends ActionKind> = (settings: ActionSettings<Kind>, scope: ActionScope) => Promise<unknown>;

export type Actions = { readonly [Kind in ActionKind]: Action<Kind> };
