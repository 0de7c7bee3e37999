import { z } from "zod";
import { refusals } from "../../api-error.ts";
import type { WrittenFields } from "../../store/write-plan.ts";
import { readParameters, type TableEndpoint } from "../endpoint.ts";
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

const records = z.array(z.object({ fields: writtenFields }));

/** `POST /v0/{base}/{table}`: one record (`fields`) or up to ten (`records`), all or nothing (reference 4.3). */
export const createRecords: TableEndpoint = {
  target: "table",
  scope: "data.records:write",
  role: "edit",
  refusedAs: ({ table }) => refusedWrite("create", table),
  prepare: (request) => {
    const body = readWriteBody(request, ["fields", "records"]);
    const { typecast, returnFieldsByFieldId } = readParameters(body, writeOptions);
    const isBatch = body.records !== undefined;
    const items = isBatch ? readBatch(body.records) : [readSingle(body.fields)];
    return (call) => {
      const plan = startPlan(call, typecast);
      for (const fields of items) plan.create(call.table, fields);
      return writeAndAnswer(call, plan, (rows) => {
        const written = rows.map((row) => answerRecord(call, row, returnFieldsByFieldId, request));
        const [single] = written;
        return isBatch || single === undefined ? { records: written } : single;
      });
    };
  },
};

function readSingle(fields: unknown): WrittenFields {
  if (fields === undefined) throw refusals.missingBodyField("fields");
  return readParameters(fields, writtenFields);
}

function readBatch(value: unknown): WrittenFields[] {
  const parsed = records.safeParse(value);
  if (!parsed.success || parsed.data.length === 0) {
    throw refusals.invalidRecords(
      `You must provide an array of up to ${mostRecords} record objects, each with a "fields" object for cell values.`,
    );
  }
  if (parsed.data.length > mostRecords) {
    throw refusals.invalidRecords(
      `A maximum of ${mostRecords} records can be created per request but you have provided ${parsed.data.length}.`,
    );
  }
  return parsed.data.map((item) => item.fields);
}
