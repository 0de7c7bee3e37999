import { type PermissionLevel, reaches, type User } from "../seed/seed.ts";
import type { Workspace } from "./model.ts";

interface Collaborator {
  readonly user: User;
  readonly permissionLevel: PermissionLevel;
}

/** Who may enter a base, by user id: the owners of tokens that were granted it, each with the strongest grant. */
export function collaboratorsOf(workspace: Workspace, baseId: string): ReadonlyMap<string, Collaborator> {
  const found = new Map<string, Collaborator>();
  for (const { userId, bases } of workspace.tokens.values()) {
    const user = workspace.users.byId.get(userId);
    const level = bases.find(({ id }) => id === baseId)?.permissionLevel ?? "none";
    const known = found.get(userId)?.permissionLevel ?? "none";
    if (user !== undefined && !reaches(known, level)) {
      found.set(userId, { user, permissionLevel: level });
    }
  }
  return found;
}
