import { Cancellation } from "../../kernel/cancellation.ts";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import { toldError } from "../../kernel/errors/told-error.ts";
import { type ExecutionResult, type Executor, isStream } from "../../kernel/executor/executor.ts";
import type { Delegation } from "../../kernel/identity/caller.ts";
import { runId, sagaId, type TenantId } from "../../kernel/identity/ids.ts";
import { type createDelegationSigner, supergraphAudience } from "../../kernel/identity/signed-identity.ts";
import type { ActionScope } from "./actions/action.ts";
import { mayHaveEffect } from "./actions/outcome.ts";
import type { Starter } from "./starter.ts";

/** In whose name the supergraph is asked, and what for. */
export type Asker = Pick<ActionScope, "tenantId" | "actsFor" | "origin" | "signal">;

export interface SupergraphOperation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Response keys whose fields may fail: they are null then. */
  readonly optional?: readonly string[];
  /** Whether whoever started it wrote the query, so that a list of permitted documents holds for it where it was not published. */
  readonly isGiven?: boolean;
}

/**
 * Asks the whole supergraph in the name of whoever started a run or a saga.
 * @returns `data`
 * @throws AirgraphError with the code of the first error in the answer; TIMEOUT once `signal` is aborted. In its extensions
 *   `outcome` is "none" when it is certain that nothing was carried out, "unknown" when that is known to be uncertain.
 */
export type AskSupergraph = (asker: Asker, operation: SupergraphOperation) => Promise<unknown>;

export function createAskSupergraph(
  supergraph: Executor,
  sign: ReturnType<typeof createDelegationSigner>,
): AskSupergraph {
  return async (asker, operation) => {
    const { origin, signal } = asker;
    const { query, variables, optional = [] } = operation;
    const identity = await sign(delegationOf(asker, operation), supergraphAudience);
    const requestId = `${origin.kind}:${origin.id}`;
    const cancellation = cancelledBy(signal);
    const result = await untilAborted(supergraph({ query, variables, identity, requestId, cancellation }), signal);
    if (isStream(result)) throw new TypeError("a query answered with a stream");
    const error = result.errors?.find(({ path = [] }) => !path.some((key) => optional.includes(String(key))));
    if (error === undefined) return result.data;
    const { code, message, extensions } = toldError(error);
    // What is wrong with the request itself is told without a place in the answer.
    const untouched =
      error.path === undefined && (result.data ?? null) === null && !mayHaveEffect({ code, extensions });
    throw new AirgraphError(code, message, untouched ? { ...extensions, outcome: "none" } : { ...extensions });
  };
}

function delegationOf({ tenantId, actsFor, origin }: Asker, { isGiven = false }: SupergraphOperation): Delegation {
  const onBehalfOf = onBehalf(actsFor, tenantId);
  if (origin.kind === "run") return { onBehalfOf, runId: runId.parse(origin.id) };
  return isGiven ? { onBehalfOf } : { onBehalfOf, sagaId: sagaId.parse(origin.id) };
}

function onBehalf(actsFor: Starter, tenantId: TenantId): Delegation["onBehalfOf"] {
  return actsFor.kind === "person"
    ? { kind: "person", userId: actsFor.userId, tenantId }
    : { kind: "machine", apiKeyId: actsFor.apiKeyId, tenantId };
}

function cancelledBy(signal: AbortSignal): Cancellation {
  const cancellation = new Cancellation();
  if (signal.aborted) cancellation.cancel();
  else signal.addEventListener("abort", () => cancellation.cancel(), { once: true });
  return cancellation;
}

type Answer = ExecutionResult | AsyncIterable<ExecutionResult>;

/** Not every part gives up at once. @throws AirgraphError TIMEOUT, by which nothing is said of the outcome */
async function untilAborted(answer: Promise<Answer>, signal: AbortSignal): Promise<Answer> {
  const answered = new AbortController();
  const aborted = new Promise<never>((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { signal: answered.signal });
    if (signal.aborted) reject(signal.reason);
  });
  try {
    return await Promise.race([answer, aborted]);
  } catch (cause) {
    if (!signal.aborted) throw cause;
    throw new AirgraphError("TIMEOUT", "The supergraph did not answer in time.", { outcome: "unknown" }, { cause });
  } finally {
    answered.abort();
  }
}
