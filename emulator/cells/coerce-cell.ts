import { z } from "zod";
import { refusals } from "../api-error.ts";
import { formatIsoDate, formatIsoInstant, type ParsedDate, parseIsoDate } from "../dates/iso-date.ts";
import { isId } from "../identifiers.ts";
import {
  type Attachment,
  attachmentsIn,
  type Base,
  type Cell,
  type Field,
  type LinkField,
  type Row,
  type SelectField,
} from "../store/model.ts";
import { unreachable } from "../unreachable.ts";
import { typecastValue } from "./typecast.ts";

/** What a write needs to know besides the value itself. */
export interface WriteContext {
  readonly base: Base;
  readonly typecast: boolean;
  /** The record being changed; null for a new one. */
  readonly row: Row | null;
  /** The id of a choice by name; with typecast a new one where allowed. @throws ApiError */
  choiceId(field: SelectField, name: string): string;
  /** The id of a linked record by the text of its primary field; a new record when none has it. @throws ApiError */
  linkedRecordId(field: LinkField, text: string): string;
  newAttachmentId(): string;
}

const collaborator = z.union([z.object({ id: z.string() }), z.object({ email: z.string() })]);
const barcode = z.strictObject({ text: z.string(), type: z.string().optional() });
const attachment = z.union([
  z.strictObject({ id: z.string() }),
  z.strictObject({ url: z.string().regex(/^https?:\/\//i), filename: z.string().optional() }),
]);
const texts = z.array(z.string());

/**
 * Turns a written JSON value into a cell by the rules of reference 9 (and 9.3 with typecast).
 *
 * @param field a field that is not computed
 * @param value the JSON value of the request
 * @returns the cell, or null to clear it
 * @throws ApiError 422 with the type and message of reference 3.2
 */
export function coerceCell(field: Field, value: unknown, context: WriteContext): Cell | null {
  const strict = context.typecast ? typecastValue(field, value, context.base.users) : value;
  if (strict === null || strict === undefined) return null;
  switch (field.type) {
    case "singleLineText":
    case "multilineText":
    case "email":
    case "url":
    case "phoneNumber":
      return emptyAsNull(textOf(field, strict));
    case "richText":
      return emptyAsNull(normalizeRichText(textOf(field, strict)));
    case "number":
    case "currency":
    case "percent":
    case "duration":
      return numberOf(field, strict);
    case "rating":
      return ratingOf(field, field.options.max, strict);
    case "checkbox":
      if (typeof strict !== "boolean") throw refusals.unacceptableValue(field.name);
      return strict ? true : null;
    case "singleSelect": {
      const name = textOf(field, strict);
      return name === "" ? null : context.choiceId(field, name);
    }
    case "multipleSelects": {
      const ids = textsOf(field, strict).map((name) => context.choiceId(field, name));
      return ids.length === 0 ? null : { kind: "choices", ids: [...new Set(ids)] };
    }
    case "date":
      return dateOf(field, strict, "utc", (date) => formatIsoDate(date.ms));
    case "dateTime":
      return dateOf(field, strict, field.options.timeZone, (date) => formatIsoInstant(date.ms));
    case "multipleRecordLinks":
      return linksOf(field, strict, context);
    case "multipleAttachments":
      return attachmentsOf(field, strict, context);
    case "singleCollaborator":
      return userIdOf(field, strict, context.base);
    case "multipleCollaborators":
      return usersOf(field, strict, context.base);
    case "barcode": {
      const parsed = barcode.safeParse(strict);
      if (!parsed.success) throw refusals.unacceptableValue(field.name);
      const { text, type } = parsed.data;
      return { kind: "json", value: type === undefined ? { text } : { text, type } };
    }
    case "formula":
    case "rollup":
    case "multipleLookupValues":
    case "count":
    case "autoNumber":
    case "createdTime":
    case "lastModifiedTime":
    case "createdBy":
    case "lastModifiedBy":
    case "button":
    case "aiText":
    case "externalSyncSource":
    case "manualSort":
    case "unknown":
      throw refusals.computedField(field.name);
  }
  return unreachable(field);
}

function emptyAsNull(text: string): string | null {
  return text === "" ? null : text;
}

function textOf(field: Field, value: unknown): string {
  if (typeof value !== "string") throw refusals.unacceptableValue(field.name);
  return value;
}

function textsOf(field: Field, value: unknown): readonly string[] {
  const parsed = texts.safeParse(value);
  if (!parsed.success) throw refusals.unacceptableValue(field.name);
  return parsed.data;
}

/** Airtable rewrites rich text on the way in: bullets become dashes, and the text ends with a newline. */
function normalizeRichText(text: string): string {
  const dashed = text.replace(/^(\s*)\* /gm, "$1- ");
  return dashed === "" || dashed.endsWith("\n") ? dashed : `${dashed}\n`;
}

function numberOf(field: Field, value: unknown): number {
  if (typeof value !== "number" || !Number.isFinite(value)) throw refusals.unacceptableValue(field.name);
  return value;
}

function ratingOf(field: Field, max: number, value: unknown): number | null {
  const rating = numberOf(field, value);
  if (!Number.isInteger(rating) || rating < 0 || rating > max) throw refusals.unacceptableValue(field.name);
  return rating === 0 ? null : rating;
}

function dateOf(field: Field, value: unknown, timeZone: string, format: (date: ParsedDate) => string): string | null {
  if (value === "") return null;
  if (typeof value === "number" && field.type === "dateTime" && Math.abs(value) <= 8.64e15) {
    return format({ ms: value, dateOnly: false });
  }
  if (typeof value !== "string") throw refusals.unacceptableValue(field.name);
  const date = parseIsoDate(value, timeZone);
  if (date === null) throw refusals.unparsableValue(value, field.name);
  // A date field drops the time as it is written, whatever the offset says.
  return field.type === "date" ? value.trim().slice(0, 10) : format(date);
}

function linksOf(field: LinkField, value: unknown, context: WriteContext): Cell | null {
  const parsed = texts.safeParse(value);
  if (!parsed.success) throw refusals.invalidValue("Value is not an array of record IDs.");
  const ids = parsed.data.map((text) => linkedId(field, text, context));
  return ids.length === 0 ? null : { kind: "links", ids: [...new Set(ids)] };
}

function linkedId(field: LinkField, text: string, context: WriteContext): string {
  if (!isId(text, "rec")) {
    if (context.typecast) return context.linkedRecordId(field, text);
    throw refusals.invalidValue("Value is not an array of record IDs.");
  }
  const row = context.base.rows.get(text);
  if (row === undefined) throw refusals.rowDoesNotExist(text);
  const { linkedTableId } = field.options;
  if (row.tableId !== linkedTableId) throw refusals.rowOfOtherTable(text, row.tableId, linkedTableId);
  return text;
}

function attachmentsOf(field: Field, value: unknown, context: WriteContext): Cell | null {
  const parsed = z.array(attachment).safeParse(value);
  if (!parsed.success) {
    throw Array.isArray(value) ? refusals.invalidAttachment(field.name) : refusals.unacceptableValue(field.name);
  }
  const kept = context.row === null ? [] : attachmentsIn(context.row, field.id);
  const items = parsed.data.map((item): Attachment => {
    if ("url" in item) {
      return { id: context.newAttachmentId(), url: item.url, filename: item.filename ?? lastSegment(item.url) };
    }
    const existing = kept.find((candidate) => candidate.id === item.id);
    if (existing === undefined) throw refusals.invalidAttachment(field.name);
    return existing;
  });
  return items.length === 0 ? null : { kind: "attachments", items };
}

function lastSegment(url: string): string {
  const path = url.replace(/[?#].*$/, "").replace(/^https?:\/\/[^/]*/i, "");
  return path.slice(path.lastIndexOf("/") + 1) || "attachment";
}

function userIdOf(field: Field, value: unknown, base: Base): string {
  const parsed = collaborator.safeParse(value);
  if (!parsed.success) throw refusals.unacceptableValue(field.name);
  const user = "id" in parsed.data ? base.users.byId.get(parsed.data.id) : base.users.byEmail.get(parsed.data.email);
  if (user === undefined) throw refusals.unacceptableValue(field.name);
  return user.id;
}

function usersOf(field: Field, value: unknown, base: Base): Cell | null {
  if (!Array.isArray(value)) throw refusals.unacceptableValue(field.name);
  const ids = value.map((item: unknown) => userIdOf(field, typeof item === "string" ? { id: item } : item, base));
  return ids.length === 0 ? null : { kind: "users", ids: [...new Set(ids)] };
}
