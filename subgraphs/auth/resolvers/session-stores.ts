import type { SessionStore } from "../generated/resolver-types.ts";
import type { SessionStore as StoreName } from "../store/sessions.ts";

/** How use cases call where a session is kept. */
export const sessionStores = { CLIENT: "client", COOKIES: "cookies" } as const satisfies Record<
  SessionStore,
  StoreName
>;
