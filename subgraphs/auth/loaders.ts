import DataLoader from "dataloader";
import type { Database } from "../../kernel/database/database.ts";
import type { Caller } from "../../kernel/identity/caller.ts";
import { userId } from "../../kernel/identity/ids.ts";
import { findMembers, type Member } from "./store/people.ts";

export interface Loaders {
  /** Members of the caller's tenant by id; null for anybody else. */
  readonly member: DataLoader<string, Member | null>;
}

/** Made anew for each request: what one caller may see must not answer another. */
export function createLoaders({ db, caller }: { db: Database; caller: Caller }): Loaders {
  return {
    member: new DataLoader(async (ids) => {
      if (caller.kind !== "person") return ids.map(() => null);
      // An id of another shape belongs to nobody; Postgres would answer it with an error.
      const members = await findMembers(
        db,
        caller.tenantId,
        ids.filter((id) => userId.safeParse(id).success),
      );
      const byId = new Map<string, Member>(members.map((member) => [member.id, member]));
      return ids.map((id) => byId.get(id) ?? null);
    }),
  };
}
