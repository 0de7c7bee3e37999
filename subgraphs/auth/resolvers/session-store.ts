import type { Source } from "../../../kernel/identity/source.ts";
import type { SessionStore } from "../generated/resolver-types.ts";
import { checkStore } from "../sessions/session-store.ts";
import type { SessionStore as StoreName } from "../store/sessions.ts";

const stores = { CLIENT: "client", COOKIES: "cookies" } as const satisfies Record<SessionStore, StoreName>;

/**
 * Where a session that is to begin shall be kept.
 * @throws AirgraphError BAD_USER_INPUT for cookies over a WebSocket
 */
export function sessionStore(given: SessionStore | null | undefined, source: Source | undefined): StoreName {
  const store = stores[given ?? "CLIENT"];
  checkStore(store, source);
  return store;
}
