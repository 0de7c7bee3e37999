import { setTimeout as delay } from "node:timers/promises";
import { createBoundedCache } from "../../../kernel/bounded-cache.ts";
import type { Clock } from "../../../kernel/clock.ts";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { toldError } from "../../../kernel/errors/told-error.ts";
import { type EventStream, type ExecutionResult, isStream, variablesOf } from "../../../kernel/executor/executor.ts";
import type { CallerExecutor, CallerRequest } from "../../../kernel/executor/signing-executor.ts";
import { type ResumableOperation, toResumable } from "./resumable-operation.ts";

export interface ResumeOptions {
  /** Fields of the executor's subgraph that can be resumed, with the type of `after` (read-stream-fields.ts). */
  readonly fields: ReadonlyMap<string, string>;
  /** How long a subgraph may be away before its streams end. */
  readonly giveUpMs: number;
  readonly clock: Clock;
  /** Between 0 and 1. */
  readonly random: () => number;
  /** Waits between attempts, which tests need not. */
  readonly firstDelayMs?: number;
}

const longestDelayMs = 10_000;
/** A subgraph that is there and says that something behind it is away is asked so often again: it knows better than we do. */
const mostAnswers = 3;
/** A stream that lasted for so long was well, whether it had an event or not. */
const wellMs = 30_000;
const operationCache = { total: 1_000_000, longest: 20_000 };

/**
 * An executor whose subscriptions outlive their subgraph: a stream that breaks off because the subgraph is away is begun again
 * when it is back, behind the last event that was seen, or from where it began. What has no cursor to go on from breaks off as
 * it would without: whatever happened meanwhile would be missed.
 */
export function resumeStreams(executor: CallerExecutor, options: ResumeOptions): CallerExecutor {
  const { fields } = options;
  const operations = createBoundedCache<ResumableOperation | "none">(operationCache);

  return async (request) => {
    const operation = resumable(request);
    if (operation === "none") return executor(request);
    const begun = await executor({ ...request, query: operation.query });
    if (!isStream(begun)) return begun;
    return resuming(begun, { executor, request, operation, ...options });
  };

  function resumable({ query, operationName }: CallerRequest): ResumableOperation | "none" {
    const key = `${operationName ?? ""} ${query}`;
    const found = operations.get(key);
    if (found !== undefined) return found;
    const operation = toResumable(query, operationName, fields) ?? "none";
    operations.set(key, operation);
    return operation;
  }
}

/** Not an async generator, for the reason that mapStream gives. */
function resuming(
  first: EventStream,
  about: ResumeOptions & { executor: CallerExecutor; request: CallerRequest; operation: ResumableOperation },
): AsyncIterableIterator<ExecutionResult> {
  const { executor, request, operation, clock, random, giveUpMs, firstDelayMs = 250 } = about;
  const left = new AbortController();
  let current = first[Symbol.asyncIterator]();
  const variables = variablesOf(request);
  let cursor = operation.begunAfter(variables) ?? first.startCursor;
  let begunAt = clock.now();
  /** Of what is wrong at the moment. */
  let trouble: { attempts: number; answers: number; readonly since: number } | undefined;

  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    async next() {
      for (;;) {
        let step: IteratorResult<ExecutionResult>;
        try {
          step = await current.next();
        } catch (cause) {
          if (left.signal.aborted) return { done: true, value: undefined };
          if (!(await goOn(cause))) return { done: true, value: undefined };
          continue;
        }
        if (step.done === true) return { done: true, value: undefined };
        trouble = undefined;
        const read = operation.read(step.value);
        cursor = read.cursor ?? cursor;
        return { done: false, value: read.event };
      }
    },
    async return() {
      left.abort();
      await current.return?.();
      return { done: true, value: undefined };
    },
  };

  /**
   * Tries until the stream is there again.
   * @returns false when nobody wants it any more
   * @throws the cause when there is nothing to go on from, when the subgraph refuses, or is away for too long
   */
  async function goOn(cause: unknown): Promise<boolean> {
    if (trouble !== undefined && clock.now() - begunAt >= wellMs) trouble = undefined;
    let failure = cause;
    for (;;) {
      if (left.signal.aborted) return false;
      trouble ??= { attempts: 0, answers: 0, since: clock.now() };
      if (cursor === undefined || !isAway(failure) || clock.now() - trouble.since >= giveUpMs) throw failure;
      // All streams of a subgraph break off together, and should not come back together.
      const longest = Math.min(longestDelayMs, firstDelayMs * 2 ** trouble.attempts);
      trouble.attempts += 1;
      await delay(longest * (0.5 + random() / 2), undefined, { signal: left.signal }).catch(() => {});
      if (left.signal.aborted) return false;
      let result: Awaited<ReturnType<CallerExecutor>>;
      try {
        result = await executor({
          ...request,
          query: operation.resumed,
          variables: { ...variables, [operation.afterVariable]: cursor },
          variablesJson: undefined,
        });
      } catch (error) {
        failure = error;
        continue;
      }
      if (isStream(result)) {
        begunAt = clock.now();
        current = result[Symbol.asyncIterator]();
        if (!left.signal.aborted) return true;
        await current.return?.();
        return false;
      }
      trouble.answers += 1;
      failure = toldError(result.errors?.[0] ?? { message: "The subscription could not be resumed." });
      if (trouble.answers >= mostAnswers) throw failure;
    }
  }
}

/** Whether it may be back soon. */
function isAway(error: unknown): boolean {
  return error instanceof AirgraphError && (error.code === "UPSTREAM_UNAVAILABLE" || error.code === "TIMEOUT");
}
