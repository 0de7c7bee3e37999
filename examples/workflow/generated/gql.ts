/* eslint-disable */
import * as types from './graphql.ts';



/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  mutation SignInToRun($login: String!, $password: String!) {\n    signIn(input: { login: $login, password: $password }) { ... on SignedIn { accessToken } }\n  }\n": typeof types.SignInToRunDocument,
    "\n  query LostDeal($base: ID!) {\n    base(id: $base) {\n      table(key: \"Deals\") {\n        records(first: 1, filter: { and: [{ field: \"Stage\", eq: \"Lost\" }, { field: \"Tasks\", isEmpty: false }] }) { nodes { id } }\n      }\n    }\n  }\n": typeof types.LostDealDocument,
    "query Workflows { workflows(first: 100) { nodes { name draftRevision } } }": typeof types.WorkflowsDocument,
    "\n  mutation CreateWorkflow($name: String!, $draft: JSONObject!) {\n    createWorkflow(input: { name: $name, draft: $draft }) { workflow { draftRevision } }\n  }\n": typeof types.CreateWorkflowDocument,
    "\n  mutation SaveDraft($name: ID!, $draft: JSONObject!, $expectedRevision: Int!) {\n    saveWorkflowDraft(input: { id: $name, draft: $draft, expectedRevision: $expectedRevision }) { workflow { draftRevision } }\n  }\n": typeof types.SaveDraftDocument,
    "\n  mutation Publish($name: ID!, $expectedRevision: Int!) {\n    publishWorkflow(input: { id: $name, expectedRevision: $expectedRevision }) { workflow { published { number } } }\n  }\n": typeof types.PublishDocument,
    "\n  mutation Start($workflow: String!, $input: JSONObject!) {\n    startRun(input: { workflow: $workflow, input: $input }) { run { id } }\n  }\n": typeof types.StartDocument,
    "\n  subscription RunProgress($id: ID!, $after: ID) {\n    runUpdated(id: $id, after: $after) { cursor kind path error { code message } run { output } }\n  }\n": typeof types.RunProgressDocument,
    "query Pending { pendingApprovals(first: 100) { nodes { id title run { id } } } }": typeof types.PendingDocument,
    "\n  mutation Decide($id: ID!) { decideApproval(input: { id: $id, approved: true }) { approval { status } } }\n": typeof types.DecideDocument,
};
const documents: Documents = {
    "\n  mutation SignInToRun($login: String!, $password: String!) {\n    signIn(input: { login: $login, password: $password }) { ... on SignedIn { accessToken } }\n  }\n": types.SignInToRunDocument,
    "\n  query LostDeal($base: ID!) {\n    base(id: $base) {\n      table(key: \"Deals\") {\n        records(first: 1, filter: { and: [{ field: \"Stage\", eq: \"Lost\" }, { field: \"Tasks\", isEmpty: false }] }) { nodes { id } }\n      }\n    }\n  }\n": types.LostDealDocument,
    "query Workflows { workflows(first: 100) { nodes { name draftRevision } } }": types.WorkflowsDocument,
    "\n  mutation CreateWorkflow($name: String!, $draft: JSONObject!) {\n    createWorkflow(input: { name: $name, draft: $draft }) { workflow { draftRevision } }\n  }\n": types.CreateWorkflowDocument,
    "\n  mutation SaveDraft($name: ID!, $draft: JSONObject!, $expectedRevision: Int!) {\n    saveWorkflowDraft(input: { id: $name, draft: $draft, expectedRevision: $expectedRevision }) { workflow { draftRevision } }\n  }\n": types.SaveDraftDocument,
    "\n  mutation Publish($name: ID!, $expectedRevision: Int!) {\n    publishWorkflow(input: { id: $name, expectedRevision: $expectedRevision }) { workflow { published { number } } }\n  }\n": types.PublishDocument,
    "\n  mutation Start($workflow: String!, $input: JSONObject!) {\n    startRun(input: { workflow: $workflow, input: $input }) { run { id } }\n  }\n": types.StartDocument,
    "\n  subscription RunProgress($id: ID!, $after: ID) {\n    runUpdated(id: $id, after: $after) { cursor kind path error { code message } run { output } }\n  }\n": types.RunProgressDocument,
    "query Pending { pendingApprovals(first: 100) { nodes { id title run { id } } } }": types.PendingDocument,
    "\n  mutation Decide($id: ID!) { decideApproval(input: { id: $id, approved: true }) { approval { status } } }\n": types.DecideDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SignInToRun($login: String!, $password: String!) {\n    signIn(input: { login: $login, password: $password }) { ... on SignedIn { accessToken } }\n  }\n"): typeof import('./graphql.ts').SignInToRunDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LostDeal($base: ID!) {\n    base(id: $base) {\n      table(key: \"Deals\") {\n        records(first: 1, filter: { and: [{ field: \"Stage\", eq: \"Lost\" }, { field: \"Tasks\", isEmpty: false }] }) { nodes { id } }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').LostDealDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Workflows { workflows(first: 100) { nodes { name draftRevision } } }"): typeof import('./graphql.ts').WorkflowsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateWorkflow($name: String!, $draft: JSONObject!) {\n    createWorkflow(input: { name: $name, draft: $draft }) { workflow { draftRevision } }\n  }\n"): typeof import('./graphql.ts').CreateWorkflowDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SaveDraft($name: ID!, $draft: JSONObject!, $expectedRevision: Int!) {\n    saveWorkflowDraft(input: { id: $name, draft: $draft, expectedRevision: $expectedRevision }) { workflow { draftRevision } }\n  }\n"): typeof import('./graphql.ts').SaveDraftDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Publish($name: ID!, $expectedRevision: Int!) {\n    publishWorkflow(input: { id: $name, expectedRevision: $expectedRevision }) { workflow { published { number } } }\n  }\n"): typeof import('./graphql.ts').PublishDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Start($workflow: String!, $input: JSONObject!) {\n    startRun(input: { workflow: $workflow, input: $input }) { run { id } }\n  }\n"): typeof import('./graphql.ts').StartDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription RunProgress($id: ID!, $after: ID) {\n    runUpdated(id: $id, after: $after) { cursor kind path error { code message } run { output } }\n  }\n"): typeof import('./graphql.ts').RunProgressDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Pending { pendingApprovals(first: 100) { nodes { id title run { id } } } }"): typeof import('./graphql.ts').PendingDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Decide($id: ID!) { decideApproval(input: { id: $id, approved: true }) { approval { status } } }\n"): typeof import('./graphql.ts').DecideDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
