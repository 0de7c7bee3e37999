import { z } from "zod";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { AskSupergraph } from "../ask-supergraph.ts";
import type { StepScope } from "./step-scope.ts";

const query = /* GraphQL */ `
  query ReadRecordOfRun($id: ID!) {
    record(id: $id) {
      cells
      table {
        name
      }
    }
  }
`;

const answer = z.object({
  record: z
    .object({ cells: z.record(z.string(), z.unknown()), table: z.object({ name: z.string() }).nullable() })
    .nullable(),
});

export const readRecordOutput = z.object({ table: z.string(), cells: z.record(z.string(), z.unknown()) });

/** The record that the run is about, as the person who started the run may see it. */
export async function readRecord(ask: AskSupergraph, { run }: StepScope): Promise<z.infer<typeof readRecordOutput>> {
  const { record } = answer.parse(await ask(run, { query, variables: { id: run.recordId } }));
  if (record === null) throw new AirgraphError("NOT_FOUND", `There is no record ${run.recordId}.`);
  return { table: record.table?.name ?? "Record", cells: record.cells };
}
