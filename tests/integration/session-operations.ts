import { graphql } from "../generated/gql.ts";

/** What people do with their sessions, as a frontend developer would write it. */
export const RefreshSession = graphql(`
  mutation RefreshSession($refreshToken: String) {
    refreshSession(refreshToken: $refreshToken) {
      accessToken
      expiresAt
      refreshToken
      refreshTokenExpiresAt
      user {
        id
        tenant {
          id
        }
      }
    }
  }
`);

export const SwitchTenant = graphql(`
  mutation SwitchTenant($tenantId: ID!) {
    switchTenant(tenantId: $tenantId) {
      accessToken
      refreshToken
      user {
        tenant {
          id
        }
        role {
          id
        }
      }
    }
  }
`);

export const ConfirmIdentity = graphql(`
  mutation ConfirmIdentity($input: ConfirmIdentityInput!) {
    confirmIdentity(input: $input) {
      accessToken
      refreshToken
      expiresAt
    }
  }
`);

export const SignOut = graphql(`
  mutation SignOut {
    signOut {
      sessionsEnded
    }
  }
`);

export const SignOutEverywhere = graphql(`
  mutation SignOutEverywhere {
    signOutEverywhere {
      sessionsEnded
    }
  }
`);

export const EndSession = graphql(`
  mutation EndSession($id: ID!) {
    endSession(id: $id) {
      sessionsEnded
    }
  }
`);

export const Sessions = graphql(`
  query Sessions {
    sessions {
      id
      isCurrent
      userAgent
      address
      createdAt
      lastUsedAt
      expiresAt
    }
  }
`);

export const OwnAccess = graphql(`
  query OwnAccess {
    access {
      kind
      scopes
      apiKeyId
      tenant {
        id
        name
      }
      role {
        id
        name
        description
        isBuiltIn
        scopes
      }
    }
  }
`);

export const OwnTenants = graphql(`
  query OwnTenants {
    tenants {
      joinedAt
      tenant {
        id
        name
      }
      role {
        id
        scopes
      }
    }
  }
`);
