import { z } from "zod";
import { refusals } from "../../api-error.ts";
import { formatIsoInstant } from "../../dates/iso-date.ts";
import { requireDistinctTableNames } from "../../schema/free-names.ts";
import { planTable, tableRequest, trimmedName } from "../../schema/plan-table.ts";
import { workspaceId } from "../../seed/field-schema.ts";
import { reaches } from "../../seed/seed.ts";
import { loadBase } from "../../store/load-seed.ts";
import { schemaToJson } from "../../store/schema-json.ts";
import { type Caller, parseJsonBody, readParameters, type WorkspaceEndpoint } from "../endpoint.ts";

const body = z.strictObject({ name: trimmedName, workspaceId, tables: z.array(tableRequest).min(1) });

/** `POST /v0/meta/bases` (reference 6). The token that made the base gets access to it, as its owner. */
export const createBase: WorkspaceEndpoint = {
  target: "workspace",
  scope: "schema.bases:write",
  role: "none",
  prepare: (request) => {
    const written = readParameters(parseJsonBody(request), body);
    return (caller) => {
      requireWorkspace(caller, written.workspaceId);
      const { service, token } = caller;
      const { newId, switches, workspace } = service;
      requireDistinctTableNames(written.tables.map(({ name }) => name));
      const base = loadBase(
        {
          id: newId("app"),
          name: written.name,
          workspaceId: written.workspaceId,
          createdTime: formatIsoInstant(service.clock.now()),
          tables: written.tables.map(
            (table) => planTable(table, null, newId, switches.createComputedFields).definition,
          ),
        },
        workspace.users,
      );
      workspace.bases.set(base.id, base);
      token.bases.push({ id: base.id, permissionLevel: "owner" });
      return { id: base.id, ...schemaToJson(service.readers.of(base), false) };
    };
  },
};

function requireWorkspace({ service, token }: Caller, id: string): void {
  const mayCreate =
    token.workspaceIds.includes(id) ||
    token.bases.some(
      ({ id: baseId, permissionLevel }) =>
        reaches(permissionLevel, "create") && service.workspace.bases.get(baseId)?.workspaceId === id,
    );
  if (!mayCreate) throw refusals.modelNotFound();
}
