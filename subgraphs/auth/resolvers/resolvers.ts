import { DateTime } from "../../../kernel/subgraph/date-time.ts";
import type { Resolvers } from "../generated/resolver-types.ts";
import { Mutation } from "./mutation.ts";
import { Query } from "./query.ts";
import { User } from "./user.ts";

export const resolvers: Resolvers = { DateTime, Mutation, Query, User };
