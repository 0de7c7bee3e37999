/** Dead code and unused dependencies. */
export default {
  entry: [
    "router/main.ts",
    "router/planning/planner-thread.ts",
    "subgraphs/workflow/expressions/expression-thread.ts",
    "subgraphs/main.ts",
    "subgraphs/operate-main.ts",
    "subgraphs/worker-main.ts",
    "emulator/main.ts",
    "scripts/*.{ts,mjs}",
    "scripts/development/{start,subgraph,worker}.ts",
    "bench/*.ts",
    "bench/abuse/*-process.ts",
    "bench/workflows/*-worker.ts",
    "tests/differential/main.ts",
    "tests/chaos/storm/main.ts",
    "bench/router/main.ts",
    "bench/router/contestants/{airgraph,proxy,subgraphs,subgraphs-apart}.ts",
    "examples/*/main.ts",
    "emulator/clients/fixtures/*.mjs",
    "kernel/threads/fixtures/echo-thread.ts",
    "**/*.test.ts",
    "router/landing/page/main.tsx",
    "{kernel/event-log,subgraphs/*/store}/tables.ts",
  ],
  project: [
    "**/*.{ts,tsx,mjs}",
    "!**/generated/**",
    "!dist/**",
    "!router/landing/graphiql/**",
    "!bench/router/peers/**",
  ],
  // pino loads the first by name; scripts/check.ts and scripts/test.mjs run the others by their paths.
  ignoreDependencies: ["pino-pretty", "dependency-cruiser", "jest", "oxlint", "oxlint-tsgolint"],
  // Tests that need it are left out where it is missing.
  ignoreBinaries: ["redis-server", "promtool"],
  ignoreExportsUsedInFile: { interface: true, type: true },
};
