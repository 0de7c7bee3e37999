import type { Scope } from "../../../kernel/identity/scopes.ts";
import type { ActionKind } from "../definitions/action-steps.ts";

/** What whoever starts a run must hold for an action to succeed. What a graphql action needs, its operation decides. */
export const neededScopes: { readonly [Kind in ActionKind]: readonly Scope[] } = {
  getRecord: ["data:read"],
  queryRecords: ["data:read"],
  createRecords: ["data:write"],
  updateRecords: ["data:write"],
  upsertRecords: ["data:write"],
  deleteRecords: ["data:write"],
  linkRecords: ["data:read", "data:write"],
  graphql: [],
  http: [],
  transform: [],
  parseFile: ["files:read"],
  createFile: ["files:write"],
  attachFile: ["files:read", "data:write"],
  sendMail: [],
};
