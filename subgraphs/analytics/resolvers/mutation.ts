import type { MutationResolvers, OperationKind } from "../generated/resolver-types.ts";
import { type OperationReport, recordOperations } from "../record-operations.ts";

const kinds = {
  QUERY: "query",
  MUTATION: "mutation",
  SUBSCRIPTION: "subscription",
} as const satisfies Record<OperationKind, OperationReport["kind"]>;

export const Mutation: MutationResolvers = {
  recordOperations: async (_parent, { operations }, context) => {
    await recordOperations(
      context,
      operations.map(({ kind, operationName, ...report }) => ({
        ...report,
        kind: kinds[kind],
        name: operationName ?? null,
      })),
    );
    return true;
  },
};
