import { z } from "zod";

/**
 * What a run does, as data: a snapshot of it is part of the run, so that a run goes on as it began whatever is deployed
 * meanwhile.
 */
export const definition = z.object({
  steps: z.array(
    z.object({
      /** Unique in the definition. */
      id: z.string(),
      kind: z.enum(["READ_RECORD", "WRITE_SUMMARY"]),
    }),
  ),
});

export type Definition = z.infer<typeof definition>;
export type StepDefinition = Definition["steps"][number];

export const workflowNames = ["SUMMARIZE_RECORD"] as const;
export type WorkflowName = (typeof workflowNames)[number];

/** The workflows there are, each written by us. */
export const workflows: Readonly<Record<WorkflowName, Definition>> = {
  SUMMARIZE_RECORD: {
    steps: [
      { id: "readRecord", kind: "READ_RECORD" },
      { id: "writeSummary", kind: "WRITE_SUMMARY" },
    ],
  },
};
