import type { UserId } from "../../../kernel/identity/ids.ts";
import type { Background } from "../background.ts";
import { listTenantsOf } from "../store/people.ts";
import { type RefusedParts, tellRefused } from "./tell-refused.ts";

/**
 * Tells the tenants of a person that somebody tried to sign in as them, and did not succeed. Nobody waits for it: an
 * answer that took longer would tell that there is such an account.
 */
export function tellFailedSignIn(
  parts: RefusedParts & { readonly background: Background },
  userId: UserId,
  details: { readonly factor: "password" | "second factor" },
): void {
  parts.background.run("telling of a failed sign-in", async () => {
    const tenantIds = await listTenantsOf(parts.db, userId);
    if (tenantIds.length === 0) return;
    const target = { kind: "person", id: userId };
    await tellRefused(parts, tenantIds, { who: userId, action: "session.started", target, details });
  });
}
