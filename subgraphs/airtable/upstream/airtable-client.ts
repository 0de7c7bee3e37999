import type { CallerParts } from "./call-airtable.ts";
import { type CommentCalls, commentCalls } from "./calls/comments.ts";
import { type MetadataCalls, metadataCalls } from "./calls/metadata.ts";
import { type RecordCalls, recordCalls } from "./calls/records.ts";
import { type WebhookCalls, webhookCalls } from "./calls/webhooks.ts";

/** Airtable's Web API. */
export interface AirtableClient extends MetadataCalls, RecordCalls, CommentCalls, WebhookCalls {}

export function createAirtableClient(parts: CallerParts): AirtableClient {
  return { ...metadataCalls(parts), ...recordCalls(parts), ...commentCalls(parts), ...webhookCalls(parts) };
}
