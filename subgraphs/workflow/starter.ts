import type { Actor } from "../../kernel/identity/caller.ts";
import type { ApiKeyId, UserId } from "../../kernel/identity/ids.ts";

/** In whose name a run or a saga acts. */
export type Starter =
  | { readonly kind: "person"; readonly userId: UserId }
  | { readonly kind: "machine"; readonly apiKeyId: ApiKeyId };

export function starterOf(actor: Actor): Starter {
  return actor.kind === "person"
    ? { kind: "person", userId: actor.userId }
    : { kind: "machine", apiKeyId: actor.apiKeyId };
}
