import { Worker } from "node:worker_threads";
import { AirgraphError } from "../errors/airgraph-error.ts";
import type { Logger } from "../logger.ts";
import { createFairQueue } from "./fair-queue.ts";
import type { Told } from "./thread-messages.ts";

/** Threads that answer questions, each one at a time. Whoever asks for much waits for himself and for nobody else. */
export interface Threads<Question, Answer> {
  /** Settles when the first can answer, and at once with why none starts. */
  readonly ready: Promise<void>;
  /**
   * @param onBehalfOf those who ask take turns by this
   * @throws AirgraphError RATE_LIMITED for too many at once, UPSTREAM_UNAVAILABLE when no thread starts, and what the
   *   options say for one that takes too long or too much
   */
  ask(question: Question, onBehalfOf: string): Promise<Answer>;
  stop(): Promise<void>;
}

export interface ThreadOptions<Question> {
  /** For people: "the planner". */
  readonly name: string;
  /** The module that a thread runs, which calls `answerQuestions`; without its extension. */
  readonly module: URL;
  readonly workerData?: unknown;
  /** At most: the first starts at once, each other one when a question finds those before it busy. One by default. */
  readonly threads?: number;
  /** Of one thread. */
  readonly memoryMb: number;
  /** Of what is young in one thread; Node's default where it is not given. */
  readonly youngMemoryMb?: number;
  /** Of one question; then the thread is ended, and another one goes on. */
  readonly longestMs: number;
  /** How many questions of one wait at the same time. */
  readonly waitingForOne: number;
  readonly logger: Logger;
  tookTooLong(question: Question): AirgraphError;
  tookTooMuch(question: Question): AirgraphError;
  tooMany(): AirgraphError;
}

interface Waiting<Question, Answer> {
  readonly question: Question;
  resolve(answer: Answer): void;
  reject(error: unknown): void;
}

/** A thread answers one question at a time, or is on its way to. */
type Thread<Question, Answer> =
  | { readonly state: "starting" | "idle" | "ending"; readonly worker: Worker }
  | {
      readonly state: "answering";
      readonly worker: Worker;
      readonly waiting: Waiting<Question, Answer>;
      readonly timer: NodeJS.Timeout;
    }
  | { readonly state: "not started" | "stopped" };

const againAfterMs = 1_000;

export function startThreads<Question, Answer>(options: ThreadOptions<Question>): Threads<Question, Answer> {
  const { name, logger } = options;
  const queue = createFairQueue<Waiting<Question, Answer>>();
  const { promise: ready, ...settleReady } = promiseWithResolvers();
  // Whoever does not wait for it hears of it from each question.
  ready.catch(() => {});
  const code = codeOf(options.module);
  const threads = Array.from(
    { length: options.threads ?? 1 },
    (_, slot): Thread<Question, Answer> => (slot === 0 ? startThread(slot) : { state: "not started" }),
  );

  return {
    ready,
    ask: async (question, onBehalfOf) =>
      new Promise((resolve, reject) => {
        if (threads.every(({ state }) => state === "stopped")) reject(unavailable(`${name} is stopping.`));
        else if (queue.waitingFor(onBehalfOf) >= options.waitingForOne) reject(options.tooMany());
        else queue.add(onBehalfOf, { question, resolve, reject });
        next();
      }),
    async stop() {
      const ended = threads.map(async (thread, slot) => {
        end(slot, () => unavailable(`${name} is stopping.`));
        threads[slot] = { state: "stopped" };
        if ("worker" in thread) await thread.worker.terminate();
      });
      refuseAll(`${name} is stopping.`);
      await Promise.all(ended);
    },
  };

  function startThread(slot: number): Thread<Question, Answer> {
    const worker = new Worker(code, {
      eval: true,
      workerData: options.workerData,
      resourceLimits: {
        maxOldGenerationSizeMb: options.memoryMb,
        ...(options.youngMemoryMb === undefined ? {} : { maxYoungGenerationSizeMb: options.youngMemoryMb }),
      },
    });
    worker.unref();
    worker.on("message", (told: Told<Answer>) => hear(slot, worker, told));
    // Running out of memory over a question is what the limit is for.
    worker.on("error", (err) => logger[isOutOfMemory(err) ? "warn" : "error"]({ err }, `the thread of ${name} failed`));
    worker.on("exit", () => restart(slot, worker));
    return { state: "starting", worker };
  }

  function hear(slot: number, worker: Worker, told: Told<Answer>): void {
    const thread = threads[slot];
    if (thread === undefined || !("worker" in thread) || thread.worker !== worker) return;
    // An answer that came too late: its thread is being ended.
    if (thread.state === "ending") return;
    threads[slot] = { state: "idle", worker };
    if (told.kind === "ready") settleReady.resolve();
    else if (thread.state === "answering") {
      clearTimeout(thread.timer);
      if (told.kind === "answered") thread.waiting.resolve(told.answer);
      else thread.waiting.reject(new Error(`${name} failed: ${told.message}`));
    }
    next();
  }

  function next(): void {
    for (const [slot, thread] of threads.entries()) {
      if (thread.state !== "idle") continue;
      const waiting = queue.take();
      if (waiting === undefined) return;
      answer(slot, thread.worker, waiting);
    }
    if (queue.isEmpty() || threads.some(({ state }) => state === "starting")) return;
    const unstarted = threads.findIndex(({ state }) => state === "not started");
    if (unstarted !== -1) threads[unstarted] = startThread(unstarted);
  }

  function answer(slot: number, worker: Worker, waiting: Waiting<Question, Answer>): void {
    const timer = setTimeout(() => {
      end(slot, options.tookTooLong);
      void worker.terminate();
    }, options.longestMs);
    timer.unref();
    threads[slot] = { state: "answering", worker, waiting, timer };
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    worker.postMessage(waiting.question);
  }

  /** Lets nobody wait for a thread that is going. */
  function end(slot: number, reason: (question: Question) => AirgraphError): void {
    const thread = threads[slot];
    if (thread?.state !== "answering") return;
    clearTimeout(thread.timer);
    thread.waiting.reject(reason(thread.waiting.question));
    threads[slot] = { state: "ending", worker: thread.worker };
  }

  function refuseAll(message: string): void {
    for (let waiting = queue.take(); waiting !== undefined; waiting = queue.take())
      waiting.reject(unavailable(message));
  }

  function restart(slot: number, worker: Worker): void {
    const thread = threads[slot];
    if (thread === undefined || !("worker" in thread) || thread.worker !== worker) return;
    // One that never came so far may fail again: it gets time, and nobody waits for it.
    const failedToStart = thread.state === "starting";
    if (failedToStart && threads.every(({ state }) => state === "starting" || state === "not started")) {
      settleReady.reject(new Error(`the thread of ${name} does not start`));
      refuseAll(`${name} is not to be had at the moment; try again.`);
    }
    // Else it ran out of memory.
    end(slot, options.tookTooMuch);
    const timer = setTimeout(
      () => {
        if (threads[slot]?.state !== "stopped") threads[slot] = startThread(slot);
      },
      failedToStart ? againAfterMs : 0,
    );
    timer.unref();
  }
}

/** From TypeScript a thread needs the loader, which it does not inherit. What is built needs none, and has none. */
const loader = "tsx/esm/api";

function codeOf(module: URL): string {
  const imported = (extension: "ts" | "js") => `import(${JSON.stringify(`${module.href}.${extension}`)})`;
  return import.meta.url.endsWith(".ts")
    ? `import(${JSON.stringify(loader)}).then(({ register }) => { register(); return ${imported("ts")}; });`
    : `${imported("js")};`;
}

function isOutOfMemory(err: unknown): boolean {
  return err instanceof Error && "code" in err && err.code === "ERR_WORKER_OUT_OF_MEMORY";
}

function promiseWithResolvers(): { promise: Promise<void>; resolve(): void; reject(error: unknown): void } {
  let settle: { resolve(): void; reject(error: unknown): void } = { resolve() {}, reject() {} };
  const promise = new Promise<void>((resolve, reject) => {
    settle = { resolve, reject };
  });
  return { promise, ...settle };
}

function unavailable(message: string): AirgraphError {
  return new AirgraphError("UPSTREAM_UNAVAILABLE", message);
}
