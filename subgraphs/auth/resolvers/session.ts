import type { SessionResolvers } from "../generated/resolver-types.ts";

export const Session: SessionResolvers = {
  isCurrent: ({ id }, _args, { caller }) =>
    (caller.kind === "person" || caller.kind === "account") && caller.session?.sessionId === id,
};
