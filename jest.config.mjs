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
  testTimeout: 60_000,
  maxWorkers: 2,
  testSequencer: "<rootDir>/scripts/test-order.mjs",
};
