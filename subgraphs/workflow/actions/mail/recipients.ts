import { z } from "zod";
import { AirgraphError } from "../../../../kernel/errors/airgraph-error.ts";
import type { AskSupergraph } from "../../ask-supergraph.ts";
import type { ActionScope } from "../action.ts";

const query = /* GraphQL */ `
  query RecipientsOfAction($after: String) {
    members(first: 100, after: $after) {
      nodes { email }
      pageInfo { hasNextPage endCursor }
    }
  }
`;

const answer = z.object({
  members: z.object({
    nodes: z.array(z.object({ email: z.string().nullable() })),
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
  }),
});

/** Finds addresses among those that nobody permits. */
export type FindForbidden = (scope: ActionScope, addresses: readonly string[]) => Promise<readonly string[]>;

/**
 * Mails go to domains that an operator permits, and to members of the tenant whose addresses whoever started the run may see:
 * those who may change members see all, others their own.
 */
export function createFindForbidden(ask: AskSupergraph, allowedDomains: readonly string[]): FindForbidden {
  const domains = new Set(allowedDomains.map((domain) => domain.toLowerCase()));
  return async (scope, addresses) => {
    const forbidden = new Set(addresses.filter((address) => !domains.has(address.slice(address.lastIndexOf("@") + 1))));
    try {
      for (let after: string | null = null; forbidden.size > 0; ) {
        const { members } = answer.parse(await ask(scope, { query, variables: { after } }));
        for (const { email } of members.nodes) if (email !== null) forbidden.delete(email.toLowerCase());
        if (!members.pageInfo.hasNextPage) break;
        after = members.pageInfo.endCursor;
      }
    } catch (error) {
      // An API key may not see members at all.
      if (!(error instanceof AirgraphError && error.code === "FORBIDDEN")) throw error;
    }
    return [...forbidden];
  };
}
