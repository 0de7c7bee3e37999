import { createHash } from "node:crypto";
import { type DocumentNode, type GraphQLFormattedError, type GraphQLSchema, validate } from "graphql";
import { Cancellation } from "../../kernel/cancellation.ts";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import { maskError } from "../../kernel/errors/mask-error.ts";
import { type ExecutionResult, isStream } from "../../kernel/executor/executor.ts";
import type { Caller } from "../../kernel/identity/caller.ts";
import type { Logger } from "../../kernel/logger.ts";
import { operationRules } from "../../kernel/schema-extension/operation-rules.ts";
import type { Subscribe } from "../execution/subscribe.ts";
import type { RequestContext } from "../request-context.ts";
import type { Supergraph } from "../supergraph/supergraph.ts";
import type { GraphChoice } from "../tenant-graphs/graph-choice.ts";
import { beginsNow } from "./begins-now.ts";
import type { Outbox } from "./outbox.ts";

/** A subscription as a client sent it. */
export interface Subscription {
  /** On which it is valid. */
  readonly supergraph: Supergraph;
  readonly document: DocumentNode;
  /** What the document was parsed from. */
  readonly query: string;
  readonly operationName?: string | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
}

/** One client of a subscription. */
export interface Viewer {
  readonly outbox: Outbox;
  createContext(): RequestContext;
  /** @param text an execution result as JSON */
  next(text: string): void;
  /** It ended: by itself, or for a reason that the client is to be told. */
  end(errors?: readonly GraphQLFormattedError[]): void;
}

/** Subscriptions that are under way, each upstream shared by all clients that would see the same of it. */
export interface SharedStreams {
  /** @returns leaves: the client wants no more, and is told nothing more */
  begin(subscription: Subscription, viewer: Viewer): () => void;
  /**
   * Another graph has taken the former one's place for some callers. The clients of subscriptions that do not fit it are told; the
   * others notice nothing, and what is under way goes on by the former.
   */
  reconsider(isConcerned: (caller: Caller) => boolean): void;
  /** Whether one of these has a subscription. */
  isUnderWayFor(isMeant: (caller: Caller) => boolean): boolean;
}

interface Group {
  readonly key: string;
  /** Of all its clients. */
  readonly caller: Caller;
  readonly subscription: Subscription;
  /** In the order in which they came. */
  readonly viewers: Set<Viewer>;
  readonly left: Cancellation;
  phase: "starting" | "waiting" | "delivering" | "over";
  events: AsyncIterator<ExecutionResult> | undefined;
}

/**
 * One upstream subscription serves every client with the same document, operation name, variables and identity (`keyOf`). Each
 * event is completed and written as text once. The upstream ends when its last client leaves.
 *
 * A client that joins must see what it would have seen of a subscription of its own. Until the first event that is so for all
 * subscriptions; after that only for those that begin with whatever happens next (`beginsNow`), and not with the present state
 * or with what came after a cursor: of the others, a client that comes later begins another.
 */
export function shareStreams(options: {
  subscribe: Subscribe;
  present: GraphChoice["present"];
  logger: Logger;
}): SharedStreams {
  const { subscribe, present, logger } = options;
  /** Those that may be joined, by key. */
  const joinable = new Map<string, Group>();
  const all = new Set<Group>();
  const numberOf = createNumbers();

  return {
    begin(subscription, viewer) {
      const context = viewer.createContext();
      const { caller } = context;
      const key = keyOf(subscription, context, numberOf(subscription.supergraph));
      const running = joinable.get(key);
      if (running !== undefined && isPermitted(subscription, context)) {
        running.viewers.add(viewer);
        return () => leave(running, viewer);
      }
      const group: Group = {
        key,
        caller,
        subscription,
        viewers: new Set([viewer]),
        left: new Cancellation(),
        phase: "starting",
        events: undefined,
      };
      all.add(group);
      if (present(caller) !== subscription.supergraph) {
        // It was replaced while the subscription was looked at.
        const problems = problemsIn(subscription.document, present(caller).apiSchema);
        if (problems.length > 0) {
          queueMicrotask(() => end(group, problems));
          return () => leave(group, viewer);
        }
      }
      if (running === undefined) joinable.set(key, group);
      void run(group, context);
      return () => leave(group, viewer);
    },
    reconsider(isConcerned) {
      const known = new Map<GraphQLSchema, Map<string, readonly GraphQLFormattedError[]>>();
      for (const group of all) {
        if (!isConcerned(group.caller)) continue;
        forget(group);
        const { apiSchema } = present(group.caller);
        const knownThere = known.get(apiSchema) ?? new Map<string, readonly GraphQLFormattedError[]>();
        known.set(apiSchema, knownThere);
        const { query, document } = group.subscription;
        const problems = knownThere.get(query) ?? problemsIn(document, apiSchema);
        knownThere.set(query, problems);
        if (problems.length > 0) end(group, problems);
      }
    },
    isUnderWayFor: (isMeant) => [...all].some(({ caller }) => isMeant(caller)),
  };

  /** Rights may hang on the time: the group's first client may have had what this one has not. Subscribing looks itself. */
  function isPermitted(subscription: Subscription, { caller }: RequestContext): boolean {
    const { supergraph, document, operationName, variables } = subscription;
    return supergraph.authorize({ document, operationName, variables, caller }).kind === "permitted";
  }

  async function run(group: Group, firstContext: RequestContext): Promise<void> {
    let context = firstContext;
    const { supergraph, document, operationName, variables } = group.subscription;
    try {
      const result = await subscribe({
        supergraph,
        document,
        operationName,
        variables,
        createContext() {
          // Whoever has been there for longest asks for all: they are the same to every subgraph. When the last one has left
          // there is nobody to ask for, and nothing that is still asked reaches anyone.
          const [eldest] = group.viewers;
          context = eldest?.createContext() ?? context;
          return { ...context, cancellation: group.left };
        },
      });
      if (!isStream(result)) {
        tell(group, result);
        end(group);
        return;
      }
      const events = result[Symbol.asyncIterator]();
      group.events = events;
      if (group.phase === "over") await events.return?.();
      else await deliver(group, events);
      end(group);
    } catch (error) {
      const told = [maskError(error, context.logger)];
      if (group.events !== undefined) {
        end(group, told);
        return;
      }
      // It never began, which is an answer like any other.
      tell(group, { errors: told });
      end(group);
    }
  }

  async function deliver(group: Group, events: AsyncIterator<ExecutionResult>): Promise<void> {
    group.phase = "waiting";
    for (;;) {
      const step = await events.next();
      if (step.done === true || isOver(group)) return;
      group.phase = "delivering";
      if (!beginsNow(group.subscription, group.subscription.supergraph.streamFields.fromNowOn)) forget(group);
      tell(group, step.value);
      // Whoever is slow is waited for until it is cut off (see outbox.ts), so that what waits here is not taken from upstream yet.
      for (const { outbox } of group.viewers) if (outbox.isFull()) await outbox.room();
    }
  }

  function tell(group: Group, result: ExecutionResult): void {
    const text = JSON.stringify(result);
    for (const viewer of group.viewers) viewer.next(text);
  }

  function end(group: Group, errors?: readonly GraphQLFormattedError[]): void {
    if (group.phase === "over") return;
    const viewers = [...group.viewers];
    close(group);
    for (const viewer of viewers) viewer.end(errors);
  }

  function leave(group: Group, viewer: Viewer): void {
    group.viewers.delete(viewer);
    if (group.viewers.size === 0) close(group);
  }

  function close(group: Group): void {
    if (group.phase === "over") return;
    group.phase = "over";
    group.viewers.clear();
    all.delete(group);
    forget(group);
    group.left.cancel();
    group.events?.return?.().catch((err: unknown) => logger.debug({ err }, "a stream that was left failed"));
  }

  /** Nobody joins it from now on. */
  function forget(group: Group): void {
    if (joinable.get(group.key) === group) joinable.delete(group.key);
  }
}

/** Asked through a function, since the phase changes while something is awaited. */
function isOver({ phase }: Group): boolean {
  return phase === "over";
}

function problemsIn(document: DocumentNode, schema: GraphQLSchema): readonly GraphQLFormattedError[] {
  return validate(schema, document, operationRules).map(({ message }) => {
    const told = new AirgraphError(
      "GRAPHQL_VALIDATION_FAILED",
      `The schema changed, and the subscription does not fit it any more: ${message}`,
    );
    return { message: told.message, extensions: told.extensions };
  });
}

/**
 * Equal only for clients that a subgraph could not tell apart. Whatever is in the context is in the key, but for what never
 * reaches a subgraph or changes no answer: what is added to the context one day (a header that is forwarded) keeps clients
 * apart until somebody has thought about it. Of one person, two sessions are kept apart too: fields like that of the current session,
 * and rules like that of a recent sign-in, see the session. It may be confirmed anew while a stream is open, for all its
 * clients within seconds (watch-sessions.ts), which closes no stream.
 */
function keyOf(subscription: Subscription, context: RequestContext, supergraph: number): string {
  const {
    requestId: _requestId,
    logger: _logger,
    cancellation: _cancellation,
    measures: _measures,
    setCookies,
    ...rest
  } = context;
  const { trace: _trace, access: _access, showPlan: _showPlan, ...seen } = rest;
  const { query, operationName, variables } = subscription;
  const text = JSON.stringify([supergraph, query, operationName, variables, seen, setCookies === undefined]);
  // Texts are long, and there is one for each subscription that is open.
  return createHash("sha256").update(text).digest("base64url");
}

/** A number for each supergraph, so that it can stand in a key. */
function createNumbers(): (supergraph: Supergraph) => number {
  const numbers = new WeakMap<Supergraph, number>();
  let last = 0;
  return (supergraph) => {
    const known = numbers.get(supergraph);
    if (known !== undefined) return known;
    last += 1;
    numbers.set(supergraph, last);
    return last;
  };
}
