/** Plain TypeScript, transformed without type checking (`npm run typecheck` does that). */
const project = (name, extra = {}) => ({
  displayName: name,
  rootDir: __dirname,
  testEnvironment: "node",
  testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
  transform: { "\\.ts$": ["ts-jest", { diagnostics: false }] },
  ...extra,
});

module.exports = {
  // A worker keeps what its files loaded; the Kubernetes types alone are many.
  workerIdleMemoryLimit: "1GB",
  projects: [
    project("unit", { testMatch: ["<rootDir>/test/unit/**/*.test.ts", "<rootDir>/services/*/test/**/*.test.ts"] }),
    project("engine"),
    project("docker"),
    project("cluster"),
  ],
};
