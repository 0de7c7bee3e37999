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
    "\n  query Pipeline($least: Float!) {\n    salesCrm {\n      deals(filter: { stage: { in: [NEGOTIATION, PROPOSAL] }, amount: { gte: $least } }, sort: [{ closeDate: ASC }], first: 5) {\n        totalCount\n        nodes { id name amount stage closeDate company { name } }\n      }\n      dealsAggregate(groupBy: [stage]) { key { stage } count amount { sum } }\n    }\n  }\n": typeof types.PipelineDocument,
    "\n  mutation Win($id: ID!) {\n    salesCrm { updateDeals(input: [{ id: $id, stage: WON }]) { results { record { name stage } error { code message field } } } }\n  }\n": typeof types.WinDocument,
};
const documents: Documents = {
    "\n  query Pipeline($least: Float!) {\n    salesCrm {\n      deals(filter: { stage: { in: [NEGOTIATION, PROPOSAL] }, amount: { gte: $least } }, sort: [{ closeDate: ASC }], first: 5) {\n        totalCount\n        nodes { id name amount stage closeDate company { name } }\n      }\n      dealsAggregate(groupBy: [stage]) { key { stage } count amount { sum } }\n    }\n  }\n": types.PipelineDocument,
    "\n  mutation Win($id: ID!) {\n    salesCrm { updateDeals(input: [{ id: $id, stage: WON }]) { results { record { name stage } error { code message field } } } }\n  }\n": types.WinDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Pipeline($least: Float!) {\n    salesCrm {\n      deals(filter: { stage: { in: [NEGOTIATION, PROPOSAL] }, amount: { gte: $least } }, sort: [{ closeDate: ASC }], first: 5) {\n        totalCount\n        nodes { id name amount stage closeDate company { name } }\n      }\n      dealsAggregate(groupBy: [stage]) { key { stage } count amount { sum } }\n    }\n  }\n"): typeof import('./graphql.ts').PipelineDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Win($id: ID!) {\n    salesCrm { updateDeals(input: [{ id: $id, stage: WON }]) { results { record { name stage } error { code message field } } } }\n  }\n"): typeof import('./graphql.ts').WinDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
