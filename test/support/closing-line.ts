/** A reporter that closes the run with one plain line: `N passed, N failed`. A run in which no test ran is a failed one. */

import type { Reporter } from '@jest/reporters';

export default class ClosingLine implements Pick<Reporter, 'onRunComplete' | 'getLastError'> {
  #ran = 0;

  onRunComplete(_contexts: unknown, results: Parameters<Required<Reporter>['onRunComplete']>[1]): void {
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    this.#ran = results.numPassedTests + failed;
    // jest adds its own summary after all reporters; the line comes after that.
    process.once('exit', () => console.log(`${results.numPassedTests} passed, ${failed} failed`));
  }

  getLastError(): Error | undefined {
    return this.#ran === 0 ? new Error('No test ran.') : undefined;
  }
}
