import { z } from "zod";
import { baseEditSchema } from "../edits/base-edit.ts";
import { switchesSchema } from "../switches.ts";
import { grantSchema } from "../wire/grant.ts";

/** One change, as a line of the data file. */
export const entrySchema = z.discriminatedUnion("kind", [
  /** A call that changed something, with the time, ids and switches it had: made again, it changes the same. */
  z.object({
    kind: z.literal("call"),
    at: z.number(),
    ids: z.array(z.string()),
    /** Those that were not at their defaults. */
    switches: switchesSchema.partial(),
    method: z.string(),
    url: z.string(),
    headers: z.record(z.string(), z.string()),
    body: z.string(),
  }),
  /** What became of an attachment that a call gave by URL; `file` is null when it could not be fetched. */
  z.object({
    kind: z.literal("attachment"),
    at: z.number(),
    attachmentId: z.string(),
    file: z.object({ filename: z.string(), type: z.string(), base64: z.string() }).nullable(),
  }),
  /** How a ping of a webhook ended; `problem` is null when it was delivered. */
  z.object({
    kind: z.literal("ping"),
    baseId: z.string(),
    webhookId: z.string(),
    startedAt: z.number(),
    endedAt: z.number(),
    retryNumber: z.number(),
    problem: z.string().nullable(),
  }),
  z.object({ kind: z.literal("clock"), ms: z.number() }),
  z.object({ kind: z.literal("revoke"), token: z.string() }),
  /** An edit of a base in Airtable's own window, with the time and ids it had. */
  z.object({
    kind: z.literal("edit"),
    at: z.number(),
    ids: z.array(z.string()),
    baseId: z.string(),
    edit: baseEditSchema,
  }),
  /** What a token may do in a base from then on; null for nothing. */
  z.object({ kind: z.literal("grant"), ...grantSchema.shape }),
]);

export type Entry = z.output<typeof entrySchema>;

export const headerSchema = z.object({ airtableEmulator: z.literal(1), seed: z.unknown() });
