import type { SubscriptionResolvers } from "../generated/resolver-types.ts";
import { approvalSubscriptions } from "./approvals.ts";
import { runSubscriptions } from "./runs.ts";
import { sagaSubscriptions } from "./sagas.ts";

export const Subscription: SubscriptionResolvers = {
  ...approvalSubscriptions,
  ...runSubscriptions,
  ...sagaSubscriptions,
};
