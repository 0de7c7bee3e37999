import { z } from "zod";
import { formatIsoInstant } from "../../dates/iso-date.ts";
import type { JsonObject } from "../../json.ts";
import { collaboratorsOf } from "../../store/collaborators.ts";
import { type BaseCall, type BaseEndpoint, readParameters, requireScope } from "../endpoint.ts";
import { listParameter } from "../query-parameters.ts";

const include = z.array(z.enum(["collaborators", "inviteLinks", "interfaces", "packages"]));

/** `GET /v0/meta/bases/{base}` (reference 6). Invite links, interfaces and packages are empty: no seed has any. */
export const describeBase: BaseEndpoint = {
  target: "base",
  scope: null,
  role: "read",
  queryKeys: ["include"],
  prepare: (request) => {
    const parts = readParameters(listParameter(request.query, "include"), include);
    return (call) => {
      requireScope(call, "schema.bases:read", "workspacesAndBases:read");
      const { base, level } = call;
      return {
        id: base.id,
        name: base.name,
        createdTime: formatIsoInstant(base.createdTime),
        permissionLevel: level,
        workspaceId: base.workspaceId,
        ...(parts.includes("collaborators") ? collaborators(call) : {}),
        ...(parts.includes("inviteLinks") ? { inviteLinks: { baseInviteLinks: [], workspaceInviteLinks: [] } } : {}),
        ...(parts.includes("interfaces") ? { interfaces: {} } : {}),
        ...(parts.includes("packages") ? { packages: {} } : {}),
      };
    };
  },
};

function collaborators({ service, base }: BaseCall): JsonObject {
  const ofBase = [...collaboratorsOf(service.workspace, base.id).values()].map(({ user, permissionLevel }) => ({
    userId: user.id,
    email: user.email,
    permissionLevel,
    createdTime: formatIsoInstant(base.createdTime),
  }));
  return {
    individualCollaborators: { baseCollaborators: ofBase, workspaceCollaborators: [] },
    groupCollaborators: { baseCollaborators: [], workspaceCollaborators: [] },
  };
}
