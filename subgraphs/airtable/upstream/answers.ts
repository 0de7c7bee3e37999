import { z } from "zod";
import { baseId, fieldId, recordId, tableId } from "../ids.ts";

/** What Airtable answers, as far as it is read here. Unknown keys and unknown field types are let through. */
export const whoamiAnswer = z.object({ id: z.string().min(1) });

export const basesAnswer = z.object({
  bases: z.array(z.object({ id: baseId, name: z.string(), permissionLevel: z.string() })),
  offset: z.string().optional(),
});

const field = z.object({
  id: fieldId,
  name: z.string(),
  type: z.string(),
  description: z.string().nullish(),
  options: z.record(z.string(), z.unknown()).nullish(),
});

const table = z.object({
  id: tableId,
  name: z.string(),
  description: z.string().nullish(),
  fields: z.array(field),
});

export const tablesAnswer = z.object({ tables: z.array(table) });

const record = z.object({
  id: recordId,
  createdTime: z.iso.datetime({ offset: true }).transform((text) => new Date(text)),
  fields: z.record(z.string(), z.unknown()),
});

export const recordsAnswer = z.object({ records: z.array(record), offset: z.string().optional() });

export const createdAnswer = z.object({ records: z.array(record) });

export type BaseAnswer = z.infer<typeof basesAnswer>["bases"][number];
export type TableAnswer = z.infer<typeof table>;
export type RecordAnswer = z.infer<typeof record>;
export type RecordsAnswer = z.infer<typeof recordsAnswer>;
