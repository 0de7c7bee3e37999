import type { BaseResolvers } from "../generated/resolver-types.ts";

export const Base: BaseResolvers = {
  airtableCalls: async ({ id }, _args, { loaders }) => loaders.callsOfBase.load(id),
};
