/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
export type SignInMutationVariables = Exact<{
  login: string;
  password: string;
}>;


export type SignInMutation = { signIn:
    | { accessToken: string | null }
    | Record<PropertyKey, never>
   };

export type PipelineQueryVariables = Exact<{
  base: string;
}>;


export type PipelineQuery = { base: { table: { records: { nodes: Array<{ id: string, cells: Record<string, unknown>, company: { nodes: Array<{ cells: Record<string, unknown> }> } | null }> } | null } | null } | null };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}

export const SignInDocument = new TypedDocumentString(`
    mutation SignIn($login: String!, $password: String!) {
  signIn(input: {login: $login, password: $password}) {
    ... on SignedIn {
      accessToken
    }
  }
}
    `) as unknown as TypedDocumentString<SignInMutation, SignInMutationVariables>;
export const PipelineDocument = new TypedDocumentString(`
    query Pipeline($base: ID!) {
  base(id: $base) {
    table(key: "Deals") {
      records(first: 5, sort: [{field: "Amount", direction: DESC}]) {
        nodes {
          id
          cells
          company: linkedRecords(field: "Company") {
            nodes {
              cells
            }
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<PipelineQuery, PipelineQueryVariables>;