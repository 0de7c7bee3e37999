import { allow, and } from "graphql-shield";
import { hasScope } from "../../kernel/authorization/rules.ts";

const mayRead = hasScope("runs:read");
const mayStart = hasScope("sagas:start");

/** Who may do what with sagas, by type. What they saw is kept from those who may not see it by the resolvers. */
export const sagaPermissions = {
  Query: { saga: mayRead, sagas: mayRead, previewTransact: and(mayStart, hasScope("data:read")) },
  Mutation: {
    startSaga: mayStart,
    transact: mayStart,
    cancelSaga: mayStart,
    retryCompensation: mayStart,
    resolveStuck: mayStart,
  },
  // Guards `subscribe`, as long as the field has no `resolve` of its own: graphql-middleware wraps only one of the two.
  Subscription: { sagaUpdated: mayRead },
  // `_entities` leads to it.
  Saga: mayRead,
  // Reached only through the types and fields above.
  SagaPayload: allow,
  SagaRunning: allow,
  SagaCompensating: allow,
  SagaCompleted: allow,
  SagaCompensated: allow,
  SagaStuck: allow,
  SagaDecision: allow,
  SagaStep: allow,
  SagaConnection: allow,
  SagaUpdate: allow,
  TransactPayload: allow,
  TransactPreview: allow,
  TransactChange: allow,
  TransactProblem: allow,
};
