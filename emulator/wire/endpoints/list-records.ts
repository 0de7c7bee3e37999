import { z } from "zod";
import { refusals } from "../../api-error.ts";
import { findField, type Table } from "../../store/model.ts";
import { pageRecords } from "../../store/page-records.ts";
import { findView } from "../../store/select-records.ts";
import { checkKeys } from "../check-keys.ts";
import { type ApiRequest, type Run, readParameters, type TableCall, type TableEndpoint } from "../endpoint.ts";
import { booleanText, integerText, listParameter, objectListParameter, textParameter } from "../query-parameters.ts";
import { readTextFormat } from "../record-format.ts";
import { readObjectBody } from "./written-body.ts";

const pageSize = z.int().min(1).max(100);
const maxRecords = z.int().min(1);
const sort = z.array(z.object({ field: z.string(), direction: z.enum(["asc", "desc"]).default("asc") }));
const metadata = z.array(z.enum(["commentCount"]));
const cellFormat = z.enum(["json", "string"]);

const fromQuery = z.object({
  pageSize: integerText.pipe(pageSize).optional(),
  maxRecords: integerText.pipe(maxRecords).optional(),
  offset: z.string().optional(),
  view: z.string().optional(),
  sort,
  filterByFormula: z.string().optional(),
  fields: z.array(z.string()),
  cellFormat: cellFormat.optional(),
  returnFieldsByFieldId: booleanText.optional(),
  includeDateDependencyMetadata: booleanText.optional(),
  recordMetadata: metadata,
});

const fromBody = z.object({
  pageSize: pageSize.optional(),
  maxRecords: maxRecords.optional(),
  offset: z.string().optional(),
  view: z.string().optional(),
  sort: sort.default([]),
  filterByFormula: z.string().optional(),
  fields: z.array(z.string()).default([]),
  cellFormat: cellFormat.optional(),
  returnFieldsByFieldId: z.boolean().optional(),
  includeDateDependencyMetadata: z.boolean().optional(),
  recordMetadata: metadata.default([]),
});

type ListParameters = z.output<typeof fromQuery> | z.output<typeof fromBody>;

/** `GET /v0/{base}/{table}` (reference 4.1). */
export const listRecords: TableEndpoint = {
  target: "table",
  scope: "data.records:read",
  role: "read",
  queryKeys: [...Object.keys(fromQuery.shape), "limit", "timeZone", "userLocale"],
  prepare: (request) => list(request, readParameters(queryValues(request.query), fromQuery)),
};

/** `POST /v0/{base}/{table}/listRecords`: the same parameters as a body (reference 4.1). */
export const listRecordsByPost: TableEndpoint = {
  target: "table",
  scope: "data.records:read",
  role: "read",
  changesState: false,
  queryKeys: ["timeZone", "userLocale"],
  prepare: (request) => {
    const body = request.body === "" ? {} : readObjectBody(request);
    // The official client leaks the last three into the body (reference 4.1).
    checkKeys(request, Object.keys(body), [...Object.keys(fromBody.shape), "method", "timeZone", "userLocale"]);
    return list(request, readParameters(body, fromBody));
  },
};

function queryValues(query: URLSearchParams) {
  return {
    // `limit` is the old name of pageSize and still accepted.
    pageSize: textParameter(query, "pageSize") ?? textParameter(query, "limit"),
    maxRecords: textParameter(query, "maxRecords"),
    offset: textParameter(query, "offset"),
    view: textParameter(query, "view"),
    sort: objectListParameter(query, "sort"),
    filterByFormula: textParameter(query, "filterByFormula"),
    fields: listParameter(query, "fields"),
    cellFormat: textParameter(query, "cellFormat"),
    returnFieldsByFieldId: textParameter(query, "returnFieldsByFieldId"),
    includeDateDependencyMetadata: textParameter(query, "includeDateDependencyMetadata"),
    recordMetadata: listParameter(query, "recordMetadata"),
  };
}

function list(request: ApiRequest, parameters: ListParameters): Run<TableCall> {
  const text = readTextFormat(request.query, parameters.cellFormat);
  return ({ service, base, reader, table }) =>
    pageRecords(reader, service.iterators, table, {
      selection: {
        view: parameters.view ? findView(base, table, parameters.view) : null,
        filter: parameters.filterByFormula ?? null,
        sort: parameters.sort,
      },
      format: {
        byFieldId: parameters.returnFieldsByFieldId ?? false,
        fieldIds: chosenFields(table, parameters.fields),
        linkObjects: parameters.includeDateDependencyMetadata ?? false,
        printUrl: request.printUrl,
        text,
        commentCount: parameters.recordMetadata.includes("commentCount"),
      },
      pageSize: parameters.pageSize ?? null,
      maxRecords: parameters.maxRecords ?? null,
      offset: parameters.offset || null,
    });
}

function chosenFields(table: Table, keys: readonly string[]): ReadonlySet<string> | null {
  if (keys.length === 0) return null;
  return new Set(
    keys.map((key) => {
      const field = findField(table, key);
      if (field === null) throw refusals.unknownField(key);
      return field.id;
    }),
  );
}
