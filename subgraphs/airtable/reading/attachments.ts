import { z } from "zod";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { FieldModel } from "../models.ts";

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
 * The files of a cell, none of an empty one.
 * @throws AirgraphError UPSTREAM_UNAVAILABLE when they make no sense
 */
export function toAttachments({ name }: FieldModel, cell: unknown): AttachmentModel[] {
  const parsed = attachmentCell.safeParse(cell ?? []);
  if (parsed.success) return parsed.data;
  throw new AirgraphError(
    "UPSTREAM_UNAVAILABLE",
    `Airtable's attachments in the cell ${JSON.stringify(name)} make no sense.`,
    { field: name },
    { cause: parsed.error },
  );
}
