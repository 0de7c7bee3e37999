import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { isNestedDeeper } from "../writing/nesting.ts";

const longestValue = 60;
/** What is nested without end can't be written as JSON. */
const deepest = 8;

/** @param path of the argument at fault, for example `filter.and[1].gte` */
export function refuse(path: string, what: string): AirgraphError {
  return new AirgraphError("BAD_USER_INPUT", `${path}: ${what}.`, { field: path });
}

/** A value as an error tells it, shortened. */
export function told(value: unknown): string {
  if (isNestedDeeper(value, deepest)) return "something nested deeply";
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > longestValue ? `${text.slice(0, longestValue)}…` : text;
}
