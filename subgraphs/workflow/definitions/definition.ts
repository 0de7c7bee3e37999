import { z } from "zod";
import { step } from "./steps.ts";
import { identifier, template, textTemplate } from "./template.ts";
import { trigger } from "./triggers.ts";

const inputField = z
  .strictObject({
    type: z
      .enum(["string", "number", "boolean", "dateTime", "record", "file", "json"])
      .describe("`record` is a record's global id, `file` a file's; `json` is anything."),
    list: z.boolean().default(false).describe("Whether it is a list of such values."),
    required: z.boolean().default(true).describe("Whether a run can't start without it."),
    default: template.optional().describe("Taken when nothing is given; such a field need not be given. No template."),
    description: z.string().max(1_000).optional().describe("For people."),
  })
  .describe("One named value that a run is started with.");
export type InputField = z.infer<typeof inputField>;

/**
 * What a run does, as data. A published version never changes, and a run goes on by the version that it was started with,
 * whatever is published meanwhile.
 */
export const definition = z
  .strictObject({
    description: z.string().max(2_000).optional().describe("For people."),
    input: z
      .record(identifier, inputField)
      .default({})
      .describe(
        "What it is started with, by name. What a trigger brings is in `trigger`; `with` of the trigger makes inputs of it.",
      ),
    triggers: z.array(trigger).max(20).default([]).describe("What starts runs by itself."),
    steps: z.array(step).min(1).max(10_000).describe("What is done, one after the other."),
    output: template.optional().describe("What the run answers; by default nothing."),
    concurrency: z
      .int()
      .min(1)
      .max(10_000)
      .optional()
      .describe("How many of its runs are under way at the same time; others wait."),
    rate: z
      .strictObject({ limit: z.int().min(1), periodSeconds: z.number().positive().max(86_400) })
      .optional()
      .describe("How many of its runs begin in any such period."),
    deadlineSeconds: z
      .number()
      .positive()
      .optional()
      .describe("A run that has not ended then fails with TIMEOUT; counted from its start."),
    priority: z
      .int()
      .min(1)
      .max(1_000)
      .default(100)
      .describe("Of two runs that wait for a worker, the one with the lower number goes first."),
    deduplicateBy: textTemplate
      .optional()
      .describe("While a run with the same key has not ended, a start answers with that run."),
    onFailure: z
      .array(step)
      .max(100)
      .default([])
      .describe("Taken when the run fails, with `error` known; the run is failed all the same."),
  })
  .meta({ title: "Workflow definition", description: "What a run of a workflow does, as data." });
export type Definition = z.infer<typeof definition>;
