import type { BaseEndpoint } from "../endpoint.ts";

/** `DELETE /v0/meta/bases/{base}`, which Airtable offers to enterprises (reference 6). Its webhooks go with it. */
export const deleteBase: BaseEndpoint = {
  target: "base",
  scope: "workspacesAndBases:manage",
  role: "owner",
  prepare:
    () =>
    ({ service, base }) => {
      for (const webhook of base.webhooks.byId.values()) service.notifier.forget(webhook);
      // What still arrives for the base, such as an attachment, tells nobody.
      base.webhooks.byId.clear();
      service.workspace.bases.delete(base.id);
      service.readers.forget(base.id);
      for (const token of service.workspace.tokens.values()) {
        const granted = token.bases.findIndex(({ id }) => id === base.id);
        if (granted >= 0) token.bases.splice(granted, 1);
      }
      return { id: base.id, deleted: true };
    },
};
