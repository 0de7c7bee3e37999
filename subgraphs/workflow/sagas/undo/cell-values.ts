import { isDeepStrictEqual } from "node:util";
import { z } from "zod";

/** Types of fields that can be written, so that what they held can be written back. */
const restorable: ReadonlySet<string> = new Set([
  "singleLineText",
  "multilineText",
  "richText",
  "email",
  "url",
  "phoneNumber",
  "number",
  "currency",
  "percent",
  "duration",
  "rating",
  "checkbox",
  "singleSelect",
  "multipleSelects",
  "date",
  "dateTime",
  "multipleRecordLinks",
  "multipleAttachments",
  "singleCollaborator",
  "multipleCollaborators",
  "barcode",
]);

export function isRestorable({ type }: { readonly type: string }): boolean {
  return restorable.has(type);
}

const withId = z.object({ id: z.string() });
const personId = z.union([withId, z.object({ email: z.string() })]);
const file = z.object({ id: z.string().optional(), url: z.string().optional(), filename: z.string().optional() });

/** Whether two values of a cell mean the same, whether they were read or are to be written. */
export function sameCell(type: string, one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(plain(type, one), plain(type, other));
}

/** A cell's value in one form, whoever wrote it down. */
function plain(type: string, value: unknown): unknown {
  if (value === null || value === undefined || value === false || value === "") return null;
  if (Array.isArray(value) && value.length === 0) return null;
  switch (type) {
    case "dateTime": {
      const at = typeof value === "string" || typeof value === "number" ? new Date(value).getTime() : Number.NaN;
      return Number.isNaN(at) ? value : at;
    }
    case "singleCollaborator":
      return withId.safeParse(value).data?.id ?? value;
    case "multipleCollaborators":
    case "multipleAttachments":
      return (
        z
          .array(withId.transform(({ id }) => id))
          .safeParse(value)
          .data?.toSorted() ?? value
      );
    case "multipleRecordLinks":
    case "multipleSelects":
      return z.array(z.string()).safeParse(value).data?.toSorted() ?? value;
    case "barcode":
      return z.object({ text: z.string() }).safeParse(value).data?.text ?? value;
    default:
      return value;
  }
}

/**
 * A value that was read, as it is written back; null clears the cell.
 * @param now the cell as it is, whose files can be named by their ids
 */
export function toWritten(type: string, value: unknown, now?: unknown): unknown {
  if (value === null || value === undefined) return null;
  switch (type) {
    case "singleCollaborator":
      return nameOf(value);
    case "multipleCollaborators":
      return Array.isArray(value) ? value.map(nameOf) : value;
    case "multipleAttachments": {
      const there = new Set(
        z
          .array(withId)
          .catch([])
          .parse(now ?? [])
          .map(({ id }) => id),
      );
      return z
        .array(file)
        .catch([])
        .parse(value)
        .map(({ id, url, filename }) =>
          id !== undefined && there.has(id) ? { id } : { url, ...(filename === undefined ? {} : { filename }) },
        );
    }
    default:
      return value;
  }
}

function nameOf(person: unknown): unknown {
  return personId.safeParse(person).data ?? person;
}
