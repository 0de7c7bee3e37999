import type { GraphQLFormattedError } from "graphql";
import type { ExecutionResult } from "../../kernel/executor/executor.ts";
import type { CallerExecutor } from "../../kernel/executor/signing-executor.ts";
import type { RequestContext } from "../request-context.ts";
import type { CompiledOperation } from "./compile/compile-operation.ts";
import type { FetchRange, FetchStep } from "./compile/steps.ts";
import type { Data } from "./data.ts";
import type { FinishedFetch } from "./fetch/finished-fetch.ts";
import type { Representations } from "./fetch/representations.ts";

/** One operation while it is run. */
export interface Execution {
  readonly operation: CompiledOperation;
  /** Coerced, defaults included. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly context: RequestContext;
  readonly executors: Readonly<Record<string, CallerExecutor>>;
  /** The answer as far as it is there, with what nobody asked for but the plan. */
  readonly root: Data;
  readonly errors: GraphQLFormattedError[];
  /** Those that have ended. */
  readonly fetches: FinishedFetch[];
  /** Whether no string of the data needs to be escaped. */
  isPlain: boolean;
  /** Whether some objects stand in several places of the answer. */
  hasSharedObjects: boolean;
  /** Fetches that are sent at the same moment look at the same data; what they found is worth keeping until the next merge. */
  readonly found: FoundTargets[];
  /** Answers that several fetches wait for. */
  readonly twins: Map<string, Promise<ExecutionResult>>;
  readonly mergeOrder: MergeOrder | undefined;
}

export interface FoundTargets {
  readonly targets: readonly Data[];
  /** By what is needed of them. */
  readonly representations: Representations[];
}

export function startExecution(
  operation: CompiledOperation,
  { variables, context, executors }: Pick<Execution, "variables" | "context" | "executors">,
): Execution {
  return {
    operation,
    variables,
    context,
    executors,
    root: {},
    errors: [],
    fetches: [],
    isPlain: true,
    hasSharedObjects: false,
    found: [],
    twins: new Map(),
    mergeOrder: operation.hasMergeOrder ? createMergeOrder() : undefined,
  };
}

/** Lets a fetch wait until others are merged, or will never be. */
export interface MergeOrder {
  settle(fetches: FetchRange): void;
  wait(fetches: FetchStep["mergeAfter"]): Promise<unknown>;
}

function createMergeOrder(): MergeOrder {
  const settled = new Set<number>();
  const waiting = new Map<number, PromiseWithResolvers>();
  return {
    settle({ first, end }) {
      for (let number = first; number < end; number += 1) {
        settled.add(number);
        waiting.get(number)?.resolve();
      }
    },
    wait: async (fetches) =>
      Promise.all(
        fetches.map(async (number) => {
          if (settled.has(number)) return;
          const known = waiting.get(number) ?? withResolvers();
          waiting.set(number, known);
          await known.promise;
        }),
      ),
  };
}

interface PromiseWithResolvers {
  readonly promise: Promise<void>;
  resolve(): void;
}

function withResolvers(): PromiseWithResolvers {
  let resolve = () => {};
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
