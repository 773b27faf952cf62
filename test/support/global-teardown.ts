/** After all tests: their PostgreSQL and Temporal end, and their folders go. */

import { rmSync } from 'node:fs';
import type { TestStack } from './global-setup.ts';

export default async function globalTeardown(): Promise<void> {
  const { testStack } = globalThis as unknown as { testStack: TestStack };
  await Promise.all(testStack.supervisors.map((supervisor) => supervisor.stop()));
  for (const folder of testStack.folders) rmSync(folder, { recursive: true, force: true });
}
