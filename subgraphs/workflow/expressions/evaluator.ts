import type { Template } from "../definitions/template.ts";

/** What expressions know: a JSON value by each of these names. */
export type ExpressionScope = Readonly<Record<string, unknown>>;

/** Works out templates and expressions, away from the event loop, within bounds of time and memory. */
export interface Evaluator {
  /**
   * @param secret gives what `secrets.<name>` comes to; without it, secrets are not known
   * @param onBehalfOf a tenant, for example: those with much to work out wait for themselves and not for each other
   * @throws AirgraphError BAD_USER_INPUT that names the expression, when it fails; TIMEOUT or COST_LIMIT_EXCEEDED when it
   *   takes too long or too much; RATE_LIMITED or UPSTREAM_UNAVAILABLE when it can be tried again
   */
  template(
    template: Template,
    scope: ExpressionScope,
    secret?: (name: string) => string,
    onBehalfOf?: string,
  ): Promise<unknown>;
  /** @throws like `template`, and BAD_USER_INPUT for what comes to neither true nor false */
  condition(expression: string, scope: ExpressionScope, onBehalfOf?: string): Promise<boolean>;
  close(): Promise<void>;
}
