import { reaches, type Token } from "../seed/seed.ts";
import type { Workspace } from "../store/model.ts";
import type { Approver } from "./consent-page.ts";

/** What a user may do in each base, as far as their personal tokens tell: a seed says nothing else about it. */
export function grantsOf(workspace: Workspace, userId: string): Token["bases"] {
  const strongest = new Map<string, Token["bases"][number]>();
  for (const token of workspace.tokens.values()) {
    if (token.userId !== userId || token.kind !== "personal") continue;
    for (const grant of token.bases) {
      const known = strongest.get(grant.id)?.permissionLevel ?? "none";
      if (!reaches(known, grant.permissionLevel)) {
        strongest.set(grant.id, grant);
      }
    }
  }
  return [...strongest.values()];
}

/** The users who can open a base, in the seed's order; everybody when nobody can. */
export function approvers(workspace: Workspace): readonly Approver[] {
  const all = [...workspace.users.byId.values()].map((user) => ({
    user,
    bases: grantsOf(workspace, user.id).map(({ id }) => ({ id, name: workspace.bases.get(id)?.name ?? id })),
  }));
  const able = all.filter(({ bases }) => bases.length > 0);
  return able.length === 0 ? all : able;
}
