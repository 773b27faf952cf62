/** bin/setup: what start and test both need. Runs before the dependencies are there, so it loads them only after. */

import { installDependencies } from './stack/dependencies.ts';
import { seconds, tellSteps } from './stack/steps.ts';

const since = performance.now();
const say = (sentence: string) => console.log(sentence);
const steps = tellSteps(say);

try {
  await steps.run('dependencies from the lock file', installDependencies);
  const { hydratePostgres } = await import('./stack/postgres-binaries.ts');
  const { generateClient } = await import('./stack/generate-client.ts');
  const { houses } = await import('./stack/houses.ts');
  const { findTemporalCli } = await import('./stack/temporal-cli.ts');
  hydratePostgres();
  for (const house of Object.values(houses)) {
    await steps.run(`Prisma client of ${house.name}`, () => generateClient(house));
  }
  await steps.run('Temporal CLI', () => findTemporalCli({ env: process.env, say }));
  say(`  set up (${seconds(since)})`);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
