import { createHash } from "node:crypto";
import { canonicalJson } from "../../../kernel/canonical-json.ts";
import type { TypedGraph } from "./typed-graph.ts";

/** The same for the same graph, whoever makes it, and whatever order a database gives its properties. */
export function versionOf(graph: TypedGraph): string {
  return createHash("sha256").update(canonicalJson(graph)).digest("base64url").slice(0, 22);
}
