import { z } from "zod";
import { expression, identifier, template } from "./template.ts";

/** What every trigger may say: whether it fires (`trigger` is known), and what inputs it makes of what it brings. */
const common = {
  id: identifier.describe("Unique among the definition's triggers."),
  when: expression.optional().describe("Unless this comes to true of what it brings (`trigger`), no run is started."),
  with: z.record(identifier, template).default({}).describe("The run's inputs, by name; `trigger` is known."),
};

const baseAndTable = {
  baseId: z.string().describe("Airtable's id of the base."),
  table: z.string().describe("The table, by id or name."),
};

/** What starts runs by itself, in the name of whoever published the version. A manual start needs none. */
export const trigger = z
  .discriminatedUnion("kind", [
    z
      .strictObject({
        ...common,
        kind: z.literal("cron"),
        schedule: z.string().max(200).describe("Five fields, or six with seconds first."),
        timeZone: z.string().max(100).default("UTC").describe("By its IANA name."),
        missed: z
          .enum(["skip", "last", "all"])
          .default("last")
          .describe(
            "Of firings that were missed while nothing ran: none is made up for, the last one, or each (at most 100).",
          ),
      })
      .describe("At certain times."),
    z
      .strictObject({
        ...common,
        kind: z.literal("record"),
        ...baseAndTable,
        on: z.array(z.enum(["CREATED", "UPDATED", "DELETED"])).min(1),
        fields: z.array(z.string()).min(1).optional().describe("Only updates that change one of these, by name or id."),
        matches: template
          .optional()
          .describe("`RecordFilter`: fires when a record comes to match it, whether created or updated so."),
      })
      .describe("When records of a table change."),
    z
      .strictObject({
        ...common,
        kind: z.literal("fileCreated"),
        contentType: z.string().optional().describe("Only files of this media type."),
      })
      .describe("When a file is created."),
    z
      .strictObject({
        ...common,
        kind: z.literal("webhook"),
        secret: identifier.describe("Name of the secret with which the sender signs the body."),
      })
      .describe("When a request comes to the trigger's own URL."),
    z
      .strictObject({
        ...common,
        kind: z.literal("runEnded"),
        workflow: z.string().describe("Name of the workflow whose runs are watched."),
        status: z.array(z.enum(["SUCCEEDED", "FAILED", "CANCELLED"])).min(1),
      })
      .describe("When a run of another workflow has ended."),
    z
      .strictObject({
        ...common,
        kind: z.literal("usage"),
        metric: z.enum(["airtableCalls", "operations", "errors"]).describe("What is counted per day."),
        above: z.number().nonnegative(),
      })
      .describe("When the tenant has used more of something in a day."),
  ])
  .meta({ id: "Trigger" });
export type Trigger = z.infer<typeof trigger>;
export type TriggerKind = Trigger["kind"];
