import { parentPort, workerData } from "node:worker_threads";
import { parse } from "graphql";
import { z } from "zod";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import { createPlanner } from "./planner.ts";

/** What the thread is asked, one after the other. */
export const planQuestion = z.object({ source: z.string(), operationName: z.string().optional() });

if (parentPort === null) throw new Error("planner-thread.ts is run by threaded-planner.ts");
const port = parentPort;
const { sdl } = z.object({ sdl: z.string() }).parse(workerData);
const plan = createPlanner(sdl);
port.postMessage({ kind: "ready" });
port.on("message", (question) => {
  try {
    const { source, operationName } = planQuestion.parse(question);
    port.postMessage({ kind: "planned", plan: plan(parse(source, { noLocation: true }), operationName) });
  } catch (error) {
    port.postMessage(
      error instanceof AirgraphError
        ? { kind: "refused", code: error.code, message: error.message }
        : { kind: "failed", message: error instanceof Error ? (error.stack ?? error.message) : String(error) },
    );
  }
});
