import type { JsonObject } from "../json.ts";
import type { PermissionLevel, User } from "../seed/seed.ts";
import { unreachable } from "../unreachable.ts";

/** Where changes come from (reference 7, `fromSources`). */
export const sources = [
  "client",
  "publicApi",
  "formSubmission",
  "formPageSubmission",
  "automation",
  "system",
  "sync",
  "anonymousUser",
  "unknown",
] as const;

/** Who made a change, as payloads tell it. `client` is a person in Airtable's own interface. */
export type Author =
  | { readonly source: "client" | "publicApi"; readonly user: User; readonly permissionLevel: PermissionLevel }
  | { readonly source: "formSubmission"; readonly viewId: string }
  | { readonly source: "formPageSubmission"; readonly pageId: string }
  | { readonly source: "automation" | "system" | "sync" | "anonymousUser" | "unknown" };

/** `actionMetadata` of a payload. */
export function actionMetadata(author: Author): JsonObject {
  return { source: author.source, sourceMetadata: sourceMetadata(author) };
}

function sourceMetadata(author: Author): JsonObject {
  switch (author.source) {
    case "client":
    case "publicApi": {
      const { user, permissionLevel } = author;
      return { user: { id: user.id, email: user.email, name: user.name, permissionLevel } };
    }
    case "formSubmission":
      return { viewId: author.viewId };
    case "formPageSubmission":
      return { pageId: author.pageId };
    case "automation":
    case "system":
    case "sync":
    case "anonymousUser":
    case "unknown":
      return {};
  }
  return unreachable(author);
}
