import { setPriority } from "node:os";
import { workerData } from "node:worker_threads";
import { z } from "zod";
import { answerQuestions } from "../../kernel/threads/answer-questions.ts";
import { createGraphWork, graphQuestion } from "./graph-work.ts";

const work = createGraphWork(z.object({ sdl: z.string(), subgraph: z.string() }).parse(workerData));

// On Linux this is of the thread: the event loop goes first where there are fewer cores than threads.
if (process.platform === "linux") setPriority(5);

answerQuestions((question) => work(graphQuestion.parse(question)));
