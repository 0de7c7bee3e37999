import type { Database } from "../../../kernel/database/database.ts";
import type { Actor } from "../../../kernel/identity/caller.ts";
import { type Connection, parsePage, toConnection } from "../../../kernel/pagination/page.ts";
import type { UserModel } from "../models.ts";
import { listMembers as listRows } from "../store/members.ts";

/**
 * A page of the tenant's members, who joined first first.
 * @throws AirgraphError BAD_USER_INPUT for arguments that no page has
 */
export async function listMembers(
  { db }: { db: Database },
  { tenantId }: Actor,
  given: { first: number; after?: string | null | undefined },
): Promise<Connection<UserModel>> {
  const page = parsePage(given);
  const { nodes, pageInfo } = toConnection(await listRows(db, tenantId, page), page);
  return { nodes: nodes.map(({ user }) => user), pageInfo };
}
