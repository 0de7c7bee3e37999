import type { TenantId, UserId } from "../../kernel/identity/ids.ts";
import type { Scope } from "../../kernel/identity/scopes.ts";

export interface TenantModel {
  readonly id: TenantId;
  readonly name: string;
}

/** A person, as seen from a tenant or from outside of all. */
export interface UserModel {
  readonly id: UserId;
  readonly username: string;
  readonly email: string;
  readonly createdAt: Date;
  readonly deletionDueAt: Date | null;
  /** The tenant that the person is seen from, and their role there. */
  readonly membership: { readonly tenant: TenantModel; readonly roleId: string } | null;
}

export interface RoleModel {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly scopes: readonly Scope[];
  readonly isBuiltIn: boolean;
}

/** That a person is a member of a tenant. */
export interface MembershipModel {
  readonly tenant: TenantModel;
  readonly role: RoleModel;
  readonly joinedAt: Date;
}

/** A session that begins or goes on, with tokens that are told once. */
export interface SignedInModel {
  readonly kind: "signed in";
  readonly accessToken: string | null;
  readonly expiresAt: Date;
  readonly refreshToken: string | null;
  readonly refreshTokenExpiresAt: Date;
  readonly user: UserModel;
}

/** What a sign-in leads to. */
export type SignInModel =
  | SignedInModel
  | { readonly kind: "second factor required"; readonly challenge: string; readonly expiresAt: Date };

/** An external account that a person can sign in with. */
export interface ExternalIdentityModel {
  readonly id: string;
  readonly provider: string;
  readonly email: string | null;
  readonly createdAt: Date;
}
