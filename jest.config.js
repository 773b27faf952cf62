/** The tests: ES modules as they are written, on a PostgreSQL and a Temporal of their own. */
export default {
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2024' }, module: { type: 'es6' } },
    ],
  },
  // Unpacked tools and local data hold packages too; they are none of ours.
  modulePathIgnorePatterns: ['<rootDir>/var/', '<rootDir>/.tools/'],
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
  reporters: ['default', '<rootDir>/test/support/closing-line.ts'],
  testTimeout: 120_000,
  maxWorkers: 2,
  // Modules of finished files are never given back: a worker that grew is replaced between two files.
  workerIdleMemoryLimit: '1500MB',
};
