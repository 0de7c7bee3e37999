import type { Field } from "../store/model.ts";

const computedTypes = new Set<Field["type"]>([
  "formula",
  "rollup",
  "multipleLookupValues",
  "count",
  "autoNumber",
  "createdTime",
  "lastModifiedTime",
  "createdBy",
  "lastModifiedBy",
  "button",
  "aiText",
  "externalSyncSource",
  "manualSort",
  "unknown",
]);

/** Whether the API refuses every write to the field (the types marked C in reference 9). */
export function isComputed(field: Field): boolean {
  return computedTypes.has(field.type);
}

const mergeableTypes = new Set<Field["type"]>([
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
  "singleSelect",
  "multipleSelects",
  "date",
  "dateTime",
]);

/** Whether `fieldsToMergeOn` may name the field (reference 4.5). */
export function isMergeable(field: Field): boolean {
  return mergeableTypes.has(field.type);
}
