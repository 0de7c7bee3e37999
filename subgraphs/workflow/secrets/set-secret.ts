import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Audit } from "../../../kernel/audit-log/audit.ts";
import type { Clock } from "../../../kernel/clock.ts";
import type { Database } from "../../../kernel/database/database.ts";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { parseInput } from "../../../kernel/errors/parse-input.ts";
import type { TenantId } from "../../../kernel/identity/ids.ts";
import type { Seal } from "../../../kernel/secrets/seal.ts";
import { identifier } from "../definitions/template.ts";
import { countSecrets, findSecrets, lockSecrets, putSecret, type SecretInfo } from "../store/secrets.ts";

const maximumSecrets = 200;

const input = z.object({
  name: identifier,
  value: z
    .string()
    // A shorter one would be found, and masked, in texts that have nothing to do with it.
    .min(8, "must have at least 8 characters")
    .max(10_000, "must have at most 10000 characters")
    .regex(/^[^\p{Cs}\0]*$/u, "must hold no NUL and no halves of characters"),
});

/** As the audit log names it. */
export function targetOf(name: string): { readonly kind: "workflow_secret"; readonly id: string } {
  return { kind: "workflow_secret", id: name };
}

/**
 * Stores a secret, in the place of the one that has its name already. Nobody can read it any more; actions send it.
 * @throws AirgraphError BAD_USER_INPUT naming the field; CONFLICT when the tenant has as many as it may
 */
export async function setSecret(
  { db, seal, clock, audit }: { db: Database; seal: Seal; clock: Clock; audit: Audit },
  tenantId: TenantId,
  given: { name: string; value: string },
): Promise<SecretInfo> {
  const { name, value } = parseInput(input, given);
  return db.transaction(async (transaction) => {
    await lockSecrets(transaction, tenantId);
    const [replaced] = await findSecrets(transaction, tenantId, [name]);
    if (replaced === undefined && (await countSecrets(transaction, tenantId)) >= maximumSecrets)
      throw new AirgraphError("CONFLICT", `A tenant has at most ${maximumSecrets} secrets: delete one.`);
    const id = randomUUID();
    const updatedAt = new Date(clock.now());
    await putSecret(transaction, tenantId, {
      id,
      name,
      sealed: seal.close({ tenantId, holder: id }, value),
      updatedAt,
    });
    await audit(transaction, { action: "workflow_secret.set", target: targetOf(name), result: "SUCCEEDED" });
    return { name, updatedAt };
  });
}
