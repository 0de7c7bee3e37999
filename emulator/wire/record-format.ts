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

/** @throws ApiError 422 for a key outside `known`, where the switch `unknownKeys` says so */
export function checkQueryKeys(
  request: { readonly query: URLSearchParams; readonly unknownKeys: "ignore" | "refuse" },
  known: readonly string[],
): void {
  // `sort[0][field]` and `fields[]` belong to `sort` and `fields`.
  checkKeys(
    request,
    [...request.query.keys()].map((key) => key.replace(/\[.*$/s, "")),
    known,
  );
}

/** The same for the keys of a body or of an object in it. */
export function checkKeys(
  request: { readonly unknownKeys: "ignore" | "refuse" },
  keys: readonly string[],
  known: readonly string[],
): void {
  if (request.unknownKeys === "refuse" && keys.some((key) => !known.includes(key))) throw refusals.invalidRequest();
}
