import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { Loaders } from "../loaders.ts";
import type { RecordModel } from "../models.ts";
import { findReadableField } from "../policies/denials.ts";
import { type AttachmentModel, toAttachments } from "./attachments.ts";
import { cellOf } from "./read-cells.ts";

/**
 * The files of an attachment cell, with URLs that work for some two hours from now.
 * @throws AirgraphError BAD_USER_INPUT when the field is unknown or holds no files; FORBIDDEN when it may not be read; and those of reading records
 */
export async function readAttachments(loaders: Loaders, record: RecordModel, key: string): Promise<AttachmentModel[]> {
  const field = findReadableField(record.table, key);
  if (field.type !== "multipleAttachments") {
    throw new AirgraphError(
      "BAD_USER_INPUT",
      `The field ${JSON.stringify(field.name)} holds no attachments: its type is ${field.type}.`,
      { field: field.name },
    );
  }
  return toAttachments(field, await cellOf(loaders, record, field));
}
