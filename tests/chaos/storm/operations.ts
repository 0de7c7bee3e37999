import { graphql } from "../../generated/gql.ts";

export const CreateStormWorkflow = graphql(`
  mutation CreateStormWorkflow($input: CreateWorkflowInput!) {
    createWorkflow(input: $input) {
      workflow {
        draftRevision
      }
    }
  }
`);

export const PublishStormWorkflow = graphql(`
  mutation PublishStormWorkflow($input: PublishWorkflowInput!) {
    publishWorkflow(input: $input) {
      workflow {
        name
      }
    }
  }
`);

export const StartStormSaga = graphql(`
  mutation StartStormSaga($input: StartSagaInput!) {
    startSaga(input: $input) {
      saga {
        id
      }
    }
  }
`);

export const TransactStorm = graphql(`
  mutation TransactStorm($input: TransactInput!) {
    transact(input: $input) {
      saga {
        id
      }
    }
  }
`);

export const CancelStormSaga = graphql(`
  mutation CancelStormSaga($id: ID!) {
    cancelSaga(id: $id) {
      saga {
        id
      }
    }
  }
`);

export const CancelStormRun = graphql(`
  mutation CancelStormRun($id: ID!) {
    cancelRun(id: $id) {
      run {
        id
      }
    }
  }
`);

export const PauseStormRun = graphql(`
  mutation PauseStormRun($id: ID!) {
    pauseRun(id: $id) {
      run {
        id
      }
    }
  }
`);

export const ResumeStormRun = graphql(`
  mutation ResumeStormRun($id: ID!) {
    resumeRun(id: $id) {
      run {
        id
      }
    }
  }
`);

export const PendingStormApprovals = graphql(`
  query PendingStormApprovals {
    pendingApprovals(first: 100) {
      nodes {
        id
      }
    }
  }
`);

export const DecideStormApproval = graphql(`
  mutation DecideStormApproval($input: DecideApprovalInput!) {
    decideApproval(input: $input) {
      approval {
        id
      }
    }
  }
`);

export const StuckStormSagas = graphql(`
  query StuckStormSagas {
    sagas(first: 100, filter: { status: [STUCK] }) {
      nodes {
        id
        steps {
          id
        }
        state {
          ... on SagaStuck {
            error {
              message
            }
            decisions {
              stepId
              why
            }
          }
        }
      }
    }
  }
`);

export const RetryStormCompensation = graphql(`
  mutation RetryStormCompensation($id: ID!) {
    retryCompensation(id: $id) {
      saga {
        id
      }
    }
  }
`);

export const ResolveStormStuck = graphql(`
  mutation ResolveStormStuck($input: ResolveStuckInput!) {
    resolveStuck(input: $input) {
      saga {
        id
      }
    }
  }
`);

export const FollowStormRun = graphql(`
  subscription FollowStormRun($id: ID!, $after: ID) {
    runUpdated(id: $id, after: $after) {
      cursor
      kind
    }
  }
`);

export const FollowStormSaga = graphql(`
  subscription FollowStormSaga($id: ID!, $after: ID) {
    sagaUpdated(id: $id, after: $after) {
      cursor
      kind
    }
  }
`);
