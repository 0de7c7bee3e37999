/** What an answer is written as. `any`: nothing was said, so it is JSON, with statuses that tell. */
export type AnswerType = "graphql" | "json" | "any";

export const contentTypes: Readonly<Record<AnswerType, string>> = {
  graphql: "application/graphql-response+json; charset=utf-8",
  json: "application/json; charset=utf-8",
  any: "application/json; charset=utf-8",
};

const ranges: Readonly<Record<string, AnswerType>> = {
  "application/graphql-response+json": "graphql",
  "application/json": "json",
  "application/*": "any",
  "*/*": "any",
};

const tells: Readonly<Record<AnswerType, number>> = { graphql: 2, json: 1, any: 0 };

/**
 * Picks the type that a client likes best (RFC 9110, 12.5.1), the more telling one of two that it likes as much.
 * @returns undefined when it takes none
 */
export function negotiate(accept: string | undefined): AnswerType | undefined {
  if (accept === undefined || accept === "*/*") return "any";
  const only = ranges[accept];
  if (only !== undefined) return only;
  let best: { type: AnswerType; quality: number } | undefined;
  for (const part of accept.split(",")) {
    const [range = "", ...parameters] = part.split(";");
    const type = ranges[range.trim().toLowerCase()];
    const quality = qualityIn(parameters);
    if (type === undefined || quality === 0) continue;
    if (best === undefined || quality > best.quality || (quality === best.quality && tells[type] > tells[best.type]))
      best = { type, quality };
  }
  return best?.type;
}

/** @param parameters of one entry of a header like Accept, as `q=0.8` */
export function qualityIn(parameters: readonly string[]): number {
  for (const parameter of parameters) {
    const text = parameter.trim().toLowerCase();
    if (!text.startsWith("q=")) continue;
    const quality = Number(text.slice(2));
    return quality >= 0 && quality <= 1 ? quality : 0;
  }
  return 1;
}
