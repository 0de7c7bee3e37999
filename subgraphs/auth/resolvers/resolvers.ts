import { JSONObjectResolver } from "graphql-scalars";
import { DateTime } from "../../../kernel/subgraph/date-time.ts";
import type { Resolvers } from "../generated/resolver-types.ts";
import { Mutation } from "./mutation.ts";
import { Query } from "./query.ts";
import { Session } from "./session.ts";
import { User } from "./user.ts";

export const resolvers: Resolvers = {
  DateTime,
  JSONObject: JSONObjectResolver,
  Mutation,
  Query,
  Role: { scopes: ({ scopes }) => [...scopes] },
  Session,
  SignInResult: {
    __resolveType: (result) => {
      switch (result.kind) {
        case "signed in":
          return "SignedIn";
        case "second factor required":
          return "SecondFactorRequired";
      }
    },
  },
  User,
};
