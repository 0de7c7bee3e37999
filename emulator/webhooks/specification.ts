import { z } from "zod";
import { fieldId, tableId, viewId } from "../seed/field-schema.ts";
import { sources } from "./author.ts";

const filters = z.strictObject({
  dataTypes: z.array(z.enum(["tableData", "tableFields", "tableMetadata"])).min(1),
  recordChangeScope: z.union([tableId, viewId]).optional(),
  changeTypes: z.array(z.enum(["add", "remove", "update"])).optional(),
  fromSources: z.array(z.enum(sources)).optional(),
  sourceOptions: z
    .strictObject({
      formSubmission: z.strictObject({ viewId }).optional(),
      formPageSubmission: z.strictObject({ pageId: z.string().regex(/^pag[0-9A-Za-z]{14}$/) }).optional(),
    })
    .optional(),
  watchDataInFieldIds: z.array(fieldId).optional(),
  watchSchemasOfFieldIds: z.array(fieldId).optional(),
});

const includes = z.strictObject({
  includeCellValuesInFieldIds: z.union([z.literal("all"), z.array(fieldId)]).optional(),
  includePreviousCellValues: z.boolean().optional(),
  includePreviousFieldDefinitions: z.boolean().optional(),
});

/** What a webhook watches and tells (reference 7). Ids only, never names. */
export const specificationSchema = z.strictObject({
  options: z.strictObject({ filters, includes: includes.optional() }),
});

export type Specification = z.output<typeof specificationSchema>;
export type Filters = Specification["options"]["filters"];
