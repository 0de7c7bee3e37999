import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { Source } from "../../../kernel/identity/source.ts";
import type { SessionStore } from "../store/sessions.ts";

/**
 * Cookies travel over HTTP only. To be asked before anything is used up, a link from a mail for one.
 * @throws AirgraphError BAD_USER_INPUT when a session can't be kept there
 */
export function checkStore(store: SessionStore, source: Source | undefined): void {
  if (store === "cookies" && source?.transport !== "http")
    throw new AirgraphError(
      "BAD_USER_INPUT",
      "A session in cookies begins and goes on over HTTP, not over a WebSocket.",
      {
        field: "store",
      },
    );
}
