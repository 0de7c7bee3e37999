import { JSONObjectResolver } from "graphql-scalars";
import { DateTime } from "../../../kernel/subgraph/date-time.ts";
import type { Resolvers } from "../generated/resolver-types.ts";
import { AuditEntry } from "./audit-log.ts";
import { Mutation } from "./mutation.ts";
import { Query } from "./query.ts";
import { Session } from "./session.ts";
import { tenantTypes } from "./tenant-types.ts";
import { User } from "./user.ts";

export const resolvers: Resolvers = {
  AuditEntry,
  DateTime,
  JSONObject: JSONObjectResolver,
  Mutation,
  Query,
  ...tenantTypes,
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
