import { z } from "zod";
import { AirgraphError } from "../../../../kernel/errors/airgraph-error.ts";
import { parseInput } from "../../../../kernel/errors/parse-input.ts";
import { recordId as globalId } from "../../../../kernel/identity/record-id.ts";
import type { AskSupergraph } from "../../ask-supergraph.ts";
import type { Action } from "../action.ts";
import { listOf, nonEmptyText, recordId } from "../worked-out.ts";
import { createUpdateRecords } from "./update-records.ts";

const query = /* GraphQL */ `
  query LinksOfAction($id: ID!, $field: String!) {
    record(id: $id) { cell(field: $field) }
  }
`;

const isBareId = /^rec[0-9A-Za-z]{14}$/;
const linked = z
  .string("must be a record's id")
  .refine((id) => isBareId.test(id) || globalId.safeParse(id).success, "must be a record's id, rec… or app…/tbl…/rec…")
  .transform((id) => id.slice(id.lastIndexOf("/") + 1));
const settingsShape = z.object({ recordId, field: nonEmptyText, recordIds: listOf(linked) });
const answer = z.object({ record: z.object({ cell: z.array(z.string()).nullable() }).nullable() });

/** Adds records to a link cell, and leaves those that are in it. */
export function createLinkRecords(ask: AskSupergraph): Action<"linkRecords"> {
  const update = createUpdateRecords(ask);
  return async (settings, scope) => {
    const { recordId: id, field, recordIds } = parseInput(settingsShape, settings);
    const { record } = answer.parse(await ask(scope, { query, variables: { id, field } }));
    if (record === null) throw new AirgraphError("NOT_FOUND", `There is no record ${id}.`, { field: "recordId" });
    const there = record.cell ?? [];
    const added = [...new Set(recordIds)].filter((one) => !there.includes(one));
    if (added.length > 0) {
      await update({ records: [{ id, cells: { [field]: [...there, ...added] } }], typecast: false }, scope);
    }
    return { added };
  };
}
