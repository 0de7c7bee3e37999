import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";

/**
 * What a page's cursor stands for: Airtable's offset in a table or among comments, the place of the record before in a stable
 * order, or that record in a link cell.
 */
export type CursorKind = "table" | "stable" | "comments" | "link";

/** Those of stable orders hold values of cells. */
const longest = 4_000;

/** Opaque to clients, so that they don't build on what is inside. */
export function writeCursor(kind: CursorKind, position: string): string {
  return Buffer.from(`${kind}:${position}`).toString("base64url");
}

/** @throws AirgraphError BAD_USER_INPUT when `writeCursor` did not write it for this kind of list */
export function readCursor(kind: CursorKind, cursor: string): string {
  const text = Buffer.from(cursor, "base64url").toString("utf8");
  const prefix = `${kind}:`;
  if (cursor.length <= longest && text.startsWith(prefix) && text.length > prefix.length)
    return text.slice(prefix.length);
  throw new AirgraphError("BAD_USER_INPUT", "after must be the endCursor of the page before, in the same list.", {
    field: "after",
  });
}
