import { formatIsoDate, formatIsoInstant, parseFreeDate } from "../dates/iso-date.ts";
import { atDecimalPlace } from "../formula/decimal-place.ts";
import type { Field, UserDirectory } from "../store/model.ts";
import { unreachable } from "../unreachable.ts";
import { splitList } from "./split-list.ts";

/**
 * Best effort of reference 9.3: turns a loosely typed value into the strict JSON type the field wants. What it cannot
 * read it returns as it came, for the strict check to refuse; a value of the right type stays as it is. The exact rules
 * of Airtable are not documented; the emulator's are these, with a test table beside this file.
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
      return looseText(value);
    case "number":
    case "currency":
      return typeof value === "string" ? looseNumber(value, field.options.precision) : value;
    case "percent":
      // Twelve percent with precision 0 is 0.12.
      return typeof value === "string" ? looseNumber(value, field.options.precision + 2) : value;
    case "duration":
      return typeof value === "string" ? looseDuration(value) : value;
    case "rating": {
      const number = typeof value === "string" ? looseNumber(value, 0) : value;
      return typeof number === "number" ? Math.trunc(number) : number;
    }
    case "checkbox":
      return looseBoolean(value);
    case "multipleSelects":
    case "multipleRecordLinks":
      return looseTexts(value);
    case "date":
      return looseDate(value, "utc", field.options.dateFormat.name === "european", (ms) => formatIsoDate(ms));
    case "dateTime": {
      const { timeZone, dateFormat } = field.options;
      return looseDate(value, timeZone, dateFormat.name === "european", (ms) => formatIsoInstant(ms));
    }
    case "singleCollaborator":
      return looseUser(value, users);
    case "multipleCollaborators":
      return looseUsers(value, users);
    case "barcode": {
      const text = looseText(value);
      return typeof text === "string" ? { text } : value;
    }
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

function looseText(value: unknown): unknown {
  return typeof value === "number" || typeof value === "boolean" ? String(value) : value;
}

/** A list of names: a comma-separated text, or a list whose members are trimmed; nameless ones are left out. */
function looseTexts(value: unknown): unknown {
  const written = looseText(value);
  if (typeof written === "string") return splitList(written);
  if (!Array.isArray(written)) return written;
  return written
    .map((member: unknown) => looseText(member))
    .map((member) => (typeof member === "string" ? member.trim() : member))
    .filter((member) => member !== "");
}

/** Longer texts spell no number, and reading them with the patterns below could take long. */
const longestNumber = 100;

/** The first number in a text, whatever currency or unit stands around it. */
const firstNumber = /([+-])?\s*\p{Sc}?\s*([+-])?(\d[\d,]*(?:\.\d*)?|\.\d+)(e[+-]?\d+)?\s*(%)?/iu;

function looseNumber(text: string, places: number): unknown {
  if (text.trim() === "") return null;
  const found = text.length > longestNumber ? null : firstNumber.exec(text);
  if (found === null) return text;
  const [, signBefore, signAfter, digits = "", exponent = "", percent] = found;
  const size = Number(digits.replaceAll(",", "") + exponent) / (percent === undefined ? 1 : 100);
  const number = signBefore === "-" || signAfter === "-" ? -size : size;
  // Digits beyond the field's precision are cut off.
  return Number.isFinite(number) ? atDecimalPlace(number, places, Math.trunc) : text;
}

const clock = /^\s*(-?)(\d+):(\d{1,2})(?::(\d{1,2}(?:\.\d+)?))?\s*$/;
const units = /^\s*(?:(\d+(?:\.\d+)?)\s*h\w*)?[\s,]*(?:(\d+(?:\.\d+)?)\s*m\w*)?[\s,]*(?:(\d+(?:\.\d+)?)\s*s\w*)?\s*$/i;

/** `1:30` and `1h 30m` are an hour and a half; a bare number is seconds. */
function looseDuration(text: string): unknown {
  if (text.trim() === "") return null;
  if (text.length > longestNumber) return text;
  const [, sign, ...ofClock] = clock.exec(text) ?? [];
  const [, ...ofUnits] = units.exec(text) ?? [];
  const parts = ofClock.length > 0 ? ofClock : ofUnits;
  if (parts.length === 0) return looseNumber(text, 3);
  const [hours, minutes, seconds] = parts.map((part) => Number(part ?? 0));
  const size = (hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0);
  return sign === "-" ? -size : size;
}

function looseBoolean(value: unknown): unknown {
  if (typeof value === "number") return value !== 0;
  if (typeof value !== "string") return value;
  return ["true", "checked", "1", "yes"].includes(value.trim().toLowerCase());
}

/** Free-form dates; a European field reads `1/5/2024` as the first of May, others as the fifth of January. */
function looseDate(value: unknown, timeZone: string, dayFirst: boolean, write: (ms: number) => string): unknown {
  if (typeof value === "number") return Math.abs(value) <= 8.64e15 ? write(value) : value;
  if (typeof value !== "string") return value;
  const text = value.trim();
  if (text === "") return null;
  // The strict check reads ISO, and knows what to do with its offset.
  if (/^\d{4}-\d{2}-\d{2}/.test(text)) return text;
  const swapped = text.replace(/^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})/, "$2/$1/$3");
  const [first, second] = dayFirst || /^\d{1,2}\./.test(text) ? [swapped, text] : [text, swapped];
  const date = parseFreeDate(first, timeZone) ?? parseFreeDate(second, timeZone);
  return date === null ? value : write(date.ms);
}

/** A collaborator by id, email or name, as a text or under one of these keys. */
function looseUser(value: unknown, users: UserDirectory): unknown {
  if (typeof value === "object" && value !== null && "name" in value && !("id" in value) && !("email" in value)) {
    return looseUser(value.name, users);
  }
  if (typeof value !== "string") return value;
  const text = value.trim();
  if (text === "") return null;
  const known = users.byId.get(text) ?? users.byEmail.get(text);
  if (known !== undefined) return { id: known.id };
  const folded = text.toLowerCase();
  for (const user of users.byId.values()) {
    if (user.email.toLowerCase() === folded || user.name.toLowerCase() === folded) return { id: user.id };
  }
  return value;
}

function looseUsers(value: unknown, users: UserDirectory): unknown {
  const members: unknown = typeof value === "string" ? splitList(value) : value;
  return Array.isArray(members) ? members.map((member: unknown) => looseUser(member, users)) : members;
}
