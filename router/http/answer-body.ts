import { type Answer, answerJson } from "../operation/run-operation.ts";

/** An answer as it is sent. */
export type AnswerBody = (answer: Answer) => string | Buffer;

/**
 * @param areShared whether several clients may get the same answer: its bytes are made once then. One that nobody else gets is
 * cheaper sent as text
 */
export function createAnswerBodies(areShared: boolean): AnswerBody {
  if (!areShared) return answerJson;
  const bodies = new WeakMap<Answer, Buffer>();
  return (answer) => {
    let body = bodies.get(answer);
    if (body === undefined) bodies.set(answer, (body = Buffer.from(answerJson(answer))));
    return body;
  };
}
