import { Worker } from "node:worker_threads";
import type { QueryPlan } from "@apollo/query-planner";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import type { Logger } from "../../kernel/logger.ts";
import { createFairQueue } from "./fair-queue.ts";
import { type Planner, type PlanRequest, tooManyWays } from "./planner.ts";

/** From TypeScript a thread needs the loader, which it does not inherit. */
const threadCode = import.meta.url.endsWith(".ts")
  ? `import(${JSON.stringify("tsx/esm/api")}).then(({ register }) => { register(); return import(${threadModule("ts")}); });`
  : `import(${threadModule("js")});`;

function threadModule(extension: "ts" | "js"): string {
  return JSON.stringify(new URL(`./planner-thread.${extension}`, import.meta.url).href);
}

/** What the thread answers. */
type Told =
  | { readonly kind: "ready" }
  | { readonly kind: "planned"; readonly plan: QueryPlan }
  | { readonly kind: "refused"; readonly message: string }
  | { readonly kind: "failed"; readonly message: string };

interface Waiting {
  readonly request: PlanRequest;
  resolve(plan: QueryPlan): void;
  reject(error: unknown): void;
}

/** The thread plans one operation at a time, or is on its way to. */
type Thread =
  | { readonly state: "starting"; readonly worker: Worker }
  | { readonly state: "idle"; readonly worker: Worker }
  | { readonly state: "planning"; readonly worker: Worker; readonly waiting: Waiting; readonly timer: NodeJS.Timeout }
  | { readonly state: "stopped" };

/** With the planner's limits, what is allowed at all takes tenths of a second. */
const longestPlanningMs = 10_000;
const waitingForOne = 50;
const retryAfterMs = 1_000;
/** A supergraph of hundreds of types takes some 100. What is young may take little: it is kept for ever, and the thread mostly rests. */
const memory = { maxOldGenerationSizeMb: 1_024, maxYoungGenerationSizeMb: 8 };

/**
 * A planner on a thread of its own, so that whoever sends operations that take long to plan holds up nobody but those who
 * send new ones, and of those each gets a turn. A thread that does not come back is ended, and another one goes on.
 */
export function startThreadedPlanner(options: { sdl: string; logger: Logger }): Planner {
  const { sdl, logger } = options;
  const queue = createFairQueue<Waiting>();
  let settleReady: { resolve(): void; reject(error: unknown): void } = { resolve() {}, reject() {} };
  const ready = new Promise<void>((resolve, reject) => {
    settleReady = { resolve, reject };
  });
  // Whoever does not wait for it hears of it from each operation.
  ready.catch(() => {});
  let thread: Thread = { state: "starting", worker: startWorker() };

  return {
    ready,
    plan: async (request) =>
      new Promise((resolve, reject) => {
        const { onBehalfOf } = request;
        if (queue.waitingFor(onBehalfOf) >= waitingForOne) reject(tooMany());
        else queue.add(onBehalfOf, { request, resolve, reject });
        next();
      }),
    async stop() {
      const { worker } = "worker" in thread ? thread : { worker: undefined };
      end(unavailable("The router is stopping."));
      thread = { state: "stopped" };
      refuseAll(unavailable("The router is stopping."));
      await worker?.terminate();
    },
  };

  function startWorker(): Worker {
    const worker = new Worker(threadCode, {
      eval: true,
      workerData: { sdl },
      resourceLimits: memory,
    });
    worker.unref();
    worker.on("message", (told: Told) => hear(worker, told));
    worker.on("error", (err) => logger.error({ err }, "the planner's thread failed"));
    worker.on("exit", () => restart(worker));
    return worker;
  }

  function hear(worker: Worker, told: Told): void {
    if (!("worker" in thread) || thread.worker !== worker) return;
    if (told.kind === "ready") {
      settleReady.resolve();
      thread = { state: "idle", worker };
    } else if (thread.state === "planning") {
      const { waiting, timer } = thread;
      clearTimeout(timer);
      thread = { state: "idle", worker };
      settle(waiting, told);
    }
    next();
  }

  function next(): void {
    if (thread.state !== "idle") return;
    const waiting = queue.take();
    if (waiting === undefined) return;
    const { worker } = thread;
    const timer = setTimeout(() => {
      logger.warn({ operation: waiting.request.operationName }, "an operation took too long to plan");
      end(tooManyWays());
      void worker.terminate();
    }, longestPlanningMs);
    timer.unref();
    thread = { state: "planning", worker, waiting, timer };
    const { source, operationName } = waiting.request;
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    worker.postMessage({ source, operationName });
  }

  /** Lets nobody wait for a thread that is going. */
  function end(reason: AirgraphError): void {
    if (thread.state !== "planning") return;
    const { waiting, timer, worker } = thread;
    clearTimeout(timer);
    waiting.reject(reason);
    thread = { state: "starting", worker };
  }

  function refuseAll(reason: AirgraphError): void {
    for (let waiting = queue.take(); waiting !== undefined; waiting = queue.take()) waiting.reject(reason);
  }

  function restart(worker: Worker): void {
    if (!("worker" in thread) || thread.worker !== worker) return;
    // One that never came so far may fail again: it gets time, and nobody waits for it.
    const failedToStart = thread.state === "starting";
    if (failedToStart) {
      settleReady.reject(new Error("the planner's thread does not start"));
      refuseAll(unavailable("Operations can't be planned at the moment; try again."));
    }
    // Else it ran out of memory over what it was planning.
    end(tooManyWays());
    const timer = setTimeout(
      () => {
        if (thread.state !== "stopped") thread = { state: "starting", worker: startWorker() };
      },
      failedToStart ? 1_000 : 0,
    );
    timer.unref();
  }
}

function settle(waiting: Waiting, told: Exclude<Told, { kind: "ready" }>): void {
  switch (told.kind) {
    case "planned":
      waiting.resolve(told.plan);
      break;
    case "refused":
      waiting.reject(tooManyWays());
      break;
    case "failed":
      waiting.reject(new Error(`the planner failed: ${told.message}`));
  }
}

function unavailable(message: string): AirgraphError {
  return new AirgraphError("UPSTREAM_UNAVAILABLE", message);
}

function tooMany(): AirgraphError {
  return new AirgraphError("RATE_LIMITED", "Too many new operations at once; send them again a little later.", {
    retryAfterMs,
  });
}
