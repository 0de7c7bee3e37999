import { setTimeout as delay } from "node:timers/promises";
import { OperationTypeNode } from "graphql";
import type { Clock } from "../../kernel/clock.ts";
import { createDeadlines } from "../../kernel/deadlines.ts";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import { createSentDocuments, operationKind } from "../../kernel/executor/sent-document.ts";
import type { CallerExecutor, CallerRequest } from "../../kernel/executor/signing-executor.ts";
import { createCircuitBreaker } from "./circuit-breaker.ts";
import { createHedge } from "./hedge.ts";
import { judgeFailure } from "./judge-failure.ts";
import { createRetryBudget } from "./retry-budget.ts";

export interface GuardOptions {
  /** Of the subgraph, for errors. */
  readonly name: string;
  /** Whose `endsAt` requests carry. */
  readonly clock: Clock;
  /** 0 to 1, exclusive. */
  readonly random: () => number;
  /** Of a request with all its retries. */
  readonly timeoutMs: number;
  /** How often a query is sent again at most. */
  readonly retries: number;
  /** How many retries there may be for each request over time, 0 to 1. */
  readonly retryShare: number;
  /** From which share of failed calls on the subgraph is spared, 0 to 1; undefined: never. */
  readonly breakerShare: number | undefined;
  readonly breakerPauseMs: number;
  /** After how long a query is sent a second time; undefined: never. */
  readonly hedgeAfterMs: number | undefined;
  /** How many of the queries may be sent a second time so, 0 to 1. */
  readonly hedgeShare: number;
  onBreakerChange?(phase: "open" | "closed"): void;
}

/** The first retry waits for up to this, each further one for up to twice as much as the one before. */
const firstPauseMs = 50;
const breakerWindowMs = 10_000;
const breakerMinimumCalls = 20;
const hedgePeriodMs = 10;

/**
 * Keeps a subgraph's trouble from becoming everybody's: gives each request its time, asks again where that does no harm, and
 * spares a subgraph that fails. A request that goes well costs no timer and one promise.
 *
 * It stands before the signing of identities, since each of those is good for one request.
 * @returns an executor that throws UPSTREAM_UNAVAILABLE with `retryAfterMs` at once while the subgraph is spared
 */
export function guardSubgraph(executor: CallerExecutor, options: GuardOptions): CallerExecutor {
  const { name, clock, random, timeoutMs, retries, breakerShare, hedgeAfterMs, onBreakerChange } = options;
  const documentOf = createSentDocuments();
  const retryBudget = createRetryBudget(options.retryShare);
  const breaker = createCircuitBreaker({
    clock,
    failureShare: breakerShare ?? Number.POSITIVE_INFINITY,
    minimumCalls: breakerMinimumCalls,
    windowMs: breakerWindowMs,
    pauseMs: options.breakerPauseMs,
    ...(onBreakerChange === undefined ? {} : { onChange: onBreakerChange }),
  });
  const hedged =
    hedgeAfterMs === undefined
      ? undefined
      : createHedge(executor, {
          afterMs: hedgeAfterMs,
          budget: createRetryBudget(options.hedgeShare),
          clock,
          deadlines: createDeadlines({ clock, periodMs: hedgePeriodMs }),
        });

  return async (request) => {
    const ownEnd = clock.now() + timeoutMs;
    const endsAt = Math.min(ownEnd, request.endsAt ?? Number.POSITIVE_INFINITY);
    const timed = { ...request, endsAt };
    const ask = hedged !== undefined && isQuery(request) ? hedged : executor;
    retryBudget.onRequest();
    for (let retry = 0; ; retry += 1) {
      const admission = breaker.admit();
      if (admission.kind === "refused") throw spared(admission.retryAfterMs);
      try {
        const result = await ask(timed);
        breaker.settle(admission, "succeeded");
        return result;
      } catch (error) {
        const { blamesSubgraph, mayPass } = judgeFailure(error, {
          hadItsTime: endsAt === ownEnd,
          isGivenUp: request.cancellation?.isCancelled === true,
        });
        breaker.settle(admission, blamesSubgraph ? "failed" : "abandoned");
        if (!mayPass || retry >= retries || !isQuery(request)) throw error;
        const pauseMs = random() * firstPauseMs * 2 ** retry;
        if (clock.now() + pauseMs >= endsAt || !retryBudget.take()) throw error;
        await pause(pauseMs, request.cancellation?.signal, error);
      }
    }
  };

  function isQuery({ query, operationName }: CallerRequest): boolean {
    return operationKind(documentOf(query), operationName) === OperationTypeNode.QUERY;
  }

  function spared(retryAfterMs: number): AirgraphError {
    return new AirgraphError("UPSTREAM_UNAVAILABLE", `The ${name} service is unavailable.`, { retryAfterMs });
  }
}

/** @throws what has failed, when nobody waits any more */
async function pause(ms: number, signal: AbortSignal | undefined, failure: unknown): Promise<void> {
  try {
    await delay(ms, undefined, signal === undefined ? {} : { signal });
  } catch {
    throw failure;
  }
}
