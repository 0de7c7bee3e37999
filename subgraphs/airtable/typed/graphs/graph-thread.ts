import { workerData } from "node:worker_threads";
import { z } from "zod";
import { readDefinitions } from "../../../../kernel/schema-extension/extension-definitions.ts";
import { indexDefinitions } from "../../../../kernel/schema-extension/open-extension.ts";
import { packSdl } from "../../../../kernel/schema-extension/packed-sdl.ts";
import { answerQuestions } from "../../../../kernel/threads/answer-questions.ts";
import { type PinQuestion, pinGraph } from "../naming/pin-graph.ts";
import { printTypedGraph } from "../sdl/print-typed-graph.ts";
import type { TypedGraph } from "../typed-graph.ts";
import type { GraphAnswer, PrintedGraph } from "./graph-work.ts";

const { core } = z.object({ core: z.string() }).parse(workerData);

/** Made in this same process, by typed code: that it is one is all there is to see. */
const graph = z.custom<TypedGraph>((value) => typeof value === "object" && value !== null && "bases" in value);
const pinQuestion = z.custom<PinQuestion>((value) => typeof value === "object" && value !== null && "pinned" in value);
const graphQuestion = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("pin"), question: pinQuestion }),
  z.object({ kind: z.literal("print"), graph }),
  z.object({ kind: z.literal("find breaks"), former: graph, next: graph }),
]);

answerQuestions(async (question): Promise<GraphAnswer> => {
  const asked = graphQuestion.parse(question);
  switch (asked.kind) {
    case "pin":
      return { pinned: pinGraph(asked.question) };
    case "print":
      return { printed: printed(printTypedGraph(asked.graph)) };
    case "find breaks": {
      // What that needs is the larger part of what this thread would start with.
      const { findBreaks } = await import("./find-breaks.ts");
      return { breaks: await findBreaks(core, asked.former, asked.next) };
    }
  }
});

function printed(sdl: string): PrintedGraph {
  return { sdl, packed: packSdl(sdl), index: indexDefinitions(readDefinitions(sdl)) };
}
