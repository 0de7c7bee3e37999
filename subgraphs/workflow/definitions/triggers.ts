import { z } from "zod";
import { expression, identifier, template } from "./template.ts";

/** What every trigger may say: whether it fires (`trigger` is known), and what inputs it makes of what it brings. */
const common = {
  id: identifier,
  when: expression.optional(),
  with: z.record(identifier, template).default({}),
};

const baseAndTable = { baseId: z.string(), table: z.string() };

/** What starts runs by itself, in the name of whoever published the version. A manual start needs none. */
export const trigger = z.discriminatedUnion("kind", [
  z.strictObject({
    ...common,
    kind: z.literal("cron"),
    /** Five fields, or six with seconds first. */
    schedule: z.string().max(200),
    timeZone: z.string().max(100).default("UTC"),
    /** Of firings that were missed while nothing ran: none is made up for, the last one, or each (at most 100). */
    missed: z.enum(["skip", "last", "all"]).default("last"),
  }),
  z.strictObject({
    ...common,
    kind: z.literal("record"),
    ...baseAndTable,
    on: z.array(z.enum(["CREATED", "UPDATED", "DELETED"])).min(1),
    /** Only updates that change one of these, by name or id. */
    fields: z.array(z.string()).min(1).optional(),
    /** `RecordFilter`: fires when a record comes to match it, whether created or updated so. */
    matches: template.optional(),
  }),
  z.strictObject({ ...common, kind: z.literal("fileCreated"), contentType: z.string().optional() }),
  z.strictObject({
    ...common,
    kind: z.literal("webhook"),
    /** Name of the secret with which the sender signs the body. */
    secret: identifier,
  }),
  z.strictObject({
    ...common,
    kind: z.literal("runEnded"),
    workflow: z.string(),
    status: z.array(z.enum(["SUCCEEDED", "FAILED", "CANCELLED"])).min(1),
  }),
  z.strictObject({
    ...common,
    kind: z.literal("usage"),
    /** What is counted per day. */
    metric: z.enum(["airtableCalls", "operations", "errors"]),
    above: z.number().nonnegative(),
  }),
]);
export type Trigger = z.infer<typeof trigger>;
export type TriggerKind = Trigger["kind"];
