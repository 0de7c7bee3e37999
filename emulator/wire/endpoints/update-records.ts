import { z } from "zod";
import { refusals } from "../../api-error.ts";
import type { JsonObject } from "../../json.ts";
import { UpsertMatch } from "../../store/upsert-match.ts";
import { type PlannedRecord, rowOfBatch, type WritePlan, type WrittenFields } from "../../store/write-plan.ts";
import { type ApiRequest, readParameters, type TableCall, type TableEndpoint } from "../endpoint.ts";
import { writeAndAnswer } from "../write-and-answer.ts";
import {
  answerRecord,
  mostRecords,
  readWriteBody,
  refusedWrite,
  startPlan,
  writeOptions,
  writtenFields,
} from "./written-body.ts";

const batchOptions = writeOptions.extend({
  performUpsert: z.object({ fieldsToMergeOn: z.array(z.string()).min(1).max(3) }).optional(),
});

const items = z
  .array(z.object({ id: z.string().optional(), fields: writtenFields }))
  .min(1)
  .max(mostRecords);

type Item = z.output<typeof items>[number];

const access = {
  target: "table",
  scope: "data.records:write",
  role: "edit",
  refusedAs: ({ table }: TableCall) => refusedWrite("update", table),
} as const;

/** `PATCH` or `PUT /v0/{base}/{table}/{record}`; PUT clears what it does not name (reference 4.4). */
export const updateRecord: TableEndpoint = {
  ...access,
  prepare: (request) => {
    const body = readWriteBody(request, ["fields"]);
    const { typecast, returnFieldsByFieldId } = readParameters(body, writeOptions);
    if (body.fields === undefined) throw refusals.missingBodyField("fields");
    const fields = readParameters(body.fields, writtenFields);
    return (call) => {
      const row = call.table.rows.get(request.recordId);
      if (row === undefined) throw refusals.recordNotFound();
      const plan = startPlan(call, typecast);
      plan.update(call.table, row, fields, request.method === "PUT");
      return writeAndAnswer(call, plan, () => answerRecord(call, row, returnFieldsByFieldId, request));
    };
  },
};

/** `PATCH` or `PUT /v0/{base}/{table}`: up to ten updates, or upserts with `performUpsert` (reference 4.4, 4.5). */
export const updateRecords: TableEndpoint = {
  ...access,
  prepare: (request) => {
    const body = readWriteBody(request, ["records", "performUpsert"]);
    const options = readParameters(body, batchOptions);
    const records = readItems(body.records, options.performUpsert !== undefined);
    return (call) => {
      const plan = startPlan(call, options.typecast);
      const mergeOn = options.performUpsert?.fieldsToMergeOn;
      const planned =
        mergeOn === undefined
          ? records.map((item) => planUpdate(call, plan, item.id ?? "", item.fields, request))
          : planUpserts(call, plan, mergeOn, records, request);
      const isUpsert = mergeOn !== undefined;
      return writeAndAnswer(call, plan, () => answer(call, planned, options.returnFieldsByFieldId, isUpsert, request));
    };
  },
};

function readItems(value: unknown, upsert: boolean): readonly Item[] {
  if (value === undefined) throw refusals.missingBodyField("records");
  const parsed = items.safeParse(value);
  if (!parsed.success || (!upsert && parsed.data.some((item) => item.id === undefined))) {
    throw refusals.invalidUpdates();
  }
  return parsed.data;
}

function planUpdate(call: TableCall, plan: WritePlan, id: string, fields: WrittenFields, request: ApiRequest) {
  return plan.update(call.table, rowOfBatch(call.table, id), fields, request.method === "PUT");
}

function planUpserts(
  call: TableCall,
  plan: WritePlan,
  mergeOn: readonly string[],
  records: readonly Item[],
  request: ApiRequest,
): PlannedRecord[] {
  const match = new UpsertMatch(call.reader, call.table, mergeOn);
  const created = new Map<string, PlannedRecord>();
  return records.map(({ id, fields }) => {
    const matched = id ?? match.find(plan, fields);
    const earlier = created.get(matched ?? "");
    if (earlier !== undefined) {
      // An earlier item of this request creates the record this one means.
      plan.amend(earlier, fields, request.method === "PUT");
      match.remember(earlier);
      return earlier;
    }
    const planned =
      matched === null ? plan.create(call.table, fields) : planUpdate(call, plan, matched, fields, request);
    if (matched === null) created.set(planned.id, planned);
    match.remember(planned);
    return planned;
  });
}

function answer(
  call: TableCall,
  planned: readonly PlannedRecord[],
  byFieldId: boolean,
  upsert: boolean,
  request: ApiRequest,
): JsonObject {
  const records: JsonObject[] = [];
  for (const { id } of planned) {
    const row = call.table.rows.get(id);
    if (row !== undefined) records.push(answerRecord(call, row, byFieldId, request));
  }
  if (!upsert) return { records };
  const ids = (isNew: boolean) => [
    ...new Set(planned.filter(({ row }) => (row === null) === isNew).map(({ id }) => id)),
  ];
  return { records, createdRecords: ids(true), updatedRecords: ids(false) };
}
