import { workerData } from "node:worker_threads";
import { parse } from "graphql";
import { z } from "zod";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import { answerQuestions } from "../../kernel/threads/answer-questions.ts";
import { createPlanner } from "./planner.ts";
import type { Planned } from "./threaded-planner.ts";

const planQuestion = z.object({ source: z.string(), operationName: z.string().optional() });

const { sdl } = z.object({ sdl: z.string() }).parse(workerData);
const plan = createPlanner(sdl);

answerQuestions((question): Planned => {
  const { source, operationName } = planQuestion.parse(question);
  try {
    return { kind: "planned", plan: plan(parse(source, { noLocation: true }), operationName) };
  } catch (error) {
    if (error instanceof AirgraphError) return { kind: "refused" };
    throw error;
  }
});
