/** Who may import whom (README, "Architecture"). `npm run check` enforces it. */
export default {
  forbidden: [
    {
      name: "no-cycles",
      comment: "Modules that import each other can be understood only together.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "kernel-imports-nothing-here",
      severity: "error",
      from: { path: "^kernel/", pathNot: "(\\.test\\.ts|/fixtures/)" },
      to: { path: "^(router|subgraphs|emulator|scripts|tests|examples)/" },
    },
    {
      name: "subgraphs-are-strangers",
      comment: "A subgraph asks another one through the supergraph, never by import.",
      severity: "error",
      from: { path: "^subgraphs/([^/]+)/", pathNot: "(\\.test\\.ts|/testing/|/fixtures/)" },
      to: { path: "^(router|emulator|scripts|tests|subgraphs)/", pathNot: "^subgraphs/$1/" },
    },
    {
      name: "a-subgraph-has-one-door",
      severity: "error",
      from: { pathNot: "^subgraphs/[^/]+/|\\.test\\.ts$" },
      to: { path: "^subgraphs/[^/]+/", pathNot: "^subgraphs/[^/]+/subgraph\\.ts$" },
    },
    {
      name: "router-knows-registry-and-kernel",
      severity: "error",
      from: { path: "^router/", pathNot: "\\.test\\.ts$" },
      to: { path: "^(subgraphs|emulator|scripts|tests)/", pathNot: "^subgraphs/registry\\.ts$" },
    },
    {
      name: "emulator-stands-alone",
      severity: "error",
      from: { path: "^emulator/", pathNot: "\\.test\\.ts$" },
      to: { path: "^(router|subgraphs|scripts|tests)/" },
    },
    {
      name: "stores-and-use-cases-know-no-graphql",
      severity: "error",
      from: {
        path: "^subgraphs/[^/]+/",
        // Typed graphs are schemas and their resolvers: what makes them has to know what those are.
        pathNot:
          "(/resolvers/|/generated/|/(subgraph|permissions)\\.ts$|/typed/(graphs/|typed-resolvers\\.ts$)|\\.test\\.ts$|/testing/|/fixtures/)",
      },
      to: { path: "node_modules/(graphql|graphql-shield|graphql-middleware|graphql-scalars|@apollo)/" },
    },
    {
      name: "product-code-knows-no-tests",
      severity: "error",
      from: { pathNot: "(\\.test\\.ts$|^tests/|^bench/|/testing/|/fixtures/)" },
      to: { path: "(\\.test\\.ts$|^tests/|/testing/|/fixtures/)" },
    },
    {
      name: "no-undeclared-dependencies",
      severity: "error",
      from: {},
      to: { dependencyTypes: ["unknown", "undetermined", "npm-no-pkg", "npm-unknown"] },
    },
    {
      name: "product-code-needs-production-dependencies",
      severity: "error",
      from: { path: "^(kernel|router|subgraphs|emulator)/", pathNot: "(\\.test\\.ts$|/testing/|/fixtures/)" },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    // The page of GraphiQL is for browsers: bundled when Airgraph is built, it imports nothing of the rest.
    exclude: { path: "(^dist/|/generated/|^examples/|^router/landing/(page|graphiql)/)" },
    parser: "swc",
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      extensions: [".ts", ".mjs", ".js"],
      conditionNames: ["import", "node", "default"],
      exportsFields: ["exports"],
    },
  },
};
