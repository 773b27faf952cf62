/** kill -9 of api and worker in the middle of a bulk retry: it goes on by itself, and its result is right. */
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { leafletApplication } from '../../bin/example/leaflet-application.ts';
import { dayInJapan } from '../../domain/dates.ts';
import { type Database, openDatabase } from '../../prisma/database.ts';
import { peopleOf } from '../support/cases-under-way.ts';
import { killPart, type LocalStack, openLocalStack } from '../support/local-stack.ts';
import { until } from '../support/until.ts';

const count = 30;
const fingerprint = 'print × StoreNotWritable × documents';
/** After two tries it is stuck; a bulk retry that seems lost is looked after soon. */
const impatient = { EFFECT_TRIES: '2', EFFECT_FIRST_WAIT_MS: '100', SWEEP_EVERY_MS: '1000' };

let stack: LocalStack;
let db: Database;
beforeAll(async () => {
  stack = await openLocalStack(impatient);
  db = openDatabase(stack.url('database'), 3);
  await db.circuit.updateMany({ data: { automatic: false } }); // this is about bulk retries alone
}, 120_000);
afterAll(async () => {
  await db?.$disconnect();
  await stack?.close();
});

/** A file stands where the folder of the documents should be; `giveBack` puts the folder back. */
function takeDocumentsAway(): { giveBack: () => void } {
  const folder = join(stack.varFolder, 'documents');
  const kept = `${folder}.kept`;
  mkdirSync(folder, { recursive: true });
  renameSync(folder, kept);
  writeFileSync(folder, '');
  return {
    giveBack: () => {
      rmSync(folder);
      renameSync(kept, folder);
    },
  };
}

interface Progress {
  readonly state: string;
  readonly finishedAt: string | null;
  readonly counts: { readonly waiting: number; readonly fixed: number };
}

test('killed in the middle, it comes to its end: each incident was retried once, each case is posted once', async () => {
  const { contractor, reviewer, operator } = peopleOf(stack);
  const documents = takeDocumentsAway();
  const { guarantees, ...application } = leafletApplication(dayInJapan(new Date())) as { guarantees: object[] };
  for (let made = 0; made < count; made += 1) {
    const body = { ...application, guarantees: guarantees.slice(0, 1) };
    const told = await contractor.post<{ guarantees: { id: string }[] }>('/applications', body);
    await reviewer.post(`/guarantees/${told.guarantees[0]?.id}/approval`, {});
  }
  const group = await until(async () => {
    const path = `/cause-groups/${encodeURIComponent(fingerprint)}`;
    const told = await operator.get<{ open: number; happened: string }>(path);
    return told.open === count && told;
  }, 120_000);
  expect(group.happened).toBe('書類の保管場所に書き込めません。');
  documents.giveBack();

  const selection = { selection: { fingerprint }, reason: '保管場所を直したため', perMinute: 120 };
  const { id } = await operator.post<{ id: string }>('/bulk-retries', selection);
  await operator.post(`/bulk-retries/${id}/confirmation`, {});
  const progress = () => operator.get<Progress>(`/bulk-retries/${id}`);
  const middle = await until(async () => {
    const told = await progress();
    return told.counts.fixed >= 12 && told;
  }, 120_000);
  expect(middle.counts.waiting).toBeGreaterThan(0);
  await Promise.all([killPart(stack, 'worker'), killPart(stack, 'api')]);

  const over = await until(async () => {
    const told = await progress();
    if (told.finishedAt !== null) return told;
    throw new Error(JSON.stringify(told));
  }, 180_000);
  expect(over).toMatchObject({ state: 'done', counts: { fixed: count, waiting: 0, sent: 0 } });
  await until(async () => (await db.revision.count({ where: { stage: 'posted' } })) === count, 60_000);
  const retried = await db.command.groupBy({ by: ['incidentId'], where: { name: 'retry' }, _count: true });
  expect(retried.map(({ _count }) => _count)).toEqual(Array.from({ length: count }, () => 1));
  for (const kind of ['issued', 'printed', 'posted'] as const) {
    const events = await db.event.groupBy({ by: ['guaranteeId'], where: { kind }, _count: true });
    expect([kind, events.map(({ _count }) => _count)]).toEqual([kind, Array.from({ length: count }, () => 1)]);
  }
  expect(await db.incident.count({ where: { closedAt: null } })).toBe(0);
}, 480_000);
