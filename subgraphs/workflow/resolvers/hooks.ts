import type { MutationResolvers } from "../generated/resolver-types.ts";

export const hookMutations: Pick<MutationResolvers, "receiveHook"> = {
  receiveHook: async (_parent, { input: { topic, body, signature, idempotencyKey, contentType } }, { receiveHook }) => {
    const runId = await receiveHook({
      topic,
      body,
      signature,
      idempotencyKey: idempotencyKey ?? undefined,
      contentType: contentType ?? undefined,
    });
    return { runId: runId ?? null };
  },
};
