import { z } from "zod";
import { recordId } from "../ids.ts";
import type { FieldModel } from "../models.ts";
import { isNestedDeeper } from "./nesting.ts";

/** In one text: what Airtable keeps. */
const longestText = 100_000;
/** More levels than any cell has. */
const deepest = 8;

const text = z.string("must be text");
const amount = z.number("must be a number");
const wholeNumber = z.int("must be a whole number").min(0, "must not be below 0");
const truth = z.boolean("must be true or false");
const names = z.array(text, "must be a list of texts");
const instant = z.union([z.string(), z.number()], "must be a date as ISO 8601");
const links = z.array(recordId, "must be a list of record ids like rec…");
const person = z.union(
  [z.object({ id: z.string() }), z.object({ email: z.string() })],
  "must be an object with `id` or `email`",
);
const persons = z.array(
  z.union([z.string(), person], "must hold ids, or objects with `id` or `email`"),
  "must be a list",
);
const barcode = z.object(
  { text: z.string("needs a `text`"), type: z.string("must have text as `type`").nullish() },
  "must be an object with `text`",
);
const file = z.union(
  [z.object({ url: z.string().regex(/^https?:\/\//i) }), z.object({ id: z.string() })],
  "must hold objects with the `url` of a file (http or https), or with the `id` of one that is there already",
);
const files = z.array(file, "must be a list of objects with `url` or `id`");

/** What Airtable takes for a cell, by the field's type (emulator/airtable-api.md 9). */
const writable: ReadonlyMap<string, z.ZodType> = new Map<string, z.ZodType>(
  Object.entries({
    singleLineText: text,
    multilineText: text,
    richText: text,
    email: text,
    url: text,
    phoneNumber: text,
    number: amount,
    currency: amount,
    percent: amount,
    duration: amount,
    rating: wholeNumber,
    checkbox: truth,
    singleSelect: text,
    multipleSelects: names,
    date: text,
    dateTime: instant,
    multipleRecordLinks: links,
    multipleAttachments: files,
    singleCollaborator: person,
    multipleCollaborators: persons,
    barcode,
  }),
);

/** Whether a client can write a field's cells at all. */
export function isWritable({ type }: Pick<FieldModel, "type">): boolean {
  return writable.has(type);
}

/**
 * Why a value can't be written into a field, as far as that is certain before Airtable has seen it.
 * @param typecast Airtable converts values, except for files
 * @returns a sentence's end, "must be a number" for instance; undefined for a value that may be sent
 */
export function problemOfCell({ type }: FieldModel, value: unknown, typecast: boolean): string | undefined {
  const accepted = writable.get(type);
  if (accepted === undefined) return `can't be written: fields of the type ${type} are computed or read-only`;
  if (value === null) return undefined;
  if (isNestedDeeper(value, deepest)) return `must not be nested deeper than ${deepest} levels`;
  if (holdsLongText(value)) return `must not hold more than ${longestText} characters`;
  if (typecast && type !== "multipleAttachments") return undefined;
  return accepted.safeParse(value).error?.issues[0]?.message;
}

function holdsLongText(value: unknown): boolean {
  if (typeof value === "string") return value.length > longestText;
  if (typeof value !== "object" || value === null) return false;
  return Object.values(value).some(holdsLongText);
}
