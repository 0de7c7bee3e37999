import type { AuditAction } from "../../../kernel/audit-log/audit-action.ts";
import type { Database } from "../../../kernel/database/database.ts";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { Actor } from "../../../kernel/identity/caller.ts";
import type { Scope } from "../../../kernel/identity/scopes.ts";
import type { Act } from "../audit/audit.ts";
import { type RefusedParts, tellRefused } from "../audit/tell-refused.ts";
import type { TenantModel } from "../models.ts";
import { findActorStanding } from "../store/standings.ts";
import { lockTenant } from "../store/tenant-changes.ts";

/** What changes of tenants need. */
export type TenantParts = RefusedParts;

/** What one change is made with. */
export interface TenantChange {
  readonly transaction: Database;
  readonly tenant: TenantModel;
  readonly now: Date;
  /** What the caller may do now. */
  readonly held: readonly Scope[];
}

/** What a change came to. */
export interface Changed<Answer> {
  readonly answer: Answer;
  /** What was changed, for the audit log; undefined when nothing was. */
  readonly told: (Required<Pick<Act, "target">> & Pick<Act, "details">) | undefined;
}

/**
 * Changes a tenant's members, roles, invitations or keys. Of two changes at once the second waits for the first and sees
 * what it left, and what the caller may do is looked up behind that wait: an identity is some seconds old, in which they
 * may have lost what they would now grant to others. The audit log tells of the change, and of what was refused.
 * @param about.needs what the caller must be permitted
 * @param about.target what it is about, as the client named it
 * @throws AirgraphError FORBIDDEN when the caller may not (any more); what `change` throws
 */
export async function changeTenant<Answer>(
  parts: TenantParts,
  actor: Actor,
  about: { readonly action: AuditAction; readonly needs?: Scope; readonly target?: Act["target"] },
  change: (scope: TenantChange) => Promise<Changed<Answer>>,
): Promise<Answer> {
  const { action, needs, target } = about;
  try {
    return await parts.db.transaction(async (transaction) => {
      const scope = await enter(parts, actor, transaction, needs);
      const { answer, told } = await change(scope);
      if (told !== undefined) await parts.audit(transaction, actor.tenantId, { action, result: "SUCCEEDED", ...told });
      return answer;
    });
  } catch (error) {
    if (error instanceof AirgraphError && error.code === "FORBIDDEN")
      await tellRefused(parts, [actor.tenantId], {
        who: actor.kind === "person" ? actor.userId : actor.apiKeyId,
        action,
        ...(target === undefined ? {} : { target }),
        details: { problem: error.message },
      });
    throw error;
  }
}

async function enter(
  { clock }: TenantParts,
  actor: Actor,
  transaction: Database,
  needs: Scope | undefined,
): Promise<TenantChange> {
  const tenant = await lockTenant(transaction, actor.tenantId);
  const now = new Date(clock.now());
  const standing = await findActorStanding(transaction, actor, now);
  if (tenant === undefined || standing === undefined)
    throw new AirgraphError("FORBIDDEN", "You may not act in this tenant any more.");
  const held = standing.scopes.filter((scope) => actor.scopes.includes(scope));
  if (needs !== undefined && !held.includes(needs))
    throw new AirgraphError("FORBIDDEN", `This needs the scope ${needs}, which you do not have any more.`, {
      scope: needs,
    });
  return { transaction, tenant, now, held };
}
