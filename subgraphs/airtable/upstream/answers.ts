import { z } from "zod";
import { baseId, commentId, fieldId, recordId, tableId, viewId, webhookId } from "../ids.ts";

/** What Airtable answers, as far as it is read here. Unknown keys and unknown field types are let through. */

const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

export const whoamiAnswer = z.object({
  id: z.string().min(1),
  email: z.string().optional(),
  /** Of OAuth tokens only. */
  scopes: z.array(z.string()).optional(),
});

export const basesAnswer = z.object({
  bases: z.array(z.object({ id: baseId, name: z.string(), permissionLevel: z.string() })),
  offset: z.string().optional(),
});

export const fieldAnswer = z.object({
  id: fieldId,
  name: z.string(),
  type: z.string(),
  description: z.string().nullish(),
  options: z.record(z.string(), z.unknown()).nullish(),
});

const view = z.object({
  id: viewId,
  name: z.string(),
  type: z.string(),
  visibleFieldIds: z.array(fieldId).nullish(),
});

export const tableAnswer = z.object({
  id: tableId,
  name: z.string(),
  description: z.string().nullish(),
  primaryFieldId: fieldId,
  fields: z.array(fieldAnswer),
  views: z.array(view).default([]),
});

export const tablesAnswer = z.object({ tables: z.array(tableAnswer) });
export const createdBaseAnswer = z.object({ id: baseId, tables: z.array(tableAnswer) });

/** Any object. Unlike `z.record` it does not copy: a page holds thousands of cells. */
const cells = z.custom<Readonly<Record<string, unknown>>>(
  (value) => typeof value === "object" && value !== null && !Array.isArray(value),
);

export const recordAnswer = z.object({
  id: recordId,
  createdTime: instant,
  fields: cells,
  /** Only when asked for, and then only when there are any. */
  commentCount: z.int().optional(),
});

export const recordsAnswer = z.object({ records: z.array(recordAnswer), offset: z.string().optional() });
export const writtenAnswer = z.object({
  records: z.array(recordAnswer),
  /** Of an upsert only. */
  createdRecords: z.array(recordId).optional(),
  updatedRecords: z.array(recordId).optional(),
});
export const deletedAnswer = z.object({ records: z.array(z.object({ id: recordId, deleted: z.literal(true) })) });
/** Of "upload attachment", whose cells are keyed by field id always. */
export const uploadedAnswer = z.object({
  id: recordId,
  createdTime: instant,
  fields: z.record(z.string(), z.unknown()),
});

const person = z.object({ id: z.string(), email: z.string().nullish(), name: z.string().nullish() });

export const commentAnswer = z.object({
  id: commentId,
  author: person,
  text: z.string(),
  createdTime: instant,
  lastUpdatedTime: instant.nullish(),
  parentCommentId: commentId.nullish(),
  mentioned: z
    .record(
      z.string(),
      z.object({ id: z.string(), type: z.string(), displayName: z.string(), email: z.string().nullish() }),
    )
    .nullish(),
});
export const commentsAnswer = z.object({ comments: z.array(commentAnswer), offset: z.string().nullish() });

export const createdWebhookAnswer = z.object({
  id: webhookId,
  macSecretBase64: z.base64(),
  expirationTime: instant.nullish(),
});
export const webhooksAnswer = z.object({
  webhooks: z.array(
    z.object({
      id: webhookId,
      notificationUrl: z.string().nullable(),
      cursorForNextPayload: z.int(),
      isHookEnabled: z.boolean(),
      areNotificationsEnabled: z.boolean(),
      expirationTime: instant.nullish(),
    }),
  ),
});
export const refreshedWebhookAnswer = z.object({ expirationTime: instant.nullish() });

const ids = <Id extends z.ZodType<string>>(id: Id) => z.array(id).default([]);
/** What is told of each id matters less than that it is told. */
const recordsById = z.record(recordId, z.unknown()).default({});
const fieldsById = z.record(fieldId, z.unknown()).default({});

const changedCells = z.object({ cellValuesByFieldId: fieldsById });

const changedTable = z.object({
  createdRecordsById: recordsById,
  changedRecordsById: z.record(recordId, z.object({ current: changedCells })).default({}),
  destroyedRecordIds: ids(recordId),
  createdFieldsById: fieldsById,
  changedFieldsById: fieldsById,
  destroyedFieldIds: ids(fieldId),
  changedMetadata: z.unknown().optional(),
});

const createdTable = z.object({ recordsById });

/** One payload of a webhook (emulator/airtable-api.md 7). */
export const payload = z.object({
  timestamp: instant,
  baseTransactionNumber: z.int().optional(),
  actionMetadata: z
    .object({
      source: z.string(),
      sourceMetadata: z.object({ user: person.optional() }).optional(),
    })
    .optional(),
  changedTablesById: z.record(tableId, changedTable).default({}),
  createdTablesById: z.record(tableId, createdTable).default({}),
  destroyedTableIds: ids(tableId),
  /** The webhook has turned itself off for good. */
  error: z.boolean().default(false),
  code: z.string().optional(),
});
export const payloadsAnswer = z.object({
  payloads: z.array(payload),
  /** Of the next payload. */
  cursor: z.int(),
  mightHaveMore: z.boolean(),
});

/** For calls that answer with nothing that is read. */
export const emptyAnswer = z.unknown();

export type WhoamiAnswer = z.infer<typeof whoamiAnswer>;
export type BaseAnswer = z.infer<typeof basesAnswer>["bases"][number];
export type FieldAnswer = z.infer<typeof fieldAnswer>;
export type TableAnswer = z.infer<typeof tableAnswer>;
export type CreatedBaseAnswer = z.infer<typeof createdBaseAnswer>;
export type RecordAnswer = z.infer<typeof recordAnswer>;
export type RecordsAnswer = z.infer<typeof recordsAnswer>;
export type WrittenAnswer = z.infer<typeof writtenAnswer>;
export type UploadedAnswer = z.infer<typeof uploadedAnswer>;
export type CommentAnswer = z.infer<typeof commentAnswer>;
export type CommentsAnswer = z.infer<typeof commentsAnswer>;
export type CreatedWebhookAnswer = z.infer<typeof createdWebhookAnswer>;
export type WebhookAnswer = z.infer<typeof webhooksAnswer>["webhooks"][number];
export type Payload = z.infer<typeof payload>;
export type PayloadsAnswer = z.infer<typeof payloadsAnswer>;
