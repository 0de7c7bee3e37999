import { isId } from "../identifiers.ts";
import type { Endpoint } from "./endpoint.ts";
import { createComment, deleteComment, listComments, updateComment } from "./endpoints/comments.ts";
import { createBase } from "./endpoints/create-base.ts";
import { createField } from "./endpoints/create-field.ts";
import { createRecords } from "./endpoints/create-records.ts";
import { createTable } from "./endpoints/create-table.ts";
import { deleteBase } from "./endpoints/delete-base.ts";
import { deleteRecord, deleteRecords } from "./endpoints/delete-records.ts";
import { describeBase } from "./endpoints/describe-base.ts";
import { getRecord } from "./endpoints/get-record.ts";
import { listRecords, listRecordsByPost } from "./endpoints/list-records.ts";
import { baseSchema, listBases, whoami } from "./endpoints/metadata.ts";
import { syncCsv } from "./endpoints/sync-csv.ts";
import { updateField } from "./endpoints/update-field.ts";
import { updateRecord, updateRecords } from "./endpoints/update-records.ts";
import { updateTable } from "./endpoints/update-table.ts";
import { uploadAttachment } from "./endpoints/upload-attachment.ts";
import { getView, listViews } from "./endpoints/views.ts";
import {
  createWebhook,
  deleteWebhook,
  enableNotifications,
  listPayloads,
  listWebhooks,
  refreshWebhook,
} from "./endpoints/webhooks.ts";
import type { PathParts } from "./path-parts.ts";

/**
 * Every endpoint by method and path. `:table` and `:field` are ids or names, `:sync` is any text, the other parameters are
 * well-formed ids.
 */
const routes: readonly (readonly [method: string, path: string, endpoint: Endpoint])[] = [
  ["GET", "v0/meta/whoami", whoami],
  ["GET", "v0/meta/bases", listBases],
  ["POST", "v0/meta/bases", createBase],
  ["GET", "v0/meta/bases/:base", describeBase],
  ["DELETE", "v0/meta/bases/:base", deleteBase],
  ["GET", "v0/meta/bases/:base/tables", baseSchema],
  ["POST", "v0/meta/bases/:base/tables", createTable],
  ["PATCH", "v0/meta/bases/:base/tables/:table", updateTable],
  ["POST", "v0/meta/bases/:base/tables/:table/fields", createField],
  ["PATCH", "v0/meta/bases/:base/tables/:table/fields/:fieldId", updateField],
  ["GET", "v0/meta/bases/:base/views", listViews],
  ["GET", "v0/meta/bases/:base/views/:view", getView],
  ["GET", "v0/bases/:base/webhooks", listWebhooks],
  ["POST", "v0/bases/:base/webhooks", createWebhook],
  ["DELETE", "v0/bases/:base/webhooks/:webhook", deleteWebhook],
  ["POST", "v0/bases/:base/webhooks/:webhook/enableNotifications", enableNotifications],
  ["POST", "v0/bases/:base/webhooks/:webhook/refresh", refreshWebhook],
  ["GET", "v0/bases/:base/webhooks/:webhook/payloads", listPayloads],
  ["GET", "v0/:base/:table", listRecords],
  ["POST", "v0/:base/:table", createRecords],
  ["PATCH", "v0/:base/:table", updateRecords],
  ["PUT", "v0/:base/:table", updateRecords],
  ["DELETE", "v0/:base/:table", deleteRecords],
  ["POST", "v0/:base/:table/listRecords", listRecordsByPost],
  ["POST", "v0/:base/:record/:field/uploadAttachment", uploadAttachment],
  ["GET", "v0/:base/:table/:record", getRecord],
  ["PATCH", "v0/:base/:table/:record", updateRecord],
  ["PUT", "v0/:base/:table/:record", updateRecord],
  ["DELETE", "v0/:base/:table/:record", deleteRecord],
  ["POST", "v0/:base/:table/sync/:sync", syncCsv],
  ["GET", "v0/:base/:table/:record/comments", listComments],
  ["POST", "v0/:base/:table/:record/comments", createComment],
  ["PATCH", "v0/:base/:table/:record/comments/:comment", updateComment],
  ["DELETE", "v0/:base/:table/:record/comments/:comment", deleteComment],
];

const patterns = routes.map(([method, path, endpoint]) => ({ method, parts: path.split("/"), endpoint }));

export interface RouteMatch extends PathParts {
  readonly endpoint: Endpoint;
}

/**
 * Finds the endpoint of a request: step 1 of reference 1.2.
 *
 * @param path the raw path, without the query; a trailing slash is fine
 * @returns null when there is none or an id is malformed
 */
export function findRoute(method: string, path: string): RouteMatch | null {
  const segments = decodePath(path);
  if (segments === null) return null;
  for (const pattern of patterns) {
    if (pattern.method !== method || pattern.parts.length !== segments.length) continue;
    const named = matchParts(pattern.parts, segments);
    if (named !== null) {
      return {
        endpoint: pattern.endpoint,
        baseId: named.get(":base") ?? "",
        tableKey: named.get(":table") ?? "",
        recordId: named.get(":record") ?? "",
        commentId: named.get(":comment") ?? "",
        syncId: named.get(":sync") ?? "",
        fieldKey: named.get(":field") ?? named.get(":fieldId") ?? "",
        viewId: named.get(":view") ?? "",
        webhookId: named.get(":webhook") ?? "",
      };
    }
  }
  return null;
}

function decodePath(path: string): string[] | null {
  const segments = path.split("/").slice(1);
  if (segments.at(-1) === "") segments.pop();
  try {
    return segments.map(decodeURIComponent);
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}

function matchParts(parts: readonly string[], segments: readonly string[]): Map<string, string> | null {
  const named = new Map<string, string>();
  for (const [index, part] of parts.entries()) {
    const segment = segments[index] ?? "";
    if (!fits(part, segment)) return null;
    if (part.startsWith(":")) named.set(part, segment);
  }
  return named;
}

function fits(part: string, segment: string): boolean {
  switch (part) {
    case ":base":
      return isId(segment, "app");
    case ":record":
      return isId(segment, "rec");
    case ":comment":
      return isId(segment, "com");
    case ":fieldId":
      return isId(segment, "fld");
    case ":view":
      return isId(segment, "viw");
    case ":webhook":
      return isId(segment, "ach");
    case ":sync":
    case ":table":
    case ":field":
      return segment !== "";
    default:
      return part === segment;
  }
}
