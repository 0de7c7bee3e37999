import { z } from "zod";
import { recordId as recordIdShape } from "../../../kernel/identity/record-id.ts";

/** Settings hold templates; these are the shapes that the values must have once they are worked out. */

const largestList = 10_000;

export const text = z.string("must be a text");
export const nonEmptyText = text.min(1, "must not be empty");
export const recordId = z.string("must be a record's id, app…/tbl…/rec…").pipe(recordIdShape);
const baseId = z.string("must be a base's id, app…").regex(/^app[0-9A-Za-z]{14}$/, "must be a base's id, app…");

/** Cells by field name or id. */
export const cells = z.record(z.string(), z.json(), "must be an object of cells by field name or id");
export type Cells = z.infer<typeof cells>;

export function listOf<Item>(item: z.ZodType<Item>): z.ZodType<Item[]> {
  return z.array(item, "must be a list").max(largestList, `must have at most ${largestList} items`);
}

export const baseAndTable = { baseId, table: nonEmptyText };
