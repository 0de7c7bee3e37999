import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { UserModel, RoleModel, MembershipModel, InvitationModel, ApiKeyModel, SignedInModel, SignInModel } from '../models.ts';
import type { LoggedEntry } from '../../../kernel/audit-log/audit-entry.ts';
import type { StoredSession } from '../store/sessions.ts';
import type { Context } from '../context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = T | null | undefined;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** An instant, as ISO 8601 with milliseconds in UTC. */
  DateTime: { input: Date; output: Date; }
  /** A JSON object. */
  JSONObject: { input: Record<string, unknown>; output: Record<string, unknown>; }
  _FieldSet: { input: unknown; output: unknown; }
};

/** What the credentials of a request permit. */
export type Access = {
  __typename?: 'Access';
  /** Id of the API key, of a machine. */
  apiKeyId: Maybe<Scalars['ID']['output']>;
  /** Whose they are. */
  kind: AccessKind;
  /** The role that they come from, of a person. */
  role: Maybe<Role>;
  /** What may be done there. */
  scopes: Array<Scalars['String']['output']>;
  /** The tenant that is acted in. */
  tenant: Maybe<Tenant>;
};

/** Whose the credentials of a request are. */
export type AccessKind =
  /** Of a person who acts in no tenant. */
  | 'ACCOUNT'
  /** Nobody's: the request has none. */
  | 'ANONYMOUS'
  /** Of an API key. */
  | 'API_KEY'
  /** Of a person who acts in a tenant. */
  | 'MEMBER';

/** A key that verifies access tokens. */
export type AccessTokenKey = {
  __typename?: 'AccessTokenKey';
  /** The `kid` in a token's header. */
  keyId: Scalars['String']['output'];
  /** SPKI, as base64 DER. */
  publicKey: Scalars['String']['output'];
};

/** An account after a change. */
export type AccountPayload = {
  __typename?: 'AccountPayload';
  /** Whose it is. */
  user: User;
};

/** A key by which a machine acts in the tenant. */
export type ApiKey = {
  __typename?: 'ApiKey';
  /** When it was created. */
  createdAt: Scalars['DateTime']['output'];
  /** Who created it; null when they left. */
  createdBy: Maybe<User>;
  /** After this it is refused; null for never. */
  expiresAt: Maybe<Scalars['DateTime']['output']>;
  /** Until when the former secret holds too, after a rotation. */
  formerSecretExpiresAt: Maybe<Scalars['DateTime']['output']>;
  /** Stays the same when the secret is rotated. */
  id: Scalars['ID']['output'];
  /** When it was used last, to the minute; null when it never was. */
  lastUsedAt: Maybe<Scalars['DateTime']['output']>;
  /** What it is for. */
  name: Scalars['String']['output'];
  /** The first characters of the secret, by which people tell keys apart. */
  prefix: Scalars['String']['output'];
  /** When it was revoked. */
  revokedAt: Maybe<Scalars['DateTime']['output']>;
  /** What it permits. */
  scopes: Array<Scalars['String']['output']>;
};

/** An API key together with its secret. */
export type ApiKeySecret = {
  __typename?: 'ApiKeySecret';
  /** The key. */
  apiKey: ApiKey;
  /** To be sent as `Authorization: Bearer …`. Shown this once. */
  secret: Scalars['String']['output'];
};

/** An API key of a tenant. */
export type ApiKeyStandingKey = {
  /** Its id. */
  id: Scalars['ID']['input'];
  /** The tenant's id. */
  tenantId: Scalars['ID']['input'];
};

/** Something that somebody did, or tried to. */
export type AuditEntry = {
  __typename?: 'AuditEntry';
  /** What, for example member.role_changed. */
  action: Scalars['String']['output'];
  /** The address that it came from. */
  address: Maybe<Scalars['String']['output']>;
  /** Id of the API key that did it. */
  apiKeyId: Maybe<Scalars['ID']['output']>;
  /** When. */
  at: Scalars['DateTime']['output'];
  /** More of it. */
  details: Maybe<Scalars['JSONObject']['output']>;
  /** Seals this entry and all before it. */
  hash: Scalars['String']['output'];
  /** Follows one request through all parts and logs. */
  requestId: Scalars['String']['output'];
  /** How it ended. */
  result: AuditResult;
  /** Id of the workflow run that acted for them. */
  runId: Maybe<Scalars['ID']['output']>;
  /** Its place in the log, from 1. */
  sequence: Scalars['Int']['output'];
  /** Id of what it was done to. */
  targetId: Maybe<Scalars['ID']['output']>;
  /** What kind of thing it was done to. */
  targetKind: Maybe<Scalars['String']['output']>;
  /** The person who did it. */
  user: Maybe<User>;
  /** What the client told of itself. */
  userAgent: Maybe<Scalars['String']['output']>;
  /** Id of the person who did it, also after they left. */
  userId: Maybe<Scalars['ID']['output']>;
};

/** A page of the audit log. */
export type AuditEntryConnection = {
  __typename?: 'AuditEntryConnection';
  /** The entries of this page. */
  nodes: Array<AuditEntry>;
  /** How to go on. */
  pageInfo: PageInfo;
};

/** Which entries of the audit log. */
export type AuditFilter = {
  /** Only these actions, for example session.started. */
  actions?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Only what this API key did. */
  apiKeyId?: InputMaybe<Scalars['ID']['input']>;
  /** Only at or after. */
  from?: InputMaybe<Scalars['DateTime']['input']>;
  /** Only before. */
  to?: InputMaybe<Scalars['DateTime']['input']>;
  /** Only what this person did. */
  userId?: InputMaybe<Scalars['ID']['input']>;
};

/** The end of an audit log. Keep it elsewhere: it proves later that nothing was cut off. */
export type AuditHead = {
  __typename?: 'AuditHead';
  /** Its seal. */
  hash: Scalars['String']['output'];
  /** Its place in the log. */
  sequence: Scalars['Int']['output'];
};

/** The end of an audit log as it was told before. */
export type AuditHeadInput = {
  /** Its seal. */
  hash: Scalars['String']['input'];
  /** Its place in the log. */
  sequence: Scalars['Int']['input'];
};

/** How something that was tried ended. */
export type AuditResult =
  /** It was not permitted, or the credentials were wrong. */
  | 'DENIED'
  /** It was tried, and failed. */
  | 'FAILED'
  /** It was done. */
  | 'SUCCEEDED';

/** Whether an audit log is as it was written. */
export type AuditVerification = {
  __typename?: 'AuditVerification';
  /** How many entries are as they were written, up to the first that is not. */
  entries: Scalars['Int']['output'];
  /** The first entry that does not fit; null for an intact log. */
  firstBroken: Maybe<Scalars['Int']['output']>;
  /** The end of the log; null for an empty or broken one. */
  head: Maybe<AuditHead>;
  /** Whether it is. */
  isIntact: Scalars['Boolean']['output'];
  /** What is wrong with it; null for an intact log. */
  problem: Maybe<Scalars['String']['output']>;
};

/** Another role for a member. */
export type ChangeMemberRoleInput = {
  /** The role's id. */
  roleId: Scalars['ID']['input'];
  /** The person's id. */
  userId: Scalars['ID']['input'];
};

/** A new password. */
export type ChangePasswordInput = {
  /** The one until now. */
  currentPassword: Scalars['String']['input'];
  /** 12 to 200 characters, without the username and the address, and in no list of known passwords. */
  newPassword: Scalars['String']['input'];
};

/** A code for a sign-in that waits for it. */
export type CompleteSignInInput = {
  /** As `SecondFactorRequired` told it. */
  challenge: Scalars['String']['input'];
  /** Six digits from the authenticator, or one of the recovery codes. */
  code: Scalars['String']['input'];
  /** Where the session is kept. */
  store?: SessionStore;
};

/** A proof of who one is: one of the two. */
export type ConfirmIdentityInput = {
  /** Six digits from the authenticator. With a second factor set up, a password alone does not do. */
  code?: InputMaybe<Scalars['String']['input']>;
  /** The password. */
  password?: InputMaybe<Scalars['String']['input']>;
};

/** An API key to be created. */
export type CreateApiKeyInput = {
  /** After this it is refused; never when absent. */
  expiresAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** 1 to 100 characters. */
  name: Scalars['String']['input'];
  /** What it permits, for example data:read. */
  scopes: Array<Scalars['String']['input']>;
};

/** A role of the tenant's own. */
export type CreateRoleInput = {
  /** What it is for. */
  description?: InputMaybe<Scalars['String']['input']>;
  /** 1 to 60 characters, unlike those of the tenant's other roles. */
  name: Scalars['String']['input'];
  /** What it permits, for example data:read. */
  scopes: Array<Scalars['String']['input']>;
};

/** A role that has been deleted. */
export type DeleteRolePayload = {
  __typename?: 'DeleteRolePayload';
  /** The role's id. */
  id: Scalars['ID']['output'];
};

/** An external account that a person can sign in with. */
export type ExternalIdentity = {
  __typename?: 'ExternalIdentity';
  /** When it was added. */
  createdAt: Scalars['DateTime']['output'];
  /** As the provider told it last. */
  email: Maybe<Scalars['String']['output']>;
  /** Stays the same for ever. */
  id: Scalars['ID']['output'];
  /** Name of the provider. */
  provider: Scalars['String']['output'];
};

/** Where a sign-in with an external account goes on. */
export type ExternalSignInStart = {
  __typename?: 'ExternalSignInStart';
  /** The provider's page where the person signs in. */
  authorizationUrl: Scalars['String']['output'];
  /** To be kept by the client and given to `finishExternalSignIn`. */
  binding: Scalars['String']['output'];
  /** When it is too late to finish. */
  expiresAt: Scalars['DateTime']['output'];
  /** Comes back from the provider as `state`; to be compared, so that nobody is made to finish what somebody else began. */
  state: Scalars['String']['output'];
};

/** What an external provider sent to the redirect URI. */
export type FinishExternalSignInInput = {
  /** As `startExternalSignIn` told it. */
  binding: Scalars['String']['input'];
  /** All of the query string that came back, as `code=…&state=…`. */
  callback: Scalars['String']['input'];
  /** Where the session is kept. */
  store?: SessionStore;
};

/** An invitation into a tenant. */
export type Invitation = {
  __typename?: 'Invitation';
  /** When it was mailed. */
  createdAt: Scalars['DateTime']['output'];
  /** Where it was mailed to. */
  email: Scalars['String']['output'];
  /** After this it can't be accepted. */
  expiresAt: Scalars['DateTime']['output'];
  /** Stays the same for ever. */
  id: Scalars['ID']['output'];
  /** Who invited; null when they left. */
  invitedBy: Maybe<User>;
  /** The role that the person will have. */
  role: Role;
};

/** Whom to invite. */
export type InviteMemberInput = {
  /** Where the invitation is mailed to. */
  email: Scalars['String']['input'];
  /** The role that the person will have. */
  roleId: Scalars['ID']['input'];
};

/** A tenant that has been left. */
export type LeaveTenantPayload = {
  __typename?: 'LeaveTenantPayload';
  /** The tenant's id. */
  tenantId: Scalars['ID']['output'];
};

/** What became of a request that is answered by mail, if at all. */
export type MailPayload = {
  __typename?: 'MailPayload';
  /** The address that was asked about. */
  email: Scalars['String']['output'];
};

/** A page of people. */
export type MemberConnection = {
  __typename?: 'MemberConnection';
  /** The members of this page. */
  nodes: Array<User>;
  /** How to go on. */
  pageInfo: PageInfo;
};

/** A member of a tenant. */
export type MemberStandingKey = {
  /** The tenant's id. */
  tenantId: Scalars['ID']['input'];
  /** The person's id. */
  userId: Scalars['ID']['input'];
};

/** That a person is a member of a tenant. */
export type Membership = {
  __typename?: 'Membership';
  /** Since when. */
  joinedAt: Scalars['DateTime']['output'];
  /** What the person may do in it. */
  role: Role;
  /** The tenant. */
  tenant: Tenant;
};

/** What can be done. The fields of one operation are carried out one after the other. */
export type Mutation = {
  __typename?: 'Mutation';
  /** Accepts an invitation that was mailed to the address of the person signed in. `switchTenant` leads into the tenant. */
  acceptInvitation: Membership;
  /** Takes the deletion of the account back; does nothing when none was asked for. */
  cancelAccountDeletion: AccountPayload;
  /** Asks to change the address: both the new and the old one get a mail. The answer is the same whether the new one has an account or not. Needs a recent sign-in. BAD_USER_INPUT for what is no address, or is the account's own; RATE_LIMITED. */
  changeEmail: MailPayload;
  /** Gives a member another role. Needs the scope members:write, and all scopes of both roles. The last owner stays one. */
  changeMemberRole: User;
  /** Changes the password, and ends all other sessions. BAD_USER_INPUT when `currentPassword` is wrong or the new one not acceptable; CONFLICT when the account has no password, which `requestPasswordReset` mends, or it was changed at the same moment; RATE_LIMITED. */
  changePassword: AccountPayload;
  /** Ends a sign-in that needs a second factor. UNAUTHENTICATED with the `reason` WRONG_CODE for a code that is wrong or was used, or CHALLENGE_ENDED: a challenge is good for one session, five minutes and five codes. */
  completeSignIn: SignedIn;
  /** Changes the address by a token from the mail to the new one. BAD_USER_INPUT for a token that is unknown, expired or used, or when the address has an account by now; RATE_LIMITED. */
  confirmEmailChange: AccountPayload;
  /** Proves again who one is, which what is grave asks for: it has to be at most 15 minutes ago. */
  confirmIdentity: SignedIn;
  /** Sets the second factor up by a first code, within 15 minutes. The recovery codes are shown this once. BAD_USER_INPUT for a wrong code; CONFLICT when nothing was begun. */
  confirmTotp: RecoveryCodes;
  /** Creates an API key, which is shown this once. Needs the scope keys:write, and all scopes of the key. */
  createApiKey: ApiKeySecret;
  /** Creates a role of the tenant's own. Needs the scope roles:write, and all scopes of the role. */
  createRole: Role;
  /** Creates a tenant that the person signed in owns. `switchTenant` leads there. */
  createTenant: Membership;
  /** Deletes the account after a time in which it can be taken back, and ends all other sessions. Tenants without other members go with it. Needs a recent sign-in. CONFLICT, with `tenants` in its extensions, for the last owner of a tenant with other members. */
  deleteAccount: AccountPayload;
  /** Deletes a role of the tenant's own that nobody has and no open invitation offers. Needs the scope roles:write, and all scopes of the role. */
  deleteRole: DeleteRolePayload;
  /** Takes the second factor away. Needs a recent sign-in. CONFLICT when there is none. */
  disableTotp: AccountPayload;
  /** Ends one session of the person. */
  endSession: SignOutPayload;
  /** Ends what `startExternalSignIn` began, with what the provider sent to the redirect URI: once, within ten minutes, by the client and person who began. Somebody new gets an account if the provider vouches for their address (FORBIDDEN otherwise, with the `reason` EMAIL_NOT_VERIFIED). CONFLICT when the external account is somebody else's, and with the `reason` ACCOUNT_EXISTS when there is an account with the address: sign in to it, then add the external one. FORBIDDEN with the `reason` ACCESS_DENIED when the person turned away; UPSTREAM_REJECTED for an answer that does not fit. */
  finishExternalSignIn: SignInResult;
  /** Invites somebody by mail, for seven days. An open invitation of the same address is replaced. Needs the scope members:write, and all scopes of the role. */
  inviteMember: Invitation;
  /** Leaves the tenant of the request. The last owner can't. */
  leaveTenant: LeaveTenantPayload;
  /** Exchanges a refresh token for a new access token and a new refresh token. A refresh token that is used again later ends its session: it was stolen. */
  refreshSession: SignedIn;
  /** Takes an external account away. Needs a recent sign-in. CONFLICT for the last way to sign in. */
  removeExternalIdentity: AccountPayload;
  /** Removes a member. Needs the scope members:write, and all scopes of the member's role. The last owner stays. */
  removeMember: RemoveMemberPayload;
  /** Gives the tenant another name. Needs the scope tenant:write. */
  renameTenant: Tenant;
  /** Makes new recovery codes; the former ones are worth nothing from now on. Needs a recent sign-in. CONFLICT when there is no second factor. */
  renewRecoveryCodes: RecoveryCodes;
  /** Sends a mail with a link that sets a new password. The answer is the same whatever the address. BAD_USER_INPUT for what is no address; RATE_LIMITED. */
  requestPasswordReset: MailPayload;
  /** Sends the mail with the link that verifies an address once more. The answer is the same whatever the address. BAD_USER_INPUT for what is no address; RATE_LIMITED. */
  resendVerification: MailPayload;
  /** Sets a new password by a token from a mail, and ends all sessions. Signs nobody in, and leaves the second factor. BAD_USER_INPUT for a password that is not acceptable, and for a token that is unknown, expired or used; RATE_LIMITED. */
  resetPassword: AccountPayload;
  /** Revokes a key, which is refused within seconds. Needs the scope keys:write, and all scopes of the key. */
  revokeApiKey: ApiKey;
  /** Takes an invitation back. Needs the scope members:write, and all scopes of its role. */
  revokeInvitation: Invitation;
  /** Gives a key another secret, which is shown this once; the former one holds for a while. Needs the scope keys:write, and all scopes of the key. */
  rotateApiKey: ApiKeySecret;
  /** Signs in with an email address or username and a password. UNAUTHENTICATED is the same for an unknown account and a wrong password; RATE_LIMITED. */
  signIn: SignInResult;
  /** Ends the session of this request. */
  signOut: SignOutPayload;
  /** Ends all sessions of the person, this one too. */
  signOutEverywhere: SignOutPayload;
  /** Registers a person, who comes into being with `verifyEmail`. The answer is the same whether the address has an account or not: the mail tells. BAD_USER_INPUT names the field; CONFLICT when the username is taken; RATE_LIMITED. */
  signUp: MailPayload;
  /** Begins to sign in with an external account, or to add one to the account that is signed in: send the person to `authorizationUrl`. Adding needs a recent sign-in; to sign in, send no credentials. UPSTREAM_UNAVAILABLE when the provider is down. */
  startExternalSignIn: ExternalSignInStart;
  /** Begins to set up a second factor. Needs a recent sign-in. What was begun before is worth nothing any more; CONFLICT when a second factor is set up already. */
  startTotp: TotpStart;
  /** Goes on in another of the person's tenants. */
  switchTenant: SignedIn;
  /** Makes another member the owner, and the owner an admin. Needs the scope tenant:own and a recent sign-in. */
  transferOwnership: User;
  /** Changes a role of the tenant's own. Needs the scope roles:write, and all its scopes, old and new. */
  updateRole: Role;
  /** Proves by the token from the mail of a sign-up that the address is the person's, and signs them in. If the address was signed up with more than once, no password of those is good: another mail leads to choosing one. BAD_USER_INPUT for a token that is unknown, expired or used; CONFLICT when the username was taken meanwhile; RATE_LIMITED. */
  verifyEmail: SignInResult;
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationAcceptInvitationArgs = {
  token: Scalars['String']['input'];
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationChangeEmailArgs = {
  email: Scalars['String']['input'];
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationChangeMemberRoleArgs = {
  input: ChangeMemberRoleInput;
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationChangePasswordArgs = {
  input: ChangePasswordInput;
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationCompleteSignInArgs = {
  input: CompleteSignInInput;
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationConfirmEmailChangeArgs = {
  token: Scalars['String']['input'];
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationConfirmIdentityArgs = {
  input: ConfirmIdentityInput;
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationConfirmTotpArgs = {
  code: Scalars['String']['input'];
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationCreateApiKeyArgs = {
  input: CreateApiKeyInput;
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationCreateRoleArgs = {
  input: CreateRoleInput;
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationCreateTenantArgs = {
  name: Scalars['String']['input'];
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationDeleteRoleArgs = {
  id: Scalars['ID']['input'];
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationEndSessionArgs = {
  id: Scalars['ID']['input'];
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationFinishExternalSignInArgs = {
  input: FinishExternalSignInInput;
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationInviteMemberArgs = {
  input: InviteMemberInput;
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationRefreshSessionArgs = {
  refreshToken?: InputMaybe<Scalars['String']['input']>;
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationRemoveExternalIdentityArgs = {
  id: Scalars['ID']['input'];
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationRemoveMemberArgs = {
  userId: Scalars['ID']['input'];
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationRenameTenantArgs = {
  name: Scalars['String']['input'];
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationRequestPasswordResetArgs = {
  email: Scalars['String']['input'];
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationResendVerificationArgs = {
  email: Scalars['String']['input'];
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationResetPasswordArgs = {
  input: ResetPasswordInput;
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationRevokeApiKeyArgs = {
  id: Scalars['ID']['input'];
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationRevokeInvitationArgs = {
  id: Scalars['ID']['input'];
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationRotateApiKeyArgs = {
  input: RotateApiKeyInput;
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationSignInArgs = {
  input: SignInInput;
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationSignUpArgs = {
  input: SignUpInput;
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationStartExternalSignInArgs = {
  input: StartExternalSignInInput;
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationSwitchTenantArgs = {
  tenantId: Scalars['ID']['input'];
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationTransferOwnershipArgs = {
  userId: Scalars['ID']['input'];
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationUpdateRoleArgs = {
  input: UpdateRoleInput;
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationVerifyEmailArgs = {
  input: VerifyEmailInput;
};

/** How to go on after a page. */
export type PageInfo = {
  __typename?: 'PageInfo';
  /** To be passed as `after`; null for an empty page. */
  endCursor: Maybe<Scalars['String']['output']>;
  /** Whether there is another page. */
  hasNextPage: Scalars['Boolean']['output'];
  /** Whether `after` was given, so that something comes before this page. */
  hasPreviousPage: Scalars['Boolean']['output'];
  /** Where the first item of this page stands: as `after` it leads to what follows that item. Null for an empty page, and where it is not known. */
  startCursor: Maybe<Scalars['String']['output']>;
};

/** What can be asked. */
export type Query = {
  __typename?: 'Query';
  /** What the credentials of this request permit. */
  access: Access;
  /** Keys that verify access tokens, for the router. */
  accessTokenKeys: Array<AccessTokenKey>;
  /** API keys of the tenant that have not been revoked, newest first. Needs the scope keys:write. */
  apiKeys: Array<ApiKey>;
  /** Who did what in the tenant, newest first. Needs the scope audit:read. */
  auditLog: AuditEntryConnection;
  /** External accounts that the person can sign in with. */
  externalIdentities: Array<ExternalIdentity>;
  /** Invitations that wait to be accepted, newest first. Needs the scope members:read. */
  invitations: Array<Invitation>;
  /** Who is signed in, or null: for strangers and for API keys. */
  me: Maybe<User>;
  /** Members of the tenant, oldest first. Needs the scope members:read. */
  members: MemberConnection;
  /** Roles that members of the tenant can have: the built-in ones from most to least, then the tenant's own. Needs the scope members:read. */
  roles: Array<Role>;
  /** Where the person is signed in, last used first. */
  sessions: Array<Session>;
  /** Where people can sign in with an account that they have already. */
  signInProviders: Array<SignInProvider>;
  /** Who these are and what they may do now, for the router; null for who may do nothing any more. */
  standings: Array<Maybe<Standing>>;
  /** The tenants that the person signed in is a member of, oldest membership first. */
  tenants: Array<Membership>;
  /** Whether the audit log is as it was written. Reads all of it: RATE_LIMITED while another verification is under way. Needs the scope audit:read. */
  verifyAuditLog: AuditVerification;
};


/** What can be asked. */
export type QueryAuditLogArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<AuditFilter>;
  first?: Scalars['Int']['input'];
};


/** What can be asked. */
export type QueryMembersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
};


/** What can be asked. */
export type QueryStandingsArgs = {
  of: Array<StandingKey>;
};


/** What can be asked. */
export type QueryVerifyAuditLogArgs = {
  expectedHead?: InputMaybe<AuditHeadInput>;
};

/** Codes for when the authenticator is lost; each is good once. */
export type RecoveryCodes = {
  __typename?: 'RecoveryCodes';
  /** Shown this once. */
  codes: Array<Scalars['String']['output']>;
};

/** A member who has been removed. */
export type RemoveMemberPayload = {
  __typename?: 'RemoveMemberPayload';
  /** The person's id. */
  userId: Scalars['ID']['output'];
};

/** A new password for somebody who forgot the old one. */
export type ResetPasswordInput = {
  /** 12 to 200 characters, without the username and the address, and in no list of known passwords. */
  newPassword: Scalars['String']['input'];
  /** From the mail. */
  token: Scalars['String']['input'];
};

/** What members of a tenant may do. */
export type Role = {
  __typename?: 'Role';
  /** What it is for. */
  description: Maybe<Scalars['String']['output']>;
  /** `owner`, `admin`, `editor`, `viewer`, or the id of a role of the tenant's own. */
  id: Scalars['ID']['output'];
  /** Whether every tenant has it, so that it can't be changed. */
  isBuiltIn: Scalars['Boolean']['output'];
  /** As people see it. */
  name: Scalars['String']['output'];
  /** What it permits. */
  scopes: Array<Scalars['String']['output']>;
};

/** Another secret for an API key. */
export type RotateApiKeyInput = {
  /** The key's id. */
  id: Scalars['ID']['input'];
  /** How many hours the former secret holds, 0 to 168. */
  overlapHours?: Scalars['Int']['input'];
};

/** The password was right; a code is missing. */
export type SecondFactorRequired = {
  __typename?: 'SecondFactorRequired';
  /** For `completeSignIn`. */
  challenge: Scalars['String']['output'];
  /** After this one has to begin anew. */
  expiresAt: Scalars['DateTime']['output'];
};

/** Where a person is signed in. */
export type Session = {
  __typename?: 'Session';
  /** The address that it was used from last. */
  address: Maybe<Scalars['String']['output']>;
  /** When it began. */
  createdAt: Scalars['DateTime']['output'];
  /** When it ends unless it is used. */
  expiresAt: Scalars['DateTime']['output'];
  /** Stays the same while the session lives. */
  id: Scalars['ID']['output'];
  /** Whether it is the one of this request. */
  isCurrent: Scalars['Boolean']['output'];
  /** When it was renewed last. */
  lastUsedAt: Scalars['DateTime']['output'];
  /** As the browser or client told of itself. */
  userAgent: Maybe<Scalars['String']['output']>;
};

/** A session, as an access token names it. */
export type SessionStandingKey = {
  /** Its id. */
  id: Scalars['ID']['input'];
  /** The tenant that the token is for. */
  tenantId?: InputMaybe<Scalars['ID']['input']>;
};

/** Where a session's tokens are kept. */
export type SessionStore =
  /** By the client itself, which gets them in the answer and sends the access token as `Authorization: Bearer …`. */
  | 'CLIENT'
  /** By the browser, in cookies that no script can read. Over HTTP only. */
  | 'COOKIES';

/** Credentials. */
export type SignInInput = {
  /** The email address or the username. */
  login: Scalars['String']['input'];
  /** The password, as it was chosen. */
  password: Scalars['String']['input'];
  /** Where the session is kept. */
  store?: SessionStore;
  /** The tenant to act in; the one that was acted in last when absent. */
  tenantId?: InputMaybe<Scalars['ID']['input']>;
};

/** Where people can sign in with an account that they have already. */
export type SignInProvider = {
  __typename?: 'SignInProvider';
  /** For people. */
  label: Scalars['String']['output'];
  /** For `startExternalSignIn`. */
  name: Scalars['String']['output'];
};

/** What a sign-in leads to. */
export type SignInResult = SecondFactorRequired | SignedIn;

/** What was ended. */
export type SignOutPayload = {
  __typename?: 'SignOutPayload';
  /** How many sessions. */
  sessionsEnded: Scalars['Int']['output'];
};

/** A person to be registered. */
export type SignUpInput = {
  /** Where mail reaches the person; compared without regard to case. */
  email: Scalars['String']['input'];
  /** 12 to 200 characters, without the username and the address, and in no list of known passwords. */
  password: Scalars['String']['input'];
  /** Name of a tenant that the person will own, usually the company's. None comes into being without it. */
  tenantName?: InputMaybe<Scalars['String']['input']>;
  /** 3 to 40 letters, digits, dots, dashes or underscores; compared without regard to case. */
  username: Scalars['String']['input'];
};

/** A session that has begun or goes on. */
export type SignedIn = {
  __typename?: 'SignedIn';
  /** To be sent as `Authorization: Bearer …`, over HTTP or in the WebSocket's connection parameters; null when it is kept in cookies. */
  accessToken: Maybe<Scalars['String']['output']>;
  /** After this the access token is refused. */
  expiresAt: Scalars['DateTime']['output'];
  /** For `refreshSession`, once; null when it is kept in cookies, and where the one that came before holds on. */
  refreshToken: Maybe<Scalars['String']['output']>;
  /** After this the refresh token is refused. */
  refreshTokenExpiresAt: Scalars['DateTime']['output'];
  /** Who is signed in. */
  user: User;
};

/** Who somebody is and what they may do now. */
export type Standing = {
  __typename?: 'Standing';
  /** As subgraphs will see them. */
  caller: Scalars['JSONObject']['output'];
  /** When it ends by itself. */
  expiresAt: Maybe<Scalars['DateTime']['output']>;
};

/** What somebody proved about themself: one of the four. */
export type StandingKey = {
  /** A run acts for this API key. */
  apiKey?: InputMaybe<ApiKeyStandingKey>;
  /** They hold the API key with this SHA-256, as base64url. */
  apiKeyHash?: InputMaybe<Scalars['String']['input']>;
  /** A run acts for this member. */
  member?: InputMaybe<MemberStandingKey>;
  /** They hold an access token of this session. */
  session?: InputMaybe<SessionStandingKey>;
};

/** How to sign in with an external account. */
export type StartExternalSignInInput = {
  /** Name of one of `signInProviders`. */
  provider: Scalars['String']['input'];
  /** One of the redirect URIs that the operator permits; the first of them when absent. */
  redirectUri?: InputMaybe<Scalars['String']['input']>;
};

/** A customer: bases, files, runs and people belong to one. */
export type Tenant = {
  __typename?: 'Tenant';
  /** Stays the same for ever. */
  id: Scalars['ID']['output'];
  /** As its members see it. */
  name: Scalars['String']['output'];
};

/** How an authenticator is set up. */
export type TotpStart = {
  __typename?: 'TotpStart';
  /** The secret in base32, to be typed. */
  secret: Scalars['String']['output'];
  /** The same as `otpauth://…`, to be shown as a QR code. */
  uri: Scalars['String']['output'];
};

/** A change of a role of the tenant's own. */
export type UpdateRoleInput = {
  /** What it is for, from now on. */
  description?: InputMaybe<Scalars['String']['input']>;
  /** The role's id. */
  id: Scalars['ID']['input'];
  /** Its name from now on. */
  name?: InputMaybe<Scalars['String']['input']>;
  /** What it permits from now on; it holds for its members within seconds. */
  scopes?: InputMaybe<Array<Scalars['String']['input']>>;
};

/** A person. */
export type User = {
  __typename?: 'User';
  /** When the person signed up. */
  createdAt: Scalars['DateTime']['output'];
  /** When the account will be deleted, if that was asked for. Only the person themself sees it; null for others. */
  deletionDueAt: Maybe<Scalars['DateTime']['output']>;
  /** Members with the scope members:write see it, and the person themself; null for others. */
  email: Maybe<Scalars['String']['output']>;
  /** Whether a second factor is set up. Members with the scope members:write see it, and the person themself; null for others. */
  hasSecondFactor: Maybe<Scalars['Boolean']['output']>;
  /** Stays the same for ever. */
  id: Scalars['ID']['output'];
  /** What the person may do in the tenant of the request; null outside of one. */
  role: Maybe<Role>;
  /** The tenant of the request; null outside of one. */
  tenant: Maybe<Tenant>;
  /** As others see the person. */
  username: Scalars['String']['output'];
};

/** The token of a mail. */
export type VerifyEmailInput = {
  /** Where the session is kept. */
  store?: SessionStore;
  /** From the mail. */
  token: Scalars['String']['input'];
};



export type ResolverTypeWrapper<T> = Promise<T> | T;

export type ReferenceResolver<TResult, TReference, TContext> = (
      reference: TReference,
      context: TContext,
      info: GraphQLResolveInfo
    ) => Promise<TResult> | TResult;

      type ScalarCheck<T, S> = S extends true ? T : NullableCheck<T, S>;
      type NullableCheck<T, S> = Maybe<T> extends T ? Maybe<ListCheck<NonNullable<T>, S>> : ListCheck<T, S>;
      type ListCheck<T, S> = T extends (infer U)[] ? NullableCheck<U, S>[] : GraphQLRecursivePick<T, S>;
      export type GraphQLRecursivePick<T, S> = { [K in keyof T & keyof S]: ScalarCheck<T[K], S[K]> };
    

export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

/** Mapping of federation types */
export type FederationTypes = {
  User: User;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  User:
    ( { __typename: 'User' }
    & GraphQLRecursivePick<FederationTypes['User'], {"id":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Access: ResolverTypeWrapper<Omit<Access, 'role'> & { role?: Maybe<ResolversTypes['Role']> }>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  AccessKind: AccessKind;
  AccessTokenKey: ResolverTypeWrapper<AccessTokenKey>;
  AccountPayload: ResolverTypeWrapper<Omit<AccountPayload, 'user'> & { user: ResolversTypes['User'] }>;
  ApiKey: ResolverTypeWrapper<ApiKeyModel>;
  ApiKeySecret: ResolverTypeWrapper<Omit<ApiKeySecret, 'apiKey'> & { apiKey: ResolversTypes['ApiKey'] }>;
  ApiKeyStandingKey: ApiKeyStandingKey;
  AuditEntry: ResolverTypeWrapper<LoggedEntry>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  AuditEntryConnection: ResolverTypeWrapper<Omit<AuditEntryConnection, 'nodes'> & { nodes: Array<ResolversTypes['AuditEntry']> }>;
  AuditFilter: AuditFilter;
  AuditHead: ResolverTypeWrapper<AuditHead>;
  AuditHeadInput: AuditHeadInput;
  AuditResult: AuditResult;
  AuditVerification: ResolverTypeWrapper<AuditVerification>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  ChangeMemberRoleInput: ChangeMemberRoleInput;
  ChangePasswordInput: ChangePasswordInput;
  CompleteSignInInput: CompleteSignInInput;
  ConfirmIdentityInput: ConfirmIdentityInput;
  CreateApiKeyInput: CreateApiKeyInput;
  CreateRoleInput: CreateRoleInput;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DeleteRolePayload: ResolverTypeWrapper<DeleteRolePayload>;
  ExternalIdentity: ResolverTypeWrapper<ExternalIdentity>;
  ExternalSignInStart: ResolverTypeWrapper<ExternalSignInStart>;
  FinishExternalSignInInput: FinishExternalSignInInput;
  Invitation: ResolverTypeWrapper<InvitationModel>;
  InviteMemberInput: InviteMemberInput;
  JSONObject: ResolverTypeWrapper<Scalars['JSONObject']['output']>;
  LeaveTenantPayload: ResolverTypeWrapper<LeaveTenantPayload>;
  MailPayload: ResolverTypeWrapper<MailPayload>;
  MemberConnection: ResolverTypeWrapper<Omit<MemberConnection, 'nodes'> & { nodes: Array<ResolversTypes['User']> }>;
  MemberStandingKey: MemberStandingKey;
  Membership: ResolverTypeWrapper<MembershipModel>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RecoveryCodes: ResolverTypeWrapper<RecoveryCodes>;
  RemoveMemberPayload: ResolverTypeWrapper<RemoveMemberPayload>;
  ResetPasswordInput: ResetPasswordInput;
  Role: ResolverTypeWrapper<RoleModel>;
  RotateApiKeyInput: RotateApiKeyInput;
  SecondFactorRequired: ResolverTypeWrapper<SecondFactorRequired>;
  Session: ResolverTypeWrapper<StoredSession>;
  SessionStandingKey: SessionStandingKey;
  SessionStore: SessionStore;
  SignInInput: SignInInput;
  SignInProvider: ResolverTypeWrapper<SignInProvider>;
  SignInResult: ResolverTypeWrapper<SignInModel>;
  SignOutPayload: ResolverTypeWrapper<SignOutPayload>;
  SignUpInput: SignUpInput;
  SignedIn: ResolverTypeWrapper<SignedInModel>;
  Standing: ResolverTypeWrapper<Standing>;
  StandingKey: StandingKey;
  StartExternalSignInInput: StartExternalSignInInput;
  Tenant: ResolverTypeWrapper<Tenant>;
  TotpStart: ResolverTypeWrapper<TotpStart>;
  UpdateRoleInput: UpdateRoleInput;
  User: ResolverTypeWrapper<UserModel>;
  VerifyEmailInput: VerifyEmailInput;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Access: Omit<Access, 'role'> & { role?: Maybe<ResolversParentTypes['Role']> };
  ID: Scalars['ID']['output'];
  String: Scalars['String']['output'];
  AccessTokenKey: AccessTokenKey;
  AccountPayload: Omit<AccountPayload, 'user'> & { user: ResolversParentTypes['User'] };
  ApiKey: ApiKeyModel;
  ApiKeySecret: Omit<ApiKeySecret, 'apiKey'> & { apiKey: ResolversParentTypes['ApiKey'] };
  ApiKeyStandingKey: ApiKeyStandingKey;
  AuditEntry: LoggedEntry;
  Int: Scalars['Int']['output'];
  AuditEntryConnection: Omit<AuditEntryConnection, 'nodes'> & { nodes: Array<ResolversParentTypes['AuditEntry']> };
  AuditFilter: AuditFilter;
  AuditHead: AuditHead;
  AuditHeadInput: AuditHeadInput;
  AuditVerification: AuditVerification;
  Boolean: Scalars['Boolean']['output'];
  ChangeMemberRoleInput: ChangeMemberRoleInput;
  ChangePasswordInput: ChangePasswordInput;
  CompleteSignInInput: CompleteSignInInput;
  ConfirmIdentityInput: ConfirmIdentityInput;
  CreateApiKeyInput: CreateApiKeyInput;
  CreateRoleInput: CreateRoleInput;
  DateTime: Scalars['DateTime']['output'];
  DeleteRolePayload: DeleteRolePayload;
  ExternalIdentity: ExternalIdentity;
  ExternalSignInStart: ExternalSignInStart;
  FinishExternalSignInInput: FinishExternalSignInInput;
  Invitation: InvitationModel;
  InviteMemberInput: InviteMemberInput;
  JSONObject: Scalars['JSONObject']['output'];
  LeaveTenantPayload: LeaveTenantPayload;
  MailPayload: MailPayload;
  MemberConnection: Omit<MemberConnection, 'nodes'> & { nodes: Array<ResolversParentTypes['User']> };
  MemberStandingKey: MemberStandingKey;
  Membership: MembershipModel;
  Mutation: Record<PropertyKey, never>;
  PageInfo: PageInfo;
  Query: Record<PropertyKey, never>;
  RecoveryCodes: RecoveryCodes;
  RemoveMemberPayload: RemoveMemberPayload;
  ResetPasswordInput: ResetPasswordInput;
  Role: RoleModel;
  RotateApiKeyInput: RotateApiKeyInput;
  SecondFactorRequired: SecondFactorRequired;
  Session: StoredSession;
  SessionStandingKey: SessionStandingKey;
  SignInInput: SignInInput;
  SignInProvider: SignInProvider;
  SignInResult: SignInModel;
  SignOutPayload: SignOutPayload;
  SignUpInput: SignUpInput;
  SignedIn: SignedInModel;
  Standing: Standing;
  StandingKey: StandingKey;
  StartExternalSignInInput: StartExternalSignInInput;
  Tenant: Tenant;
  TotpStart: TotpStart;
  UpdateRoleInput: UpdateRoleInput;
  User: UserModel;
  VerifyEmailInput: VerifyEmailInput;
};

export type AccessResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Access'] = ResolversParentTypes['Access']> = {
  apiKeyId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['AccessKind'], ParentType, ContextType>;
  role?: Resolver<Maybe<ResolversTypes['Role']>, ParentType, ContextType>;
  scopes?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  tenant?: Resolver<Maybe<ResolversTypes['Tenant']>, ParentType, ContextType>;
};

export type AccessTokenKeyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AccessTokenKey'] = ResolversParentTypes['AccessTokenKey']> = {
  keyId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  publicKey?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type AccountPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AccountPayload'] = ResolversParentTypes['AccountPayload']> = {
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
};

export type ApiKeyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ApiKey'] = ResolversParentTypes['ApiKey']> = {
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  createdBy?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  formerSecretExpiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lastUsedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  prefix?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  revokedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  scopes?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ApiKeySecretResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ApiKeySecret'] = ResolversParentTypes['ApiKeySecret']> = {
  apiKey?: Resolver<ResolversTypes['ApiKey'], ParentType, ContextType>;
  secret?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type AuditEntryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AuditEntry'] = ResolversParentTypes['AuditEntry']> = {
  action?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  address?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  apiKeyId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  details?: Resolver<Maybe<ResolversTypes['JSONObject']>, ParentType, ContextType>;
  hash?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  requestId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  result?: Resolver<ResolversTypes['AuditResult'], ParentType, ContextType>;
  runId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  sequence?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  targetId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  targetKind?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  userAgent?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  userId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
};

export type AuditEntryConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AuditEntryConnection'] = ResolversParentTypes['AuditEntryConnection']> = {
  nodes?: Resolver<Array<ResolversTypes['AuditEntry']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type AuditHeadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AuditHead'] = ResolversParentTypes['AuditHead']> = {
  hash?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sequence?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type AuditVerificationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AuditVerification'] = ResolversParentTypes['AuditVerification']> = {
  entries?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  firstBroken?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  head?: Resolver<Maybe<ResolversTypes['AuditHead']>, ParentType, ContextType>;
  isIntact?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  problem?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DeleteRolePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeleteRolePayload'] = ResolversParentTypes['DeleteRolePayload']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type ExternalIdentityResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ExternalIdentity'] = ResolversParentTypes['ExternalIdentity']> = {
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  email?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  provider?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ExternalSignInStartResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ExternalSignInStart'] = ResolversParentTypes['ExternalSignInStart']> = {
  authorizationUrl?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  binding?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type InvitationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Invitation'] = ResolversParentTypes['Invitation']> = {
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  email?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  invitedBy?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  role?: Resolver<ResolversTypes['Role'], ParentType, ContextType>;
};

export interface JsonObjectScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSONObject'], any> {
  name: 'JSONObject';
}

export type LeaveTenantPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LeaveTenantPayload'] = ResolversParentTypes['LeaveTenantPayload']> = {
  tenantId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type MailPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MailPayload'] = ResolversParentTypes['MailPayload']> = {
  email?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type MemberConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MemberConnection'] = ResolversParentTypes['MemberConnection']> = {
  nodes?: Resolver<Array<ResolversTypes['User']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type MembershipResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Membership'] = ResolversParentTypes['Membership']> = {
  joinedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  role?: Resolver<ResolversTypes['Role'], ParentType, ContextType>;
  tenant?: Resolver<ResolversTypes['Tenant'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  acceptInvitation?: Resolver<ResolversTypes['Membership'], ParentType, ContextType, RequireFields<MutationAcceptInvitationArgs, 'token'>>;
  cancelAccountDeletion?: Resolver<ResolversTypes['AccountPayload'], ParentType, ContextType>;
  changeEmail?: Resolver<ResolversTypes['MailPayload'], ParentType, ContextType, RequireFields<MutationChangeEmailArgs, 'email'>>;
  changeMemberRole?: Resolver<ResolversTypes['User'], ParentType, ContextType, RequireFields<MutationChangeMemberRoleArgs, 'input'>>;
  changePassword?: Resolver<ResolversTypes['AccountPayload'], ParentType, ContextType, RequireFields<MutationChangePasswordArgs, 'input'>>;
  completeSignIn?: Resolver<ResolversTypes['SignedIn'], ParentType, ContextType, RequireFields<MutationCompleteSignInArgs, 'input'>>;
  confirmEmailChange?: Resolver<ResolversTypes['AccountPayload'], ParentType, ContextType, RequireFields<MutationConfirmEmailChangeArgs, 'token'>>;
  confirmIdentity?: Resolver<ResolversTypes['SignedIn'], ParentType, ContextType, RequireFields<MutationConfirmIdentityArgs, 'input'>>;
  confirmTotp?: Resolver<ResolversTypes['RecoveryCodes'], ParentType, ContextType, RequireFields<MutationConfirmTotpArgs, 'code'>>;
  createApiKey?: Resolver<ResolversTypes['ApiKeySecret'], ParentType, ContextType, RequireFields<MutationCreateApiKeyArgs, 'input'>>;
  createRole?: Resolver<ResolversTypes['Role'], ParentType, ContextType, RequireFields<MutationCreateRoleArgs, 'input'>>;
  createTenant?: Resolver<ResolversTypes['Membership'], ParentType, ContextType, RequireFields<MutationCreateTenantArgs, 'name'>>;
  deleteAccount?: Resolver<ResolversTypes['AccountPayload'], ParentType, ContextType>;
  deleteRole?: Resolver<ResolversTypes['DeleteRolePayload'], ParentType, ContextType, RequireFields<MutationDeleteRoleArgs, 'id'>>;
  disableTotp?: Resolver<ResolversTypes['AccountPayload'], ParentType, ContextType>;
  endSession?: Resolver<ResolversTypes['SignOutPayload'], ParentType, ContextType, RequireFields<MutationEndSessionArgs, 'id'>>;
  finishExternalSignIn?: Resolver<ResolversTypes['SignInResult'], ParentType, ContextType, RequireFields<MutationFinishExternalSignInArgs, 'input'>>;
  inviteMember?: Resolver<ResolversTypes['Invitation'], ParentType, ContextType, RequireFields<MutationInviteMemberArgs, 'input'>>;
  leaveTenant?: Resolver<ResolversTypes['LeaveTenantPayload'], ParentType, ContextType>;
  refreshSession?: Resolver<ResolversTypes['SignedIn'], ParentType, ContextType, Partial<MutationRefreshSessionArgs>>;
  removeExternalIdentity?: Resolver<ResolversTypes['AccountPayload'], ParentType, ContextType, RequireFields<MutationRemoveExternalIdentityArgs, 'id'>>;
  removeMember?: Resolver<ResolversTypes['RemoveMemberPayload'], ParentType, ContextType, RequireFields<MutationRemoveMemberArgs, 'userId'>>;
  renameTenant?: Resolver<ResolversTypes['Tenant'], ParentType, ContextType, RequireFields<MutationRenameTenantArgs, 'name'>>;
  renewRecoveryCodes?: Resolver<ResolversTypes['RecoveryCodes'], ParentType, ContextType>;
  requestPasswordReset?: Resolver<ResolversTypes['MailPayload'], ParentType, ContextType, RequireFields<MutationRequestPasswordResetArgs, 'email'>>;
  resendVerification?: Resolver<ResolversTypes['MailPayload'], ParentType, ContextType, RequireFields<MutationResendVerificationArgs, 'email'>>;
  resetPassword?: Resolver<ResolversTypes['AccountPayload'], ParentType, ContextType, RequireFields<MutationResetPasswordArgs, 'input'>>;
  revokeApiKey?: Resolver<ResolversTypes['ApiKey'], ParentType, ContextType, RequireFields<MutationRevokeApiKeyArgs, 'id'>>;
  revokeInvitation?: Resolver<ResolversTypes['Invitation'], ParentType, ContextType, RequireFields<MutationRevokeInvitationArgs, 'id'>>;
  rotateApiKey?: Resolver<ResolversTypes['ApiKeySecret'], ParentType, ContextType, RequireFields<MutationRotateApiKeyArgs, 'input'>>;
  signIn?: Resolver<ResolversTypes['SignInResult'], ParentType, ContextType, RequireFields<MutationSignInArgs, 'input'>>;
  signOut?: Resolver<ResolversTypes['SignOutPayload'], ParentType, ContextType>;
  signOutEverywhere?: Resolver<ResolversTypes['SignOutPayload'], ParentType, ContextType>;
  signUp?: Resolver<ResolversTypes['MailPayload'], ParentType, ContextType, RequireFields<MutationSignUpArgs, 'input'>>;
  startExternalSignIn?: Resolver<ResolversTypes['ExternalSignInStart'], ParentType, ContextType, RequireFields<MutationStartExternalSignInArgs, 'input'>>;
  startTotp?: Resolver<ResolversTypes['TotpStart'], ParentType, ContextType>;
  switchTenant?: Resolver<ResolversTypes['SignedIn'], ParentType, ContextType, RequireFields<MutationSwitchTenantArgs, 'tenantId'>>;
  transferOwnership?: Resolver<ResolversTypes['User'], ParentType, ContextType, RequireFields<MutationTransferOwnershipArgs, 'userId'>>;
  updateRole?: Resolver<ResolversTypes['Role'], ParentType, ContextType, RequireFields<MutationUpdateRoleArgs, 'input'>>;
  verifyEmail?: Resolver<ResolversTypes['SignInResult'], ParentType, ContextType, RequireFields<MutationVerifyEmailArgs, 'input'>>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  access?: Resolver<ResolversTypes['Access'], ParentType, ContextType>;
  accessTokenKeys?: Resolver<Array<ResolversTypes['AccessTokenKey']>, ParentType, ContextType>;
  apiKeys?: Resolver<Array<ResolversTypes['ApiKey']>, ParentType, ContextType>;
  auditLog?: Resolver<ResolversTypes['AuditEntryConnection'], ParentType, ContextType, RequireFields<QueryAuditLogArgs, 'first'>>;
  externalIdentities?: Resolver<Array<ResolversTypes['ExternalIdentity']>, ParentType, ContextType>;
  invitations?: Resolver<Array<ResolversTypes['Invitation']>, ParentType, ContextType>;
  me?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  members?: Resolver<ResolversTypes['MemberConnection'], ParentType, ContextType, RequireFields<QueryMembersArgs, 'first'>>;
  roles?: Resolver<Array<ResolversTypes['Role']>, ParentType, ContextType>;
  sessions?: Resolver<Array<ResolversTypes['Session']>, ParentType, ContextType>;
  signInProviders?: Resolver<Array<ResolversTypes['SignInProvider']>, ParentType, ContextType>;
  standings?: Resolver<Array<Maybe<ResolversTypes['Standing']>>, ParentType, ContextType, RequireFields<QueryStandingsArgs, 'of'>>;
  tenants?: Resolver<Array<ResolversTypes['Membership']>, ParentType, ContextType>;
  verifyAuditLog?: Resolver<ResolversTypes['AuditVerification'], ParentType, ContextType, Partial<QueryVerifyAuditLogArgs>>;
};

export type RecoveryCodesResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RecoveryCodes'] = ResolversParentTypes['RecoveryCodes']> = {
  codes?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
};

export type RemoveMemberPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RemoveMemberPayload'] = ResolversParentTypes['RemoveMemberPayload']> = {
  userId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type RoleResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Role'] = ResolversParentTypes['Role']> = {
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isBuiltIn?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  scopes?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
};

export type SecondFactorRequiredResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SecondFactorRequired'] = ResolversParentTypes['SecondFactorRequired']> = {
  challenge?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SessionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Session'] = ResolversParentTypes['Session']> = {
  address?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isCurrent?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  lastUsedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  userAgent?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type SignInProviderResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SignInProvider'] = ResolversParentTypes['SignInProvider']> = {
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SignInResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SignInResult'] = ResolversParentTypes['SignInResult']> = {
  __resolveType: TypeResolveFn<'SecondFactorRequired' | 'SignedIn', ParentType, ContextType>;
};

export type SignOutPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SignOutPayload'] = ResolversParentTypes['SignOutPayload']> = {
  sessionsEnded?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type SignedInResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SignedIn'] = ResolversParentTypes['SignedIn']> = {
  accessToken?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  refreshToken?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  refreshTokenExpiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type StandingResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Standing'] = ResolversParentTypes['Standing']> = {
  caller?: Resolver<ResolversTypes['JSONObject'], ParentType, ContextType>;
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type TenantResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Tenant'] = ResolversParentTypes['Tenant']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type TotpStartResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TotpStart'] = ResolversParentTypes['TotpStart']> = {
  secret?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  uri?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type UserResolvers<ContextType = Context, ParentType extends ResolversParentTypes['User'] = ResolversParentTypes['User'], FederationReferenceType extends FederationReferenceTypes['User'] = FederationReferenceTypes['User']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['User']> | FederationReferenceType, FederationReferenceType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  deletionDueAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  email?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasSecondFactor?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  role?: Resolver<Maybe<ResolversTypes['Role']>, ParentType, ContextType>;
  tenant?: Resolver<Maybe<ResolversTypes['Tenant']>, ParentType, ContextType>;
  username?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  Access?: AccessResolvers<ContextType>;
  AccessTokenKey?: AccessTokenKeyResolvers<ContextType>;
  AccountPayload?: AccountPayloadResolvers<ContextType>;
  ApiKey?: ApiKeyResolvers<ContextType>;
  ApiKeySecret?: ApiKeySecretResolvers<ContextType>;
  AuditEntry?: AuditEntryResolvers<ContextType>;
  AuditEntryConnection?: AuditEntryConnectionResolvers<ContextType>;
  AuditHead?: AuditHeadResolvers<ContextType>;
  AuditVerification?: AuditVerificationResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  DeleteRolePayload?: DeleteRolePayloadResolvers<ContextType>;
  ExternalIdentity?: ExternalIdentityResolvers<ContextType>;
  ExternalSignInStart?: ExternalSignInStartResolvers<ContextType>;
  Invitation?: InvitationResolvers<ContextType>;
  JSONObject?: GraphQLScalarType;
  LeaveTenantPayload?: LeaveTenantPayloadResolvers<ContextType>;
  MailPayload?: MailPayloadResolvers<ContextType>;
  MemberConnection?: MemberConnectionResolvers<ContextType>;
  Membership?: MembershipResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RecoveryCodes?: RecoveryCodesResolvers<ContextType>;
  RemoveMemberPayload?: RemoveMemberPayloadResolvers<ContextType>;
  Role?: RoleResolvers<ContextType>;
  SecondFactorRequired?: SecondFactorRequiredResolvers<ContextType>;
  Session?: SessionResolvers<ContextType>;
  SignInProvider?: SignInProviderResolvers<ContextType>;
  SignInResult?: SignInResultResolvers<ContextType>;
  SignOutPayload?: SignOutPayloadResolvers<ContextType>;
  SignedIn?: SignedInResolvers<ContextType>;
  Standing?: StandingResolvers<ContextType>;
  Tenant?: TenantResolvers<ContextType>;
  TotpStart?: TotpStartResolvers<ContextType>;
  User?: UserResolvers<ContextType>;
};

