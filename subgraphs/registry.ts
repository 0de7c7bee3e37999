import type { Subgraph } from "../kernel/subgraph/subgraph.ts";

/** The only list of the subgraphs. Nothing of a subgraph is loaded before it is needed. */
export const registry = {
  airtable: { port: 8002, load: async () => (await import("./airtable/subgraph.ts")).airtable },
  workflow: { port: 8003, load: async () => (await import("./workflow/subgraph.ts")).workflow },
  auth: { port: 8004, load: async () => (await import("./auth/subgraph.ts")).auth },
  file: { port: 8006, load: async () => (await import("./file/subgraph.ts")).file },
  analytics: { port: 8007, load: async () => (await import("./analytics/subgraph.ts")).analytics },
} as const satisfies Record<string, { port: number; load: () => Promise<Subgraph> }>;

export type SubgraphName = keyof typeof registry;

export const subgraphNames = Object.keys(registry) as SubgraphName[];
