import type { QueryPlan } from "@apollo/query-planner";
import type { Graph } from "./random-graph.ts";

/** What has to come up, else the generators would prove nothing. */
const inSubgraphs: Readonly<Record<string, RegExp>> = {
  "several keys": /@key\([^)]*\) @key/,
  "compound keys": /@key\(fields: "region num"/,
  "nested keys": /@key\(fields: "(at|owner) \{/,
  "unresolvable keys": /resolvable: false/,
  "@requires": /@requires/,
  "@requires with selections": /@requires\(fields: "[^"]*\{/,
  "@requires with arguments": /@requires\(fields: "[^"]*\(/,
  "@provides": /@provides/,
  "@shareable": /@shareable/,
  "@override": /@override/,
  "@interfaceObject": /@interfaceObject/,
  "entity interfaces": /interface Media @key/,
  interfaces: /interface Named/,
  unions: /union Any/,
  "lists of lists": /\[\[/,
  mutations: /type Mutation/,
};

const inOperations: Readonly<Record<string, RegExp>> = {
  "inline fragments": /\.\.\. on /,
  "fragments without a condition": /\.\.\. +\{|\.\.\. @/,
  "named fragments": /\.\.\.F\d/,
  "@skip": /@skip/,
  "@include": /@include/,
  "@skip with a literal": /@(skip|include)\(if: (true|false)\)/,
  "conditions by variable": /@(skip|include)\(if: \$/,
  variables: /query \w+\(|mutation \w+\(/,
  "defaults of variables": /\$v\d+: [^,)]*=/,
  "enums and inputs": /filter: (\{|\$)|level: (LOW|MIDDLE|HIGH|\$)/,
  __typename: /__typename/,
  "__proto__ as a name": /__proto__:/,
  "constructor as a name": /constructor:/,
  "toString as a name": /toString:/,
  "hasOwnProperty as a name": /hasOwnProperty:/,
  "several operations": /query Other/,
  mutation: /mutation Random/,
};

const inPlans: Readonly<Record<string, RegExp>> = {
  "parallel fetches": /"kind":"Parallel"/,
  "conditional fetches": /"kind":"Condition"/,
  "lists in paths": /"@"/,
  "input rewrites": /"inputRewrites":\[/,
  "output rewrites": /"outputRewrites":\[/,
};

/** Counts how often each feature came up. */
export function createFeatureCounts() {
  const counts = new Map<string, number>();
  for (const [where, features] of Object.entries({ inSubgraphs, inOperations, inPlans })) {
    for (const name of Object.keys(features)) counts.set(`${where}: ${name}`, 0);
  }
  const count = (where: string, features: Readonly<Record<string, RegExp>>, text: string) => {
    for (const [name, pattern] of Object.entries(features)) {
      const key = `${where}: ${name}`;
      if (pattern.test(text)) counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  };
  return {
    countGraph: ({ subgraphs }: Graph) => count("inSubgraphs", inSubgraphs, Object.values(subgraphs).join("\n")),
    countOperation(source: string, plan: QueryPlan) {
      count("inOperations", inOperations, source);
      count("inPlans", inPlans, JSON.stringify(plan));
    },
    never: () => [...counts].filter(([, times]) => times === 0).map(([name]) => name),
  };
}
