import { formatIsoDate, formatIsoInstant, parseFreeDate } from "../dates/iso-date.ts";
import type { Field, UserDirectory } from "../store/model.ts";
import { unreachable } from "../unreachable.ts";

/**
 * Best effort of reference 9.3: turns a loosely typed value into the strict JSON type the field wants. What it cannot
 * read it returns as it came, for the strict check to refuse. The exact rules of Airtable are not documented; the
 * emulator's are these, with a test table beside this file.
 */
export function typecastValue(field: Field, value: unknown, users: UserDirectory): unknown {
  switch (field.type) {
    case "singleLineText":
    case "multilineText":
    case "richText":
    case "email":
    case "url":
    case "phoneNumber":
    case "singleSelect":
      return typeof value === "number" || typeof value === "boolean" ? String(value) : value;
    case "number":
    case "currency":
    case "percent":
      return typeof value === "string" ? toPrecision(looseNumber(value), field.options.precision) : value;
    case "duration":
      return typeof value === "string" ? looseDuration(value) : value;
    case "rating": {
      const number = typeof value === "string" ? looseNumber(value) : value;
      return typeof number === "number" ? Math.trunc(number) : number;
    }
    case "checkbox":
      return looseBoolean(value);
    case "multipleSelects":
      return typeof value === "string" ? splitList(value) : value;
    case "multipleRecordLinks":
      return typeof value === "string" ? splitList(value) : value;
    case "date":
    case "dateTime":
      return looseDate(value, field.type === "date", field.type === "dateTime" ? field.options.timeZone : "utc");
    case "singleCollaborator":
      return looseUser(value, users);
    case "multipleCollaborators":
      return looseUsers(value, users);
    case "barcode":
      return typeof value === "string" ? { text: value } : value;
    case "multipleAttachments":
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
      return value;
  }
  return unreachable(field);
}

function looseNumber(text: string): unknown {
  if (text.trim() === "") return null;
  const percent = text.trim().endsWith("%");
  const digits = text.replace(/[^\d.eE+-]/g, "");
  const number = digits === "" ? Number.NaN : Number(digits);
  if (Number.isNaN(number)) return text;
  return percent ? number / 100 : number;
}

/** Twelve percent with precision 0 is 0.12: percents keep two digits more than they show. */
function toPrecision(value: unknown, precision: number): unknown {
  return typeof value === "number" ? Number(value.toFixed(Math.min(precision + 2, 10))) : value;
}

function looseDuration(text: string): unknown {
  const parts = /^\s*(\d+):(\d{1,2})(?::(\d{1,2}(?:\.\d+)?))?\s*$/.exec(text);
  if (parts === null) return looseNumber(text);
  return Number(parts[1]) * 3600 + Number(parts[2]) * 60 + Number(parts[3] ?? 0);
}

function looseBoolean(value: unknown): unknown {
  if (typeof value === "number") return value !== 0;
  if (typeof value !== "string") return value;
  return ["true", "checked", "1", "yes"].includes(value.trim().toLowerCase());
}

/** Splits at commas; a member that holds a comma is double-quoted, as cells print it (reference 9.4). */
function splitList(text: string): string[] {
  const members = text.match(/\s*"(?:[^"]|"")*"\s*|[^,]+/g) ?? [];
  return members
    .map((member) => member.trim())
    .map((member) => (/^".*"$/s.test(member) ? member.slice(1, -1).replaceAll('""', '"') : member))
    .filter((member) => member !== "");
}

function looseDate(value: unknown, dateOnly: boolean, timeZone: string): unknown {
  if (typeof value !== "string" || value.trim() === "") return value === "" ? null : value;
  const date = parseFreeDate(value, timeZone);
  if (date === null || (dateOnly && /^\d{4}-\d{2}-\d{2}/.test(value.trim()))) return value;
  return dateOnly ? formatIsoDate(date.ms) : formatIsoInstant(date.ms);
}

function looseUser(value: unknown, users: UserDirectory): unknown {
  if (typeof value !== "string") return value;
  if (value.trim() === "") return null;
  const known = users.byId.get(value) ?? users.byEmail.get(value);
  if (known !== undefined) return { id: known.id };
  for (const user of users.byId.values()) if (user.name === value) return { id: user.id };
  return value;
}

function looseUsers(value: unknown, users: UserDirectory): unknown {
  const members: unknown = typeof value === "string" ? splitList(value) : value;
  return Array.isArray(members) ? members.map((member: unknown) => looseUser(member, users)) : members;
}
