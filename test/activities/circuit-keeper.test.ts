/** What a worker counts of its tries reaches the tables once, also where writing it fails for a while. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startCircuitKeeper } from '../../activities/circuit-keeper.ts';
import { queueName } from '../../workflows/ids.ts';
import { openServiceTables, type ServiceTables } from '../support/service-tables.ts';
import { until } from '../support/until.ts';

let tables: ServiceTables;
beforeAll(async () => {
  tables = await openServiceTables();
});
afterAll(() => tables.close());

test('tries counted while the tables are away are written when they are back, each once', async () => {
  const { db, owner } = tables;
  let failures = 0;
  const logger = { warn: () => failures++ } as never;
  const services = { db, clock: { now: () => new Date() }, logger };
  const keeper = startCircuitKeeper(services, { set: async () => undefined }, 'p-', 20);
  const dSure = queueName('p-', 'd-sure');
  keeper.count(dSure, true);
  await until(async () => (await db.circuitCount.count()) === 1);

  await owner.$executeRaw`ALTER TABLE circuit_count RENAME TO circuit_count_away`;
  for (const failed of [true, false, true]) keeper.count(dSure, failed);
  keeper.count(queueName('p-', 'mail'), false);
  await until(async () => failures >= 2);
  keeper.count(dSure, false);
  await owner.$executeRaw`ALTER TABLE circuit_count_away RENAME TO circuit_count`;

  const sums = async () => {
    const rows = await db.circuitCount.groupBy({ by: ['counterparty'], _sum: { tries: true, failures: true } });
    return Object.fromEntries(rows.map(({ counterparty, _sum }) => [counterparty, _sum]));
  };
  await until(async () => (await sums()).mail !== undefined);
  await keeper.stop();
  expect(await sums()).toEqual({ 'd-sure': { tries: 5, failures: 3 }, mail: { tries: 1, failures: 0 } });
}, 60_000);
