/** Jest in pure ESM (`node --experimental-vm-modules`); swc only strips types. */
export default {
  testEnvironment: '<rootDir>/test/support/leak-environment.mjs',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2024' }, module: { type: 'es6' }, sourceMaps: 'inline' },
    ],
  },
  testTimeout: 60_000,
  maxWorkers: 2,
};
