import { z } from "zod";
import { step } from "./steps.ts";
import { identifier, template, textTemplate } from "./template.ts";
import { trigger } from "./triggers.ts";

/** One named value that a run is started with. */
const inputField = z.strictObject({
  /** `record` is a record's global id, `file` a file's; `json` is anything. */
  type: z.enum(["string", "number", "boolean", "dateTime", "record", "file", "json"]),
  list: z.boolean().default(false),
  required: z.boolean().default(true),
  /** Taken when nothing is given; such a field need not be given. */
  default: template.optional(),
  description: z.string().max(1_000).optional(),
});
export type InputField = z.infer<typeof inputField>;

/**
 * What a run does, as data. A published version never changes, and a run goes on by the version that it was started with,
 * whatever is published meanwhile.
 */
export const definition = z.strictObject({
  description: z.string().max(2_000).optional(),
  /** What it is started with, by name. What a trigger brings is in `trigger`; `with` of the trigger makes inputs of it. */
  input: z.record(identifier, inputField).default({}),
  triggers: z.array(trigger).max(20).default([]),
  steps: z.array(step).min(1).max(10_000),
  /** What the run answers; by default nothing. */
  output: template.optional(),
  /** How many of its runs are under way at the same time; others wait. */
  concurrency: z.int().min(1).max(10_000).optional(),
  /** How many of its runs begin in any such period. */
  rate: z.strictObject({ limit: z.int().min(1), periodSeconds: z.number().positive().max(86_400) }).optional(),
  /** A run that has not ended then is cancelled; counted from its start. */
  deadlineSeconds: z.number().positive().optional(),
  /** Of two runs that wait for a worker, the one with the lower number goes first. */
  priority: z.int().min(1).max(1_000).default(100),
  /** While a run with the same key has not ended, a start answers with that run. */
  deduplicateBy: textTemplate.optional(),
  /** Taken when the run fails, with `error` known; the run is failed all the same. */
  onFailure: z.array(step).max(100).default([]),
});
export type Definition = z.infer<typeof definition>;
