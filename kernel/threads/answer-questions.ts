import { parentPort } from "node:worker_threads";
import type { Told } from "./thread-messages.ts";

/**
 * The thread's side of `startThreads`: tells that it is ready, and answers one question after the other.
 * @param answer may take its time; what it throws is told as a failure of the thread's, so what is to be expected belongs into its answer
 */
export function answerQuestions(answer: (question: unknown) => unknown): void {
  if (parentPort === null) throw new Error("this module is run on a thread");
  const port = parentPort;
  const tell = (told: Told<unknown>) => port.postMessage(told);
  const reply = async (question: unknown) => {
    try {
      tell({ kind: "answered", answer: await answer(question) });
    } catch (error) {
      tell({ kind: "failed", message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  };
  port.on("message", (question: unknown) => void reply(question));
  tell({ kind: "ready" });
}
