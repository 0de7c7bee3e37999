import { workerData } from "node:worker_threads";
import { z } from "zod";
import { answerQuestions } from "../../kernel/threads/answer-questions.ts";
import { createGraphWork, graphQuestion } from "./graph-work.ts";

const work = createGraphWork(z.object({ sdl: z.string(), subgraph: z.string() }).parse(workerData));

answerQuestions((question) => work(graphQuestion.parse(question)));
