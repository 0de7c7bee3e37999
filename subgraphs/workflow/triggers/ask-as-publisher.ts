import { randomUUID } from "node:crypto";
import { z } from "zod";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { SupergraphOperation } from "../ask-supergraph.ts";
import { neededScopes } from "../definitions/validation/trigger-scopes.ts";
import type { PublishedTrigger } from "./published-trigger.ts";
import type { TriggerParts } from "./trigger-parts.ts";

const longestMs = 60_000;

/** Asks the supergraph in the name of whoever published a trigger. @throws AirgraphError like `AskSupergraph` */
export async function askAsPublisher(
  { ask, stopping }: Pick<TriggerParts, "ask" | "stopping">,
  { key: { tenantId }, publishedBy }: Pick<PublishedTrigger, "key" | "publishedBy">,
  operation: SupergraphOperation,
): Promise<unknown> {
  // Of no run that there is: it asks what has to be known before one is started.
  const origin = { kind: "run", id: randomUUID() } as const;
  const signal = AbortSignal.any([...(stopping === undefined ? [] : [stopping]), AbortSignal.timeout(longestMs)]);
  return ask({ tenantId, actsFor: publishedBy, origin, signal }, operation);
}

const accessQuery = /* GraphQL */ `
  query AccessOfPublisher {
    access { scopes }
  }
`;
const accessAnswer = z.object({ access: z.object({ scopes: z.array(z.string()) }) });

/**
 * Sees to it that whoever published a trigger may still start runs, and be told of what fires it.
 * @throws AirgraphError FORBIDDEN when they have left, or lost a scope that it needs
 */
export async function checkPublisher(parts: TriggerParts, found: PublishedTrigger): Promise<void> {
  const { access } = accessAnswer.parse(await askAsPublisher(parts, found, { query: accessQuery, variables: {} }));
  const missing = ["runs:start", ...neededScopes[found.trigger.kind]].find((scope) => !access.scopes.includes(scope));
  if (missing !== undefined)
    throw new AirgraphError(
      "FORBIDDEN",
      `Whoever published the workflow has no longer the scope ${missing}, which its trigger ${found.key.id} needs.`,
    );
}
