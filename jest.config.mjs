/** Jest in pure ESM (`node --experimental-vm-modules`); swc only strips types. */
export default {
  testEnvironment: '<rootDir>/test/support/leak-environment.mjs',
  // Tests are in test/ alone; `--changed` follows their imports through the others.
  roots: ['test', 'src', 'activities', 'workflows', 'dev', 'deploy', 'client', 'bench'].map(
    (root) => `<rootDir>/${root}`,
  ),
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2024' }, module: { type: 'es6' }, sourceMaps: 'inline' },
    ],
  },
  testTimeout: 60_000,
  testSequencer: '<rootDir>/dev/jest/sequencer.mjs',
  // For two cores: one more, since what waits needs none.
  maxWorkers: 3,
};
