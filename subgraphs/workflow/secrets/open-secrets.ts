import type { Database } from "../../../kernel/database/database.ts";
import type { TenantId } from "../../../kernel/identity/ids.ts";
import type { Seal } from "../../../kernel/secrets/seal.ts";
import { findSecrets } from "../store/secrets.ts";

/** Values of a tenant's secrets by name, as far as there are any. For those who send them or verify with them. */
export async function openSecrets(
  { db, seal }: { db: Database; seal: Seal },
  tenantId: TenantId,
  names: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const stored = await findSecrets(db, tenantId, names);
  return new Map(stored.map(({ id, name, sealed }) => [name, seal.open({ tenantId, holder: id }, sealed)]));
}
