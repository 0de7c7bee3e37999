import { isId } from "../identifiers.ts";
import type { Endpoint } from "./endpoint.ts";
import { createComment, deleteComment, listComments, updateComment } from "./endpoints/comments.ts";
import { createRecords } from "./endpoints/create-records.ts";
import { deleteRecord, deleteRecords } from "./endpoints/delete-records.ts";
import { getRecord } from "./endpoints/get-record.ts";
import { listRecords, listRecordsByPost } from "./endpoints/list-records.ts";
import { baseSchema, listBases, whoami } from "./endpoints/metadata.ts";
import { syncCsv } from "./endpoints/sync-csv.ts";
import { updateRecord, updateRecords } from "./endpoints/update-records.ts";
import { uploadAttachment } from "./endpoints/upload-attachment.ts";

/**
 * Every endpoint by method and path. `:base`, `:record` and `:comment` must be well-formed ids, `:table` and `:field` are
 * ids or names.
 */
const routes: readonly (readonly [method: string, path: string, endpoint: Endpoint])[] = [
  ["GET", "v0/meta/whoami", whoami],
  ["GET", "v0/meta/bases", listBases],
  ["GET", "v0/meta/bases/:base/tables", baseSchema],
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

export interface RouteMatch {
  readonly endpoint: Endpoint;
  /** Empty where the path names none. */
  readonly baseId: string;
  readonly tableKey: string;
  readonly recordId: string;
  readonly commentId: string;
  readonly syncId: string;
  /** A field's id or name. */
  readonly fieldKey: string;
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
        fieldKey: named.get(":field") ?? "",
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
    case ":sync":
    case ":table":
    case ":field":
      return segment !== "";
    default:
      return part === segment;
  }
}
