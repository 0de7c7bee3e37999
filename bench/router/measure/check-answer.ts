import { isDeepStrictEqual } from "node:util";
import { exampleTag } from "../graph/tag.ts";
import { recordTagged } from "../graph/tagged-text.ts";
import type { Answer } from "../http/connection.ts";

/** @throws Error for an answer that is not right and complete for the tag */
export type CheckAnswer = (answer: Answer, tag: string) => void;

/**
 * Checks that answers are right. Contestants write equal answers differently, so of each the text of its first right answer
 * is kept, and only what differs from it by more than the tag is read again.
 * @param data the right answer's, with the example tag in it
 */
export function createAnswerCheck(data: unknown): CheckAnswer {
  const rightData = JSON.stringify(data);
  let known: { readonly fill: (tag: string) => Buffer } | undefined;

  return ({ status, body }, tag) => {
    if (known !== undefined && status === 200 && known.fill(tag).equals(body)) return;
    const text = body.toString("latin1");
    const answer: unknown = status === 200 ? JSON.parse(text) : undefined;
    const right: unknown = JSON.parse(rightData.replaceAll(exampleTag, tag));
    const isRight =
      typeof answer === "object" &&
      answer !== null &&
      !("errors" in answer) &&
      "data" in answer &&
      isDeepStrictEqual(answer.data, right);
    if (!isRight) throw new Error(`a wrong answer, with status ${status}: ${text.slice(0, 300)}`);
    if (known !== undefined) return;
    const recorded = recordTagged(text, tag);
    const scratch = recorded.fill(tag);
    known = { fill: (next) => recorded.fill(next, scratch) };
  };
}
