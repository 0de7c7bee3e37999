import { z } from "zod";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import { findField } from "./find-field.ts";
import type { Loaders } from "./loaders.ts";
import type { RecordModel } from "./models.ts";
import { cellOf } from "./read-cells.ts";

const optional = <T extends z.ZodType>(type: T) => type.nullish().transform((value) => value ?? null);

const thumbnail = optional(
  z.object({ url: z.string(), width: z.number().transform(Math.round), height: z.number().transform(Math.round) }),
);

/** A cell of attachments (emulator/airtable-api.md 9): what Airtable has not found out yet is null. */
const attachmentCell = z.array(
  z.object({
    id: z.string(),
    url: z.string(),
    filename: z.string(),
    size: optional(z.number()),
    type: optional(z.string()),
    width: optional(z.number().transform(Math.round)),
    height: optional(z.number().transform(Math.round)),
    thumbnails: optional(z.object({ small: thumbnail, large: thumbnail, full: thumbnail })),
  }),
);

export type AttachmentModel = z.infer<typeof attachmentCell>[number];

/**
 * The files of an attachment cell, with URLs that work for some two hours from now.
 * @throws AirgraphError BAD_USER_INPUT when the field is unknown or holds no files; and those of reading records
 */
export async function readAttachments(loaders: Loaders, record: RecordModel, key: string): Promise<AttachmentModel[]> {
  const field = findField(record.table, key);
  if (field.type !== "multipleAttachments") {
    throw new AirgraphError(
      "BAD_USER_INPUT",
      `The field ${JSON.stringify(field.name)} holds no attachments: its type is ${field.type}.`,
      { field: field.name },
    );
  }
  const parsed = attachmentCell.safeParse((await cellOf(loaders, record, field)) ?? []);
  if (parsed.success) return parsed.data;
  throw new AirgraphError(
    "UPSTREAM_UNAVAILABLE",
    `Airtable's attachments in the cell ${JSON.stringify(field.name)} make no sense.`,
    { field: field.name },
    { cause: parsed.error },
  );
}
