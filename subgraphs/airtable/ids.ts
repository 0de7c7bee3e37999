import { z } from "zod";

/**
 * Airtable's ids (emulator/airtable-api.md 1.1), branded by kind. They go into paths and formulas, so a value of these types has
 * been checked to consist of letters and digits only.
 */
export const baseId = z
  .string()
  .regex(/^app[0-9A-Za-z]{14}$/, "must be an id like app…")
  .brand<"BaseId">();
export const tableId = z
  .string()
  .regex(/^tbl[0-9A-Za-z]{14}$/, "must be an id like tbl…")
  .brand<"TableId">();
export const fieldId = z
  .string()
  .regex(/^fld[0-9A-Za-z]{14}$/, "must be an id like fld…")
  .brand<"FieldId">();
export const recordId = z
  .string()
  .regex(/^rec[0-9A-Za-z]{14}$/, "must be an id like rec…")
  .brand<"RecordId">();

export const viewId = z
  .string()
  .regex(/^viw[0-9A-Za-z]{14}$/, "must be an id like viw…")
  .brand<"ViewId">();
export const commentId = z
  .string()
  .regex(/^com[0-9A-Za-z]{14}$/, "must be an id like com…")
  .brand<"CommentId">();
export const webhookId = z
  .string()
  .regex(/^ach[0-9A-Za-z]{14}$/, "must be an id like ach…")
  .brand<"WebhookId">();
/** One of a tenant's connections to Airtable; ours, not Airtable's. */
export const connectionId = z.uuid().brand<"ConnectionId">();
/** One base that is watched for one tenant; ours, not Airtable's. */
export const watchId = z.uuid().brand<"WatchId">();
/** A reported change of a tenant's typed graph; ours, not Airtable's. */
export const graphChangeId = z.uuid().brand<"GraphChangeId">();

export type BaseId = z.infer<typeof baseId>;
export type TableId = z.infer<typeof tableId>;
export type FieldId = z.infer<typeof fieldId>;
export type RecordId = z.infer<typeof recordId>;
export type ViewId = z.infer<typeof viewId>;
export type CommentId = z.infer<typeof commentId>;
export type WebhookId = z.infer<typeof webhookId>;
export type ConnectionId = z.infer<typeof connectionId>;
export type WatchId = z.infer<typeof watchId>;
export type GraphChangeId = z.infer<typeof graphChangeId>;
