import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";

const deepest = 100;

/**
 * JSON as Postgres can store it, which knows neither NUL nor halves of characters: a replacement character (U+FFFD) stands
 * in their place.
 * @throws AirgraphError COST_LIMIT_EXCEEDED for what is nested deeper than anything should be
 */
export function toStorable<Json>(json: Json, levels?: number): Json;
export function toStorable(json: unknown, levels: number = deepest): unknown {
  if (typeof json === "string") return toStorableText(json);
  if (typeof json !== "object" || json === null) return json;
  if (levels === 0) throw new AirgraphError("COST_LIMIT_EXCEEDED", `It is nested deeper than ${deepest} levels.`);
  if (Array.isArray(json)) return json.map((item: unknown) => toStorable(item, levels - 1));
  return Object.fromEntries(
    Object.entries(json).map(([key, value]) => [toStorableText(key), toStorable(value, levels - 1)]),
  );
}

function toStorableText(text: string): string {
  return text.replaceAll(/[\p{Cs}\0]/gu, "\uFFFD");
}
