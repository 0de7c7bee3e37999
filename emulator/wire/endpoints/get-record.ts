import { z } from "zod";
import { refusals } from "../../api-error.ts";
import { recordToJson } from "../../store/record-json.ts";
import { readParameters, type TableEndpoint } from "../endpoint.ts";
import { booleanText, textParameter } from "../query-parameters.ts";
import { readTextFormat } from "../record-format.ts";

const parameters = z.object({
  cellFormat: z.enum(["json", "string"]).optional(),
  returnFieldsByFieldId: booleanText.default(false),
  includeDateDependencyMetadata: booleanText.default(false),
});

/** `GET /v0/{base}/{table}/{record}` (reference 4.2). A record of another table of the base is found too. */
export const getRecord: TableEndpoint = {
  target: "table",
  scope: "data.records:read",
  role: "read",
  queryKeys: [...Object.keys(parameters.shape), "timeZone", "userLocale"],
  prepare: (request) => {
    const { cellFormat, returnFieldsByFieldId, includeDateDependencyMetadata } = readParameters(
      {
        cellFormat: textParameter(request.query, "cellFormat"),
        returnFieldsByFieldId: textParameter(request.query, "returnFieldsByFieldId"),
        includeDateDependencyMetadata: textParameter(request.query, "includeDateDependencyMetadata"),
      },
      parameters,
    );
    const text = readTextFormat(request.query, cellFormat);
    return ({ service, base, reader }) => {
      const row = base.rows.get(request.recordId);
      if (row === undefined) {
        throw service.switches.missingRecordStatus === 403 ? refusals.modelNotFound() : refusals.recordNotFound();
      }
      return recordToJson(reader, row, {
        byFieldId: returnFieldsByFieldId,
        fieldIds: null,
        linkObjects: includeDateDependencyMetadata,
        printUrl: request.printUrl,
        text,
        commentCount: false,
      });
    };
  },
};
