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
    "\n  mutation SignIn($login: String!, $password: String!) {\n    signIn(input: { login: $login, password: $password }) { ... on SignedIn { accessToken } }\n  }\n": typeof types.SignInDocument,
    "\n  query Pipeline($base: ID!) {\n    base(id: $base) {\n      table(key: \"Deals\") {\n        records(first: 5, sort: [{ field: \"Amount\", direction: DESC }]) {\n          nodes { id cells company: linkedRecords(field: \"Company\") { nodes { cells } } }\n        }\n      }\n    }\n  }\n": typeof types.PipelineDocument,
};
const documents: Documents = {
    "\n  mutation SignIn($login: String!, $password: String!) {\n    signIn(input: { login: $login, password: $password }) { ... on SignedIn { accessToken } }\n  }\n": types.SignInDocument,
    "\n  query Pipeline($base: ID!) {\n    base(id: $base) {\n      table(key: \"Deals\") {\n        records(first: 5, sort: [{ field: \"Amount\", direction: DESC }]) {\n          nodes { id cells company: linkedRecords(field: \"Company\") { nodes { cells } } }\n        }\n      }\n    }\n  }\n": types.PipelineDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SignIn($login: String!, $password: String!) {\n    signIn(input: { login: $login, password: $password }) { ... on SignedIn { accessToken } }\n  }\n"): typeof import('./graphql.ts').SignInDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Pipeline($base: ID!) {\n    base(id: $base) {\n      table(key: \"Deals\") {\n        records(first: 5, sort: [{ field: \"Amount\", direction: DESC }]) {\n          nodes { id cells company: linkedRecords(field: \"Company\") { nodes { cells } } }\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').PipelineDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
