import { z } from "zod";
import { refusals } from "../../api-error.ts";
import { attachmentsIn, type Base, findField, type Row, tableOf } from "../../store/model.ts";
import { recordToJson } from "../../store/record-json.ts";
import { checkKeys } from "../check-keys.ts";
import { type BaseEndpoint, readParameters } from "../endpoint.ts";
import { writeAndAnswer } from "../write-and-answer.ts";
import { readObjectBody, startPlan } from "./written-body.ts";

/** Bytes after decoding (reference 2). */
const mostBytes = 5 * 1024 * 1024;

/** Sent as it is with every download. */
const mediaType = z.string().regex(/^[\w.+-]+\/[\w.+-]+(?: *;[ -~]*)?$/);
const upload = z.object({ contentType: mediaType, filename: z.string().min(1), file: z.string() });

/** `POST /v0/{base}/{record}/{field}/uploadAttachment`: appends a file to a cell (reference 4.7). */
export const uploadAttachment: BaseEndpoint = {
  target: "base",
  scope: "data.records:write",
  role: "edit",
  prepare: (request) => {
    const body = readObjectBody(request);
    checkKeys(request, Object.keys(body), Object.keys(upload.shape));
    const { contentType, filename, file } = readParameters(body, upload);
    const bytes = decodeBase64(file);
    if (bytes.length > mostBytes) throw refusals.tooLarge();
    return (call) => {
      const row = call.base.rows.get(request.recordId);
      if (row === undefined) throw refusals.recordNotFound();
      const field = attachmentField(call.base, row, request.fieldKey);
      const attachment = call.service.attachments.keep(call.service.newId("att"), {
        bytes,
        filename,
        type: contentType,
      });
      const items = [...attachmentsIn(row, field.id), attachment];
      const plan = startPlan(call, false);
      plan.set(tableOf(call.base, row.tableId), row, field, { kind: "attachments", items });
      return writeAndAnswer(call, plan, () =>
        recordToJson(call.reader, row, {
          byFieldId: true,
          fieldIds: new Set([field.id]),
          linkObjects: false,
          printUrl: request.printUrl,
          text: null,
          commentCount: false,
        }),
      );
    };
  },
};

/** Node decodes anything; what does not come back the same was not base64 (RFC 4648, 4; padding may be missing). */
function decodeBase64(text: string): Buffer {
  const bytes = Buffer.from(text, "base64");
  if (bytes.toString("base64").replace(/=+$/, "") !== text.replace(/=+$/, "")) throw refusals.invalidRequest();
  return bytes;
}

function attachmentField(base: Base, row: Row, key: string) {
  const field = findField(tableOf(base, row.tableId), key);
  if (field === null) throw refusals.unknownField(key);
  if (field.type !== "multipleAttachments") throw refusals.unacceptableValue(field.name);
  return field;
}
