import { type Emulator, salesCrmBaseId } from "../../emulator/emulator.ts";
import { type Airgraph, startAirgraph } from "../../tests/support/airgraph.ts";
import { post } from "../../tests/support/client.ts";
import { signUpConnected } from "../../tests/support/signed-in.ts";

/** All of Airgraph in one process on an emulator that enforces Airtable's limits, with somebody signed in. */
export interface System {
  readonly emulator: Emulator;
  /** An operation over HTTP that must succeed; null in the place of what was not asked for. */
  ask(query: string, variables: Record<string, unknown>): Promise<unknown>;
  /** Forgets the calls of the last second, for whoever comes next. */
  refill(): Promise<void>;
  /** How many calls Airtable gets while `work` runs, and how long it takes. */
  measure(work: () => Promise<unknown>): Promise<{ calls: number; ms: number }>;
  stop(): Promise<void>;
}

export async function startSystem(): Promise<System> {
  const airgraph: Airgraph = await startAirgraph("in-process", { AIRTABLE_MAX_WAIT_MS: "120000" });
  const { token } = await signUpConnected(airgraph);
  const { emulator } = airgraph;
  const ask = async (query: string, variables: Record<string, unknown>) => {
    const { data, errors } = await post<unknown>(airgraph.url, JSON.stringify({ query, variables }), token);
    if (errors.length > 0) throw new Error(`the operation failed: ${JSON.stringify(errors.slice(0, 3))}`);
    return data;
  };
  // The schema is cached from here on, as it is for every user but the first.
  await ask("query Schema($base: ID!) { base(id: $base) { tables { id } } }", { base: salesCrmBaseId });
  return {
    emulator,
    ask,
    async measure(work) {
      emulator.resetRequests();
      const startedAt = performance.now();
      await work();
      return { ms: performance.now() - startedAt, calls: emulator.requests().length };
    },
    async refill() {
      await fetch(`${emulator.url}/_emulator/limits/reset`, { method: "POST" });
    },
    stop: () => airgraph.stop(),
  };
}
