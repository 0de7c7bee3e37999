import { z } from "zod";
import { refusals } from "../../api-error.ts";
import { viewToJson } from "../../store/schema-json.ts";
import { type ApiRequest, type BaseEndpoint, readParameters } from "../endpoint.ts";
import { listParameter } from "../query-parameters.ts";

/** `GET /v0/meta/bases/{base}/views`: the views of all tables (reference 6). */
export const listViews: BaseEndpoint = {
  target: "base",
  scope: "workspacesAndBases:read",
  role: "read",
  queryKeys: ["include"],
  prepare: (request) => {
    const withFields = asksForFields(request);
    return ({ base }) => ({
      views: [...base.tables.values()].flatMap((table) =>
        table.views.map((view) => viewToJson(table, view, withFields)),
      ),
    });
  },
};

/** `GET /v0/meta/bases/{base}/views/{view}` (reference 6). */
export const getView: BaseEndpoint = {
  target: "base",
  scope: "workspacesAndBases:read",
  role: "read",
  queryKeys: ["include"],
  prepare: (request) => {
    const withFields = asksForFields(request);
    return ({ base }) => {
      for (const table of base.tables.values()) {
        const view = table.views.find(({ id }) => id === request.viewId);
        if (view !== undefined) return viewToJson(table, view, withFields);
      }
      throw refusals.modelNotFound();
    };
  },
};

/** Whether views tell which fields they show. @throws ApiError 422 */
export function asksForFields(request: ApiRequest): boolean {
  const include = readParameters(listParameter(request.query, "include"), z.array(z.enum(["visibleFieldIds"])));
  return include.includes("visibleFieldIds");
}
