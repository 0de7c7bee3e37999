import type { IncomingHttpHeaders } from "node:http";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";

/** What a page of another site can send without asking first (Fetch, "CORS-safelisted request-header"). */
const simpleTypes: ReadonlySet<string> = new Set([
  "application/x-www-form-urlencoded",
  "multipart/form-data",
  "text/plain",
]);
/** A browser asks before it sends one of these for a page of another site. The names are those of Apollo's servers. */
const preflighted = ["apollo-require-preflight", "x-apollo-operation-name"];

/**
 * Keeps pages of other sites from having a visitor's browser run operations: what a browser sends without asking
 * first is refused, whoever sends it.
 * @throws AirgraphError BAD_REQUEST
 */
export function requirePreflight(headers: IncomingHttpHeaders): void {
  const type = headers["content-type"];
  if (type === "application/json") return;
  if (type !== undefined) {
    const essence = type.split(";", 1)[0]?.trim().toLowerCase() ?? "";
    if (essence.includes("/") && !simpleTypes.has(essence)) return;
  }
  if (preflighted.some((name) => (headers[name] ?? "") !== "")) return;
  throw new AirgraphError(
    "BAD_REQUEST",
    `A request without a content type like application/json needs one of the headers ${preflighted.join(", ")}: any page could send it otherwise.`,
  );
}
