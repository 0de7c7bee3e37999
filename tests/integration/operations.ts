import { graphql } from "../generated/gql.ts";

/** The operations of the README's tour, as a frontend developer would write them. */
export const SignUp = graphql(`
  mutation SignUp($input: SignUpInput!) {
    signUp(input: $input) {
      email
    }
  }
`);

export const VerifyEmail = graphql(`
  mutation VerifyEmail($input: VerifyEmailInput!) {
    verifyEmail(input: $input) {
      ... on SignedIn {
        accessToken
        expiresAt
        refreshToken
        user {
          id
          username
          email
          role {
            id
          }
          tenant {
            id
            name
          }
        }
      }
    }
  }
`);

export const RequestPasswordReset = graphql(`
  mutation RequestPasswordReset($email: String!) {
    requestPasswordReset(email: $email) {
      email
    }
  }
`);

export const ResetPassword = graphql(`
  mutation ResetPassword($input: ResetPasswordInput!) {
    resetPassword(input: $input) {
      user {
        username
      }
    }
  }
`);

export const SignIn = graphql(`
  mutation SignIn($input: SignInInput!) {
    signIn(input: $input) {
      __typename
      ... on SignedIn {
        accessToken
        refreshToken
        user {
          id
        }
      }
      ... on SecondFactorRequired {
        challenge
      }
    }
  }
`);

export const Me = graphql(`
  query Me {
    me {
      id
      username
      tenant {
        id
        name
      }
    }
  }
`);

export const ConnectAirtable = graphql(`
  mutation ConnectAirtable($token: String!) {
    connectAirtable(input: { token: $token }) {
      airtableUserId
    }
  }
`);

export const Bases = graphql(`
  query Bases {
    bases {
      id
      name
      tables {
        id
        name
      }
    }
  }
`);

export const DealsWithCompany = graphql(`
  query DealsWithCompany($base: ID!, $first: Int!, $after: String) {
    base(id: $base) {
      table(key: "Deals") {
        records(first: $first, after: $after, sort: [{ field: "Name" }]) {
          nodes {
            id
            cells
            linkedRecords(field: "Company") {
              nodes {
                id
                cell(field: "Name")
              }
            }
          }
          pageInfo {
            hasNextPage
            endCursor
          }
        }
      }
    }
  }
`);

export const CreateRecord = graphql(`
  mutation CreateRecord($input: CreateRecordInput!) {
    createRecord(input: $input) {
      record {
        id
        cells
      }
    }
  }
`);

export const StartRun = graphql(`
  mutation StartRun($input: StartRunInput!) {
    startRun(input: $input) {
      run {
        id
        status
      }
    }
  }
`);

export const RunUpdated = graphql(`
  subscription RunUpdated($id: ID!, $after: ID) {
    runUpdated(id: $id, after: $after) {
      cursor
      kind
      path
      run {
        status
        startedBy {
          username
        }
        files {
          nodes {
            name
          }
        }
      }
    }
  }
`);

export const RunAcrossSubgraphs = graphql(`
  query RunAcrossSubgraphs($id: ID!) {
    run(id: $id) {
      status
      error {
        code
        message
      }
      steps {
        nodes {
          path
          status
          attempts
        }
      }
      startedBy {
        username
      }
      record {
        cell(field: "Name")
        workflowRuns {
          nodes {
            id
          }
        }
      }
      files {
        nodes {
          name
          content
          createdBy {
            username
          }
        }
      }
      airtableCalls
    }
  }
`);

export const Usage = graphql(`
  query Usage {
    usage {
      operations
      airtableCalls
    }
  }
`);

export const RunStatus = graphql(`
  query RunStatus($id: ID!) {
    run(id: $id) {
      status
      steps {
        nodes {
          path
          status
        }
      }
    }
  }
`);

export const RecordsChanged = graphql(`
  subscription RecordsChanged($base: ID!, $table: String, $after: String) {
    recordsChanged(baseId: $base, table: $table, after: $after) {
      cursor
      changes {
        kind
        id
      }
    }
  }
`);

export const ChangedRecords = graphql(`
  subscription ChangedRecords($base: ID!, $table: String) {
    recordsChanged(baseId: $base, table: $table) {
      changes {
        kind
        record {
          cells
          workflowRuns(first: 1) {
            nodes {
              id
            }
          }
        }
      }
    }
  }
`);

export const Transact = graphql(`
  mutation Transact($input: TransactInput!) {
    transact(input: $input) {
      ids
      saga {
        id
        status
      }
    }
  }
`);

export const SagaSteps = graphql(`
  query SagaSteps($id: ID!) {
    saga(id: $id) {
      status
      steps {
        id
        status
        attempts
        undone
      }
    }
  }
`);

export const RecordsByName = graphql(`
  query RecordsByName($base: ID!, $table: String!, $prefix: String!) {
    base(id: $base) {
      table(key: $table) {
        records(first: 100, filter: { field: "Name", startsWith: $prefix }) {
          nodes {
            id
            cells
          }
        }
      }
    }
  }
`);
