import { createHash } from "node:crypto";
import { z } from "zod";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { readCursor, writeCursor } from "../cursor.ts";
import { recordId } from "../ids.ts";
import type { ScanPosition } from "../upstream/scan-records.ts";

const written = z.tuple([z.string().min(1).max(200).nullable(), recordId, z.boolean(), z.int().min(1), z.string()]);

/**
 * The cursor of a page of a table.
 * @param list all that decides which records are listed in which order
 */
export function writePageCursor({ offset, last, within, count }: ScanPosition, list: unknown): string {
  return writeCursor("table", JSON.stringify([offset ?? null, last, within, count, hashOf(list)]));
}

/** @throws AirgraphError BAD_USER_INPUT when it is no cursor, or that of another list */
export function readPageCursor(cursor: string, list: unknown): ScanPosition {
  const position = written.safeParse(parseJson(readCursor("table", cursor)));
  if (!position.success) throw refused("after must be the endCursor of the page before, in the same list.");
  const [offset, last, within, count, hash] = position.data;
  if (hash !== hashOf(list)) {
    throw refused(
      "after is the cursor of another list: table, filter, search, formula, sort and view must be those of the page before.",
    );
  }
  return { offset: offset ?? undefined, last, within, count };
}

function hashOf(list: unknown): string {
  return createHash("sha256").update(JSON.stringify(list)).digest("base64url").slice(0, 16);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refused(message: string): AirgraphError {
  return new AirgraphError("BAD_USER_INPUT", message, { field: "after" });
}
