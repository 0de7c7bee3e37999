import { z } from "zod";
import { schemaToJson } from "../../store/schema-json.ts";
import { type BaseEndpoint, readParameters, type WorkspaceEndpoint } from "../endpoint.ts";
import { asksForFields } from "./views.ts";

/** `GET /v0/meta/whoami` (reference 6). */
export const whoami: WorkspaceEndpoint = {
  target: "workspace",
  scope: null,
  role: "none",
  prepare:
    () =>
    ({ token, user }) => ({
      id: user.id,
      ...(token.scopes.includes("user.email:read") ? { email: user.email } : {}),
      // Only tokens given out by OAuth tell their scopes.
      ...(token.kind === "oauth" ? { scopes: token.scopes } : {}),
    }),
};

const basesPerPage = 1000;

/** `GET /v0/meta/bases`: the bases the token was granted, 1000 a page (reference 6). */
export const listBases: WorkspaceEndpoint = {
  target: "workspace",
  scope: "schema.bases:read",
  role: "none",
  queryKeys: ["offset"],
  prepare: (request) => {
    const start = readParameters(request.query.get("offset") || "itr0", z.string().regex(/^itr\d{1,9}$/));
    const from = Number(start.slice("itr".length));
    return ({ service, token }) => {
      const granted = token.bases.filter(({ permissionLevel }) => permissionLevel !== "none");
      const bases = granted.slice(from, from + basesPerPage).map(({ id, permissionLevel }) => ({
        id,
        name: service.workspace.bases.get(id)?.name ?? id,
        // This listing knows no `owner`; who owns a base shows as its creator.
        permissionLevel: permissionLevel === "owner" ? "create" : permissionLevel,
      }));
      const next = from + basesPerPage;
      return next < granted.length ? { bases, offset: `itr${next}` } : { bases };
    };
  },
};

/** `GET /v0/meta/bases/{base}/tables` (reference 6). */
export const baseSchema: BaseEndpoint = {
  target: "base",
  scope: "schema.bases:read",
  role: "read",
  queryKeys: ["include"],
  prepare: (request) => {
    const withFields = asksForFields(request);
    return ({ reader }) => schemaToJson(reader, withFields);
  },
};
