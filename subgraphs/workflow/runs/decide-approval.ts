import { z } from "zod";
import type { Clock } from "../../../kernel/clock.ts";
import type { Database } from "../../../kernel/database/database.ts";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { parseInput, plainText } from "../../../kernel/errors/parse-input.ts";
import type { Actor } from "../../../kernel/identity/caller.ts";
import { wake } from "../engine/turn.ts";
import { approvalId } from "../ids.ts";
import { starterOf } from "../starter.ts";
import { type Asked, findApproval, markApprovalDecided, type StoredApproval } from "../store/approvals.ts";
import { settleWait } from "../store/waits.ts";

const input = z.object({
  id: z.string(),
  approved: z.boolean(),
  comment: plainText.max(2_000, "must have at most 2,000 characters").nullish(),
});

/**
 * Approves or rejects, for who is asked.
 * @throws AirgraphError NOT_FOUND for whom it does not exist or who is not asked; CONFLICT when it has been decided
 */
export async function decideApproval(
  { db, clock }: { db: Database; clock: Clock },
  actor: Actor,
  given: unknown,
): Promise<StoredApproval> {
  const { id, approved, comment = null } = parseInput(input, given);
  const { tenantId } = actor;
  const known = approvalId.safeParse(id).data;
  const approval = known === undefined ? undefined : await findApproval(db, tenantId, known);
  if (approval === undefined || !isAsked(actor, approval)) {
    throw new AirgraphError("NOT_FOUND", `There is no approval ${id} that you are asked for.`);
  }
  const by = starterOf(actor);
  const at = new Date(clock.now());
  const run = { kind: "run", tenantId, id: approval.runId } as const;
  await db.transaction(async (transaction) => {
    await wake(transaction, run);
    if (!(await markApprovalDecided(transaction, tenantId, approval.id, { approved, by, comment, at }))) {
      throw new AirgraphError("CONFLICT", "This approval has been decided or has ended.");
    }
    await settleWait(transaction, run, approval.path, { outcome: { approved, by, comment }, at });
  });
  return (await findApproval(db, tenantId, approval.id)) ?? approval;
}

/** What somebody may be asked by. An API key is nobody who can be asked. */
export function namesOf(actor: Actor): Asked {
  if (actor.kind === "machine") return [];
  return [
    { userId: actor.userId },
    { roleId: actor.roleId },
    ...(actor.email === undefined ? [] : [{ email: actor.email.toLowerCase() }]),
  ];
}

/** Whether somebody is among those whom an approval is asked of. */
export function isAsked(actor: Actor, { assignees }: StoredApproval): boolean {
  const names = new Set(namesOf(actor).map((name) => JSON.stringify(name)));
  return assignees.some((one) => names.has(JSON.stringify(one)));
}
