import { refusals } from "../api-error.ts";
import type { ApiRequest } from "./endpoint.ts";

/** @throws ApiError 422 for a query parameter outside `known`, where the switch `unknownKeys` says so */
export function checkQueryKeys(request: ApiRequest, known: readonly string[]): void {
  // `sort[0][field]` and `fields[]` belong to `sort` and `fields`.
  const names = [...request.query.keys()].map((key) => key.replace(/\[.*$/s, ""));
  checkKeys(request, names, known);
}

/** The same for the keys of a body or of an object in it. */
export function checkKeys(
  { unknownKeys }: Pick<ApiRequest, "unknownKeys">,
  keys: readonly string[],
  known: readonly string[],
): void {
  if (unknownKeys === "refuse" && keys.some((key) => !known.includes(key))) throw refusals.invalidRequest();
}
