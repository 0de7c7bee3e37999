import { createHash, randomUUID } from "node:crypto";
import { z } from "zod";
import type { Clock } from "../../kernel/clock.ts";
import type { Database } from "../../kernel/database/database.ts";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import { parseInput } from "../../kernel/errors/parse-input.ts";
import { appendEvents } from "../../kernel/event-log/event-log.ts";
import type { Actor } from "../../kernel/identity/caller.ts";
import { recordId as recordIdShape } from "../../kernel/identity/record-id.ts";
import { type ContentEncoding, decodeContent } from "./content-encoding.ts";
import { fileStored, fileStream } from "./file-events.ts";
import { findFileByKey, insertFile, type NewFile, type StoredFile } from "./store/files.ts";

/** `type/subtype` (RFC 6838, section 4.2), then parameters (RFC 9110, section 5.6.6). */
const mediaType =
  /^[a-zA-Z0-9][\w!#$&^.+-]{0,126}\/[a-zA-Z0-9][\w!#$&^.+-]{0,126}(?:[ \t]*;[ \t]*[\w!#$%&'*+.^`|~-]+=(?:[\w!#$%&'*+.^`|~-]+|"(?:[ !#-[\]-~]|\\[ -~])*"))*$/;

const input = z.object({
  name: z
    .string()
    .min(1, "must not be empty")
    .max(255, "must have at most 255 characters")
    .regex(/^[^/\\\p{Cc}\p{Cs}]*$/u, "must hold no path separators and no control characters")
    .refine((name) => !/^(?:\.{1,2}|\s+)$/.test(name), "must be a name"),
  contentType: z
    .string()
    .max(255, "must have at most 255 characters")
    .regex(mediaType, "must be a media type, for example text/markdown"),
  recordId: recordIdShape.nullish().transform((id) => id ?? null),
  idempotencyKey: z
    .string()
    .min(1, "must not be empty")
    .max(255, "must have at most 255 characters")
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, "must hold no control characters")
    .nullish()
    .transform((key) => key ?? null),
});

/**
 * Stores a small file. Repeated with the same idempotency key, also at the same time, it stores one file and answers
 * with it each time.
 * @param author whoever asks; where a run acts in their name, the file belongs to that run
 * @throws AirgraphError BAD_USER_INPUT naming the field; CONFLICT when the key was used for another file
 */
export async function createFile(
  { db, clock }: { db: Database; clock: Clock },
  author: Actor,
  given: {
    name: string;
    contentType: string;
    content: string;
    encoding?: ContentEncoding;
    recordId?: string | null | undefined;
    idempotencyKey?: string | null | undefined;
  },
): Promise<StoredFile> {
  const { name, contentType, recordId, idempotencyKey } = parseInput(input, given);
  const content = decodeContent(given.content, given.encoding ?? "UTF8");
  const file: StoredFile = {
    id: randomUUID(),
    name,
    contentType,
    size: content.length,
    sha256: createHash("sha256").update(content).digest("hex"),
    createdBy: author.kind === "person" ? author.userId : null,
    runId: author.runId ?? null,
    recordId,
    createdAt: new Date(clock.now()),
  };
  const fresh: NewFile = { ...file, content, idempotencyKey };
  const isNew = await db.transaction(async (transaction) => {
    if (!(await insertFile(transaction, author.tenantId, fresh))) return false;
    await appendEvents(transaction, author.tenantId, fileStream, [fileStored(file)]);
    return true;
  });
  if (isNew) return file;

  const first = idempotencyKey === null ? undefined : await findFileByKey(db, author.tenantId, idempotencyKey);
  if (first === undefined) throw new Error("a file was neither stored nor found");
  if (!sameCreation(first, file)) {
    throw new AirgraphError("CONFLICT", "This idempotency key was used for another file.", { field: "idempotencyKey" });
  }
  return first;
}

/** Whether one is what a repetition of the other would be. */
function sameCreation(first: StoredFile, second: StoredFile): boolean {
  return (["name", "contentType", "sha256", "recordId", "runId"] as const).every((key) => first[key] === second[key]);
}
