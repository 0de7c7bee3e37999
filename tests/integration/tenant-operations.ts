import { graphql } from "../generated/gql.ts";

export const Tenants = graphql(`
  query Tenants {
    tenants {
      tenant {
        id
        name
      }
      role {
        id
        name
        scopes
      }
      joinedAt
    }
  }
`);

export const Members = graphql(`
  query Members($first: Int!, $after: String) {
    members(first: $first, after: $after) {
      nodes {
        id
        username
        email
        role {
          id
          name
          description
          scopes
          isBuiltIn
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export const Roles = graphql(`
  query Roles {
    roles {
      id
      name
      description
      scopes
      isBuiltIn
    }
  }
`);

export const Invitations = graphql(`
  query Invitations {
    invitations {
      id
      email
      role {
        id
      }
      invitedBy {
        id
      }
      createdAt
      expiresAt
    }
  }
`);

export const CreateTenant = graphql(`
  mutation CreateTenant($name: String!) {
    createTenant(name: $name) {
      tenant {
        id
        name
      }
      role {
        id
      }
      joinedAt
    }
  }
`);

export const RenameTenant = graphql(`
  mutation RenameTenant($name: String!) {
    renameTenant(name: $name) {
      id
      name
    }
  }
`);

export const LeaveTenant = graphql(`
  mutation LeaveTenant {
    leaveTenant {
      tenantId
    }
  }
`);

export const InviteMember = graphql(`
  mutation InviteMember($email: String!, $roleId: ID!) {
    inviteMember(input: { email: $email, roleId: $roleId }) {
      id
      email
      role {
        id
        name
      }
      invitedBy {
        id
        username
      }
      createdAt
      expiresAt
    }
  }
`);

export const RevokeInvitation = graphql(`
  mutation RevokeInvitation($id: ID!) {
    revokeInvitation(id: $id) {
      id
      email
    }
  }
`);

export const AcceptInvitation = graphql(`
  mutation AcceptInvitation($token: String!) {
    acceptInvitation(token: $token) {
      tenant {
        id
        name
      }
      role {
        id
      }
      joinedAt
    }
  }
`);

export const ChangeMemberRole = graphql(`
  mutation ChangeMemberRole($userId: ID!, $roleId: ID!) {
    changeMemberRole(input: { userId: $userId, roleId: $roleId }) {
      id
      role {
        id
      }
    }
  }
`);

export const RemoveMember = graphql(`
  mutation RemoveMember($userId: ID!) {
    removeMember(userId: $userId) {
      userId
    }
  }
`);

export const TransferOwnership = graphql(`
  mutation TransferOwnership($userId: ID!) {
    transferOwnership(userId: $userId) {
      id
      role {
        id
      }
    }
  }
`);

export const CreateRole = graphql(`
  mutation CreateRole($input: CreateRoleInput!) {
    createRole(input: $input) {
      id
      name
      description
      scopes
      isBuiltIn
    }
  }
`);

export const UpdateRole = graphql(`
  mutation UpdateRole($input: UpdateRoleInput!) {
    updateRole(input: $input) {
      id
      name
      description
      scopes
    }
  }
`);

export const DeleteRole = graphql(`
  mutation DeleteRole($id: ID!) {
    deleteRole(id: $id) {
      id
    }
  }
`);

export const ApiKeys = graphql(`
  query ApiKeys {
    apiKeys {
      id
      name
      prefix
      scopes
      createdBy {
        id
      }
      createdAt
      expiresAt
      lastUsedAt
      formerSecretExpiresAt
      revokedAt
    }
  }
`);

export const CreateApiKey = graphql(`
  mutation CreateApiKey($input: CreateApiKeyInput!) {
    createApiKey(input: $input) {
      secret
      apiKey {
        id
        name
        prefix
        scopes
        createdBy {
          id
        }
        expiresAt
      }
    }
  }
`);

export const RotateApiKey = graphql(`
  mutation RotateApiKey($id: ID!, $overlapHours: Int!) {
    rotateApiKey(input: { id: $id, overlapHours: $overlapHours }) {
      secret
      apiKey {
        id
        prefix
        formerSecretExpiresAt
      }
    }
  }
`);

export const RevokeApiKey = graphql(`
  mutation RevokeApiKey($id: ID!) {
    revokeApiKey(id: $id) {
      id
      revokedAt
    }
  }
`);

export const AuditLog = graphql(`
  query AuditLog($first: Int!, $after: String, $filter: AuditFilter) {
    auditLog(first: $first, after: $after, filter: $filter) {
      nodes {
        sequence
        at
        action
        user {
          id
          username
        }
        userId
        apiKeyId
        runId
        address
        userAgent
        targetKind
        targetId
        result
        details
        requestId
        hash
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export const VerifyAuditLog = graphql(`
  query VerifyAuditLog($expectedHead: AuditHeadInput) {
    verifyAuditLog(expectedHead: $expectedHead) {
      isIntact
      entries
      head {
        sequence
        hash
      }
      firstBroken
      problem
    }
  }
`);

export const CreateFile = graphql(`
  mutation CreateFile($input: CreateFileInput!) {
    createFile(input: $input) {
      file {
        id
        name
        createdBy {
          id
        }
      }
    }
  }
`);
