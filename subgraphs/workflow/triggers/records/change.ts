import { z } from "zod";

/** What the event log tells of records of one base that changed (subgraphs/airtable/watching/change-events.ts). */
export const recordsChanged = z.object({
  baseId: z.string(),
  at: z.string(),
  /** Where it came from, in Airtable's words: client, publicApi, automation and others. */
  source: z.string().nullable(),
  actor: z.object({ id: z.string(), email: z.string().nullable(), name: z.string().nullable() }).nullable(),
  changes: z.array(
    z.object({
      kind: z.enum(["CREATED", "UPDATED", "DELETED"]),
      tableId: z.string(),
      recordId: z.string(),
      fieldIds: z.array(z.string()),
    }),
  ),
});
export type RecordsChanged = z.infer<typeof recordsChanged>;
export type Change = RecordsChanged["changes"][number];

/** A change that a trigger is about, of a record and fields that its publisher may see. */
export interface SeenChange {
  readonly kind: Change["kind"];
  /** The record's global id. */
  readonly id: string;
  /** Null once it is deleted. */
  readonly cells: Readonly<Record<string, unknown>> | null;
  /** Fields that were changed; empty unless it was updated. */
  readonly changedFields: readonly { readonly id: string; readonly name: string }[];
}
