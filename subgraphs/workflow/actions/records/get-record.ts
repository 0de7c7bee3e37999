import { z } from "zod";
import { AirgraphError } from "../../../../kernel/errors/airgraph-error.ts";
import { parseInput } from "../../../../kernel/errors/parse-input.ts";
import type { AskSupergraph } from "../../ask-supergraph.ts";
import type { Action } from "../action.ts";
import { recordId } from "../worked-out.ts";

const query = /* GraphQL */ `
  query GetRecordOfAction($id: ID!) {
    record(id: $id) { id cells table { name } }
  }
`;

const settingsShape = z.object({ recordId });
const answer = z.object({
  record: z
    .object({
      id: z.string(),
      cells: z.record(z.string(), z.unknown()),
      table: z.object({ name: z.string() }).nullable(),
    })
    .nullable(),
});

/** One record, as whoever started the run may see it. @throws AirgraphError NOT_FOUND */
export function createGetRecord(ask: AskSupergraph): Action<"getRecord"> {
  return async (settings, scope) => {
    const { recordId: id } = parseInput(settingsShape, settings);
    const { record } = answer.parse(await ask(scope, { query, variables: { id } }));
    if (record === null) throw new AirgraphError("NOT_FOUND", `There is no record ${id}.`, { field: "recordId" });
    return { id: record.id, cells: record.cells, table: record.table?.name ?? "" };
  };
}
