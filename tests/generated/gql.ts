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
    "\n  query NestedDeals($base: ID!) {\n    base(id: $base) {\n      table(key: \"Deals\") {\n        records(first: 100) {\n          nodes {\n            company: linkedRecords(field: \"Company\") {\n              nodes {\n                id\n              }\n            }\n            contacts: linkedRecords(field: \"Contacts\") {\n              nodes {\n                id\n                company: linkedRecords(field: \"Company\") {\n                  nodes {\n                    id\n                    cell(field: \"Name\")\n                  }\n                }\n              }\n            }\n          }\n        }\n      }\n    }\n  }\n": typeof types.NestedDealsDocument,
    "\n  mutation SignUp($input: SignUpInput!) {\n    signUp(input: $input) {\n      accessToken\n      expiresAt\n      user {\n        id\n        username\n        email\n        role\n        tenant {\n          name\n        }\n      }\n    }\n  }\n": typeof types.SignUpDocument,
    "\n  mutation SignIn($input: SignInInput!) {\n    signIn(input: $input) {\n      accessToken\n      user {\n        id\n      }\n    }\n  }\n": typeof types.SignInDocument,
    "\n  query Me {\n    me {\n      id\n      username\n      tenant {\n        id\n        name\n      }\n    }\n  }\n": typeof types.MeDocument,
    "\n  mutation ConnectAirtable($token: String!) {\n    connectAirtable(input: { token: $token }) {\n      airtableUserId\n    }\n  }\n": typeof types.ConnectAirtableDocument,
    "\n  query Bases {\n    bases {\n      id\n      name\n      tables {\n        id\n        name\n      }\n    }\n  }\n": typeof types.BasesDocument,
    "\n  query DealsWithCompany($base: ID!, $first: Int!, $after: String) {\n    base(id: $base) {\n      table(key: \"Deals\") {\n        records(first: $first, after: $after, sort: [{ field: \"Name\" }]) {\n          nodes {\n            id\n            cells\n            linkedRecords(field: \"Company\") {\n              nodes {\n                id\n                cell(field: \"Name\")\n              }\n            }\n          }\n          pageInfo {\n            hasNextPage\n            endCursor\n          }\n        }\n      }\n    }\n  }\n": typeof types.DealsWithCompanyDocument,
    "\n  mutation CreateRecord($input: CreateRecordInput!) {\n    createRecord(input: $input) {\n      record {\n        id\n        cells\n      }\n    }\n  }\n": typeof types.CreateRecordDocument,
    "\n  mutation StartRun($input: StartRunInput!) {\n    startRun(input: $input) {\n      run {\n        id\n        status\n      }\n    }\n  }\n": typeof types.StartRunDocument,
    "\n  subscription RunUpdated($id: ID!, $after: ID) {\n    runUpdated(id: $id, after: $after) {\n      cursor\n      kind\n      stepId\n      run {\n        status\n        startedBy {\n          username\n        }\n        files {\n          nodes {\n            name\n          }\n        }\n      }\n    }\n  }\n": typeof types.RunUpdatedDocument,
    "\n  query RunAcrossSubgraphs($id: ID!) {\n    run(id: $id) {\n      status\n      error {\n        code\n        message\n      }\n      steps {\n        id\n        status\n        attempts\n      }\n      startedBy {\n        username\n      }\n      record {\n        cell(field: \"Name\")\n        workflowRuns {\n          nodes {\n            id\n          }\n        }\n      }\n      files {\n        nodes {\n          name\n          content\n          createdBy {\n            username\n          }\n        }\n      }\n      airtableCalls\n    }\n  }\n": typeof types.RunAcrossSubgraphsDocument,
    "\n  query Usage {\n    usage {\n      operations\n      airtableCalls\n    }\n  }\n": typeof types.UsageDocument,
    "\n  query RunStatus($id: ID!) {\n    run(id: $id) {\n      status\n      steps {\n        id\n        status\n      }\n    }\n  }\n": typeof types.RunStatusDocument,
    "\n  subscription RecordsChanged($base: ID!, $table: String, $after: String) {\n    recordsChanged(baseId: $base, table: $table, after: $after) {\n      cursor\n      changes {\n        kind\n        id\n      }\n    }\n  }\n": typeof types.RecordsChangedDocument,
    "\n  subscription ChangedRecords($base: ID!, $table: String) {\n    recordsChanged(baseId: $base, table: $table) {\n      changes {\n        kind\n        record {\n          cells\n          workflowRuns(first: 1) {\n            nodes {\n              id\n            }\n          }\n        }\n      }\n    }\n  }\n": typeof types.ChangedRecordsDocument,
};
const documents: Documents = {
    "\n  query NestedDeals($base: ID!) {\n    base(id: $base) {\n      table(key: \"Deals\") {\n        records(first: 100) {\n          nodes {\n            company: linkedRecords(field: \"Company\") {\n              nodes {\n                id\n              }\n            }\n            contacts: linkedRecords(field: \"Contacts\") {\n              nodes {\n                id\n                company: linkedRecords(field: \"Company\") {\n                  nodes {\n                    id\n                    cell(field: \"Name\")\n                  }\n                }\n              }\n            }\n          }\n        }\n      }\n    }\n  }\n": types.NestedDealsDocument,
    "\n  mutation SignUp($input: SignUpInput!) {\n    signUp(input: $input) {\n      accessToken\n      expiresAt\n      user {\n        id\n        username\n        email\n        role\n        tenant {\n          name\n        }\n      }\n    }\n  }\n": types.SignUpDocument,
    "\n  mutation SignIn($input: SignInInput!) {\n    signIn(input: $input) {\n      accessToken\n      user {\n        id\n      }\n    }\n  }\n": types.SignInDocument,
    "\n  query Me {\n    me {\n      id\n      username\n      tenant {\n        id\n        name\n      }\n    }\n  }\n": types.MeDocument,
    "\n  mutation ConnectAirtable($token: String!) {\n    connectAirtable(input: { token: $token }) {\n      airtableUserId\n    }\n  }\n": types.ConnectAirtableDocument,
    "\n  query Bases {\n    bases {\n      id\n      name\n      tables {\n        id\n        name\n      }\n    }\n  }\n": types.BasesDocument,
    "\n  query DealsWithCompany($base: ID!, $first: Int!, $after: String) {\n    base(id: $base) {\n      table(key: \"Deals\") {\n        records(first: $first, after: $after, sort: [{ field: \"Name\" }]) {\n          nodes {\n            id\n            cells\n            linkedRecords(field: \"Company\") {\n              nodes {\n                id\n                cell(field: \"Name\")\n              }\n            }\n          }\n          pageInfo {\n            hasNextPage\n            endCursor\n          }\n        }\n      }\n    }\n  }\n": types.DealsWithCompanyDocument,
    "\n  mutation CreateRecord($input: CreateRecordInput!) {\n    createRecord(input: $input) {\n      record {\n        id\n        cells\n      }\n    }\n  }\n": types.CreateRecordDocument,
    "\n  mutation StartRun($input: StartRunInput!) {\n    startRun(input: $input) {\n      run {\n        id\n        status\n      }\n    }\n  }\n": types.StartRunDocument,
    "\n  subscription RunUpdated($id: ID!, $after: ID) {\n    runUpdated(id: $id, after: $after) {\n      cursor\n      kind\n      stepId\n      run {\n        status\n        startedBy {\n          username\n        }\n        files {\n          nodes {\n            name\n          }\n        }\n      }\n    }\n  }\n": types.RunUpdatedDocument,
    "\n  query RunAcrossSubgraphs($id: ID!) {\n    run(id: $id) {\n      status\n      error {\n        code\n        message\n      }\n      steps {\n        id\n        status\n        attempts\n      }\n      startedBy {\n        username\n      }\n      record {\n        cell(field: \"Name\")\n        workflowRuns {\n          nodes {\n            id\n          }\n        }\n      }\n      files {\n        nodes {\n          name\n          content\n          createdBy {\n            username\n          }\n        }\n      }\n      airtableCalls\n    }\n  }\n": types.RunAcrossSubgraphsDocument,
    "\n  query Usage {\n    usage {\n      operations\n      airtableCalls\n    }\n  }\n": types.UsageDocument,
    "\n  query RunStatus($id: ID!) {\n    run(id: $id) {\n      status\n      steps {\n        id\n        status\n      }\n    }\n  }\n": types.RunStatusDocument,
    "\n  subscription RecordsChanged($base: ID!, $table: String, $after: String) {\n    recordsChanged(baseId: $base, table: $table, after: $after) {\n      cursor\n      changes {\n        kind\n        id\n      }\n    }\n  }\n": types.RecordsChangedDocument,
    "\n  subscription ChangedRecords($base: ID!, $table: String) {\n    recordsChanged(baseId: $base, table: $table) {\n      changes {\n        kind\n        record {\n          cells\n          workflowRuns(first: 1) {\n            nodes {\n              id\n            }\n          }\n        }\n      }\n    }\n  }\n": types.ChangedRecordsDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query NestedDeals($base: ID!) {\n    base(id: $base) {\n      table(key: \"Deals\") {\n        records(first: 100) {\n          nodes {\n            company: linkedRecords(field: \"Company\") {\n              nodes {\n                id\n              }\n            }\n            contacts: linkedRecords(field: \"Contacts\") {\n              nodes {\n                id\n                company: linkedRecords(field: \"Company\") {\n                  nodes {\n                    id\n                    cell(field: \"Name\")\n                  }\n                }\n              }\n            }\n          }\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').NestedDealsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SignUp($input: SignUpInput!) {\n    signUp(input: $input) {\n      accessToken\n      expiresAt\n      user {\n        id\n        username\n        email\n        role\n        tenant {\n          name\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').SignUpDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SignIn($input: SignInInput!) {\n    signIn(input: $input) {\n      accessToken\n      user {\n        id\n      }\n    }\n  }\n"): typeof import('./graphql.ts').SignInDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Me {\n    me {\n      id\n      username\n      tenant {\n        id\n        name\n      }\n    }\n  }\n"): typeof import('./graphql.ts').MeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ConnectAirtable($token: String!) {\n    connectAirtable(input: { token: $token }) {\n      airtableUserId\n    }\n  }\n"): typeof import('./graphql.ts').ConnectAirtableDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Bases {\n    bases {\n      id\n      name\n      tables {\n        id\n        name\n      }\n    }\n  }\n"): typeof import('./graphql.ts').BasesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DealsWithCompany($base: ID!, $first: Int!, $after: String) {\n    base(id: $base) {\n      table(key: \"Deals\") {\n        records(first: $first, after: $after, sort: [{ field: \"Name\" }]) {\n          nodes {\n            id\n            cells\n            linkedRecords(field: \"Company\") {\n              nodes {\n                id\n                cell(field: \"Name\")\n              }\n            }\n          }\n          pageInfo {\n            hasNextPage\n            endCursor\n          }\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').DealsWithCompanyDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateRecord($input: CreateRecordInput!) {\n    createRecord(input: $input) {\n      record {\n        id\n        cells\n      }\n    }\n  }\n"): typeof import('./graphql.ts').CreateRecordDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation StartRun($input: StartRunInput!) {\n    startRun(input: $input) {\n      run {\n        id\n        status\n      }\n    }\n  }\n"): typeof import('./graphql.ts').StartRunDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription RunUpdated($id: ID!, $after: ID) {\n    runUpdated(id: $id, after: $after) {\n      cursor\n      kind\n      stepId\n      run {\n        status\n        startedBy {\n          username\n        }\n        files {\n          nodes {\n            name\n          }\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').RunUpdatedDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RunAcrossSubgraphs($id: ID!) {\n    run(id: $id) {\n      status\n      error {\n        code\n        message\n      }\n      steps {\n        id\n        status\n        attempts\n      }\n      startedBy {\n        username\n      }\n      record {\n        cell(field: \"Name\")\n        workflowRuns {\n          nodes {\n            id\n          }\n        }\n      }\n      files {\n        nodes {\n          name\n          content\n          createdBy {\n            username\n          }\n        }\n      }\n      airtableCalls\n    }\n  }\n"): typeof import('./graphql.ts').RunAcrossSubgraphsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Usage {\n    usage {\n      operations\n      airtableCalls\n    }\n  }\n"): typeof import('./graphql.ts').UsageDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RunStatus($id: ID!) {\n    run(id: $id) {\n      status\n      steps {\n        id\n        status\n      }\n    }\n  }\n"): typeof import('./graphql.ts').RunStatusDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription RecordsChanged($base: ID!, $table: String, $after: String) {\n    recordsChanged(baseId: $base, table: $table, after: $after) {\n      cursor\n      changes {\n        kind\n        id\n      }\n    }\n  }\n"): typeof import('./graphql.ts').RecordsChangedDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription ChangedRecords($base: ID!, $table: String) {\n    recordsChanged(baseId: $base, table: $table) {\n      changes {\n        kind\n        record {\n          cells\n          workflowRuns(first: 1) {\n            nodes {\n              id\n            }\n          }\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').ChangedRecordsDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
