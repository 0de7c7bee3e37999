import DataLoader from "dataloader";
import { isActor } from "../../kernel/authorization/rules.ts";
import type { Database } from "../../kernel/database/database.ts";
import type { Caller } from "../../kernel/identity/caller.ts";
import { type TenantId, type UserId, userId } from "../../kernel/identity/ids.ts";
import type { RoleModel, TenantModel, UserModel } from "./models.ts";
import { findMembers } from "./store/people.ts";
import { listOwnRoles } from "./store/roles.ts";
import { findWithSecondFactor } from "./store/second-factors.ts";
import { findTenant } from "./store/tenants.ts";

export interface Loaders {
  /** Members of the caller's tenant by id; null for anybody else. */
  readonly member: DataLoader<string, UserModel | null>;
  /** The caller's tenant; null for any other. */
  readonly tenant: DataLoader<TenantId, TenantModel | null>;
  /** The roles of tenants' own. */
  readonly ownRoles: DataLoader<TenantId, readonly RoleModel[]>;
  /** Whether people have a second factor; who may know is for the asker to decide. */
  readonly hasSecondFactor: DataLoader<UserId, boolean>;
}

/** Made anew for each request: what one caller may see must not answer another. */
export function createLoaders({ db, caller }: { db: Database; caller: Caller }): Loaders {
  return {
    member: new DataLoader(async (ids) => {
      if (!isActor(caller)) return ids.map(() => null);
      // An id of another shape belongs to nobody; Postgres would answer it with an error.
      const members = await findMembers(
        db,
        caller.tenantId,
        ids.filter((id) => userId.safeParse(id).success),
      );
      const byId = new Map<string, UserModel>(members.map((member) => [member.id, member]));
      return ids.map((id) => byId.get(id) ?? null);
    }),
    tenant: new DataLoader(async (ids) => {
      if (!isActor(caller)) return ids.map(() => null);
      const tenant = await findTenant(db, caller.tenantId);
      return ids.map((id) => (id === tenant?.id ? tenant : null));
    }),
    ownRoles: new DataLoader(async (tenantIds) => {
      const byTenant = await listOwnRoles(db, tenantIds);
      return tenantIds.map((id) => byTenant.get(id) ?? []);
    }),
    hasSecondFactor: new DataLoader(async (ids) => {
      const found = await findWithSecondFactor(db, ids);
      return ids.map((id) => found.has(id));
    }),
  };
}
