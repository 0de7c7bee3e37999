import { refusals } from "../api-error.ts";
import { isTextFormat, type TextFormat } from "../cells/format-value.ts";

/**
 * How cells are to be written: null for JSON, else for whom the texts are. Both `timeZone` and `userLocale` stand in
 * the query, also of POST, and are needed for `cellFormat=string` only (reference 4.1).
 *
 * @throws ApiError 422 when the text format lacks one of them or it is unknown
 */
export function readTextFormat(query: URLSearchParams, cellFormat: "json" | "string" | undefined): TextFormat | null {
  if (cellFormat !== "string") return null;
  const format = { timeZone: query.get("timeZone") ?? "", userLocale: query.get("userLocale") ?? "" };
  if (!isTextFormat(format)) throw refusals.invalidRequest();
  return format;
}
