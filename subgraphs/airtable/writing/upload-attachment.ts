import { z } from "zod";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { parseInput, plainText } from "../../../kernel/errors/parse-input.ts";
import { checkWritten } from "../policies/check-written.ts";
import { findReadableField } from "../policies/denials.ts";
import { reachRecord } from "../reach-record.ts";
import { type AttachmentModel, toAttachments } from "../reading/attachments.ts";
import type { TenantAirtable } from "../tenant-airtable.ts";
import { touching } from "./touch-base.ts";

/** Of one file (emulator/airtable-api.md 4.7). */
const maximumBytes = 5 * 1024 * 1024;
/** Base64 writes three bytes as four characters. */
const maximumCharacters = Math.ceil(maximumBytes / 3) * 4;

const input = z.object({
  filename: plainText.min(1, "must not be empty").max(255, "must have at most 255 characters"),
  contentType: z
    .string()
    .max(255, "must have at most 255 characters")
    .regex(/^[\w.+-]+\/[\w.+-]+( *;[\x20-\x7e]*)?$/, "must be a media type like text/plain"),
  content: z
    .string()
    .max(maximumCharacters, "must be at most 5 MB before it is written as base64")
    .refine((content) => Buffer.from(content, "base64").toString("base64") === content, "must be base64, with padding")
    .refine((content) => Buffer.byteLength(content, "base64") <= maximumBytes, "must be at most 5 MB"),
});

/**
 * Appends a file to an attachment cell.
 * @param given.content the file's bytes in base64 (RFC 4648 section 4)
 * @returns the files of the cell, the new one last
 * @throws AirgraphError NOT_FOUND for the record; BAD_USER_INPUT naming the argument; UPSTREAM_UNAVAILABLE with
 * `outcome: "unknown"` when it is not known whether the file was appended; and those of `callAirtable`
 */
export async function uploadAttachment(
  airtable: TenantAirtable,
  given: { recordId: string; field: string; filename: string; contentType: string; content: string },
): Promise<AttachmentModel[]> {
  const file = parseInput(input, given);
  const { access, table, row } = await reachRecord(airtable, given.recordId, "UPDATE");
  // The answer lists the files of the cell.
  const field = findReadableField(table, given.field);
  checkWritten(table, field, [], { operations: ["UPDATE"], typecast: false });
  if (field.type !== "multipleAttachments") {
    throw new AirgraphError(
      "BAD_USER_INPUT",
      `The field ${JSON.stringify(field.name)} takes no files: its type is ${field.type}.`,
      { field: field.name },
    );
  }
  const { baseId, recordId } = row;
  const { fields } = await touching(airtable.reads.touch, baseId, async () =>
    airtable.client.uploadAttachment(access, { baseId, recordId, fieldId: field.id }, file),
  );
  return toAttachments(field, fields[field.id]);
}
