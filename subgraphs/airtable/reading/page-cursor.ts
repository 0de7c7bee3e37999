import { createHash } from "node:crypto";
import { z } from "zod";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { readCursor, writeCursor } from "../cursor.ts";
import { recordId } from "../ids.ts";
import type { ScanPosition } from "../upstream/scan-records.ts";

const written = z.tuple([z.string().min(1).max(200).nullable(), recordId, z.boolean(), z.int().min(1), z.string()]);

/** The list that a page is of. */
export interface ListedRecords {
  /** All that the caller says of which records are listed in which order. */
  readonly chosen: unknown;
  /** Of a list that data policies narrow: writes what nobody can forge. */
  readonly mark: ((text: string) => string) | undefined;
}

/** The cursor of a page of a table. */
export function writePageCursor({ offset, last, within, count }: ScanPosition, list: ListedRecords): string {
  const position = [offset ?? null, last, within, count];
  return writeCursor("table", JSON.stringify([...position, markOf(list, position)]));
}

/** @throws AirgraphError BAD_USER_INPUT when it is no cursor, or that of another list */
export function readPageCursor(cursor: string, list: ListedRecords): ScanPosition {
  const parsed = written.safeParse(parseJson(readCursor("table", cursor)));
  if (!parsed.success) throw refuseCursor("malformed");
  const [offset, last, within, count, hash] = parsed.data;
  if (hash !== markOf(list, [offset, last, within, count])) throw refuseCursor("other list");
  return { offset: offset ?? undefined, last, within, count };
}

/** What a position is marked with, so that it is good in this list only. */
export function markOf({ chosen, mark }: ListedRecords, position: readonly unknown[]): string {
  const hash =
    mark === undefined
      ? createHash("sha256").update(JSON.stringify(chosen)).digest("base64url")
      : mark(JSON.stringify([chosen, position]));
  return hash.slice(0, mark === undefined ? 16 : 43);
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function refuseCursor(why: "malformed" | "other list"): AirgraphError {
  const messages = {
    malformed: "after must be the endCursor of the page before, in the same list.",
    "other list":
      "after is the cursor of another list: table, filter, search, formula, sort, view and paging must be those of the page before, and what you may read, too.",
  };
  return new AirgraphError("BAD_USER_INPUT", messages[why], { field: "after" });
}
