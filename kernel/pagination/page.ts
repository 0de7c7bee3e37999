import { z } from "zod";
import { AirgraphError } from "../errors/airgraph-error.ts";

/** Where a row stands in a list that is ordered by creation time and, among equals, by id. */
export interface Position {
  readonly createdAt: Date;
  readonly id: string;
}

/** One page of such a list, as a store takes it. */
export interface Page {
  readonly first: number;
  /** The page starts behind this row; undefined for the first page. */
  readonly after: Position | undefined;
}

export interface Connection<Node> {
  nodes: Node[];
  pageInfo: PageInfo;
}

/** `PageInfo` of all subgraphs. */
export interface PageInfo {
  readonly hasNextPage: boolean;
  /** Whether the page starts behind something: `after` was given. */
  readonly hasPreviousPage: boolean;
  /** Where the page's first item stands; null for an empty page, and where the subgraph can't tell. */
  readonly startCursor: string | null;
  readonly endCursor: string | null;
}

/** Later than this, Postgres and ISO 8601 write years differently. */
const latest = Date.UTC(9999, 11, 31);

const position = z
  .tuple([z.int().min(0).max(latest), z.uuid().lowercase()])
  .transform(([milliseconds, id]): Position => ({ createdAt: new Date(milliseconds), id }));

/**
 * Reads the arguments of a connection field.
 * @throws AirgraphError BAD_USER_INPUT for a `first` outside 1–`maximum`, and for an `after` that no page ended with
 */
export function parsePage(
  { first, after }: { first: number; after?: string | null | undefined },
  { maximum = 100 }: { maximum?: number } = {},
): Page {
  return {
    first: parsePageSize(first, maximum),
    after: after === undefined || after === null ? undefined : parseCursor(after),
  };
}

/**
 * Reads the argument `first` alone, for lists whose cursors are not ours.
 * @throws AirgraphError BAD_USER_INPUT
 */
export function parsePageSize(first: number, maximum: number): number {
  if (Number.isInteger(first) && first >= 1 && first <= maximum) return first;
  throw new AirgraphError("BAD_USER_INPUT", `first must be 1 to ${maximum}, got ${first}.`, { field: "first" });
}

/**
 * Makes a connection of the rows a store found for a page. The store is asked for one row more than the page holds:
 * whether it is there tells `hasNextPage`.
 * @param rows at most `page.first + 1`, in the list's order
 */
export function toConnection<Row extends Position>(rows: readonly Row[], { first, after }: Page): Connection<Row> {
  const nodes = rows.slice(0, first);
  const pageInfo = describePage({ nodes, hasNextPage: rows.length > first, after, cursorOf });
  return { nodes, pageInfo };
}

/**
 * `PageInfo` of a page in a list whose items each have a cursor.
 * @param page.after what the page starts behind, in whatever form; undefined for the first page
 */
export function describePage<Node>(page: {
  readonly nodes: readonly Node[];
  readonly hasNextPage: boolean;
  readonly after: unknown;
  readonly cursorOf: (node: Node) => string;
}): PageInfo {
  const { nodes, hasNextPage, after, cursorOf: cursor } = page;
  const [first, last] = [nodes.at(0), nodes.at(-1)];
  return {
    hasNextPage,
    hasPreviousPage: after !== undefined,
    startCursor: first === undefined ? null : cursor(first),
    endCursor: last === undefined ? null : cursor(last),
  };
}

/** `PageInfo` of a page in a list that is known to hold nothing. */
export function emptyPage(after: unknown): PageInfo {
  return { hasNextPage: false, hasPreviousPage: after != null, startCursor: null, endCursor: null };
}

/** Opaque to clients, who could otherwise come to rely on what is in it. */
function cursorOf({ createdAt, id }: Position): string {
  return Buffer.from(JSON.stringify([createdAt.getTime(), id])).toString("base64url");
}

function parseCursor(cursor: string): Position {
  const malformed = (cause?: unknown) =>
    new AirgraphError(
      "BAD_USER_INPUT",
      "after is not a cursor of this list: pass the endCursor of the page before.",
      { field: "after" },
      { cause },
    );
  let parsed: Position;
  try {
    parsed = position.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
  } catch (cause) {
    throw malformed(cause);
  }
  // Node decodes base64url leniently, and JSON may be spaced out: one position has one cursor.
  if (cursorOf(parsed) !== cursor) throw malformed();
  return parsed;
}
