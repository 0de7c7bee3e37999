/** Native ES modules (see scripts/test.mjs for the flag), TypeScript stripped by swc, types checked by `npm run check`. */
export default {
  testEnvironment: "node",
  testMatch: ["**/*.test.ts"],
  testPathIgnorePatterns: ["/node_modules/", "/dist/", "/.airgraph/"],
  modulePathIgnorePatterns: ["<rootDir>/dist/", "<rootDir>/bench/router/peers/"],
  extensionsToTreatAsEsm: [".ts"],
  transform: {
    "\\.ts$": [
      "@swc/jest",
      {
        jsc: { parser: { syntax: "typescript" }, target: "es2023" },
        module: { type: "es6" },
        sourceMaps: "inline",
      },
    ],
  },
  testTimeout: 120_000,
  // More than processors: many suites wait most of the time, for processes that start and for limits of calls a second.
  maxWorkers: 4,
  testSequencer: "<rootDir>/scripts/test-order.mjs",
};
