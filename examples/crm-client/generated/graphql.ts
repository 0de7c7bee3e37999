/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Choices, by their labels in Airtable. */
export type SalesCrmDealStage =
  /** Lead */
  | 'LEAD'
  /** Lost */
  | 'LOST'
  /** Negotiation */
  | 'NEGOTIATION'
  /** Proposal */
  | 'PROPOSAL'
  /** Qualified */
  | 'QUALIFIED'
  /** Won */
  | 'WON';

export type PipelineQueryVariables = Exact<{
  least: number;
}>;


export type PipelineQuery = { salesCrm: { deals: { totalCount: number | null, nodes: Array<{ id: string, name: string | null, amount: number | null, stage: SalesCrmDealStage | null, closeDate: string | null, company: { name: string | null } | null }> } | null, dealsAggregate: Array<{ count: number, key: { stage: SalesCrmDealStage | null }, amount: { sum: number | null } | null }> | null } | null };

export type WinMutationVariables = Exact<{
  id: string;
}>;


export type WinMutation = { salesCrm: { updateDeals: { results: Array<{ record: { name: string | null, stage: SalesCrmDealStage | null } | null, error: { code: string, message: string, field: string | null } | null }> } | null } | null };

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

export const PipelineDocument = new TypedDocumentString(`
    query Pipeline($least: Float!) {
  salesCrm {
    deals(
      filter: {stage: {in: [NEGOTIATION, PROPOSAL]}, amount: {gte: $least}}
      sort: [{closeDate: ASC}]
      first: 5
    ) {
      totalCount
      nodes {
        id
        name
        amount
        stage
        closeDate
        company {
          name
        }
      }
    }
    dealsAggregate(groupBy: [stage]) {
      key {
        stage
      }
      count
      amount {
        sum
      }
    }
  }
}
    `) as unknown as TypedDocumentString<PipelineQuery, PipelineQueryVariables>;
export const WinDocument = new TypedDocumentString(`
    mutation Win($id: ID!) {
  salesCrm {
    updateDeals(input: [{id: $id, stage: WON}]) {
      results {
        record {
          name
          stage
        }
        error {
          code
          message
          field
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<WinMutation, WinMutationVariables>;