/** What a bulk retry takes: all that is chosen and open, whatever its number, in the order of urgency, of one's own branches. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ActedBy } from '../../domain/audit.ts';
import { defaultPerMinute } from '../../domain/bulk-retry.ts';
import { addDays, dayInJapan } from '../../domain/dates.ts';
import { byUrgency, wouldMissToday } from '../../domain/deadline-at-risk.ts';
import { staffReader } from '../../domain/scopes.ts';
import { actOnBulkRetry, type BulkRetryAct, previewBulkRetry } from '../../prisma/bulk-retries.ts';
import { moveBulkRetry, takeBatch } from '../../prisma/bulk-retry-run.ts';
import { bulkRetryItems, bulkRetryView } from '../../prisma/bulk-retry-views.ts';
import { closeCommand } from '../../prisma/commands.ts';
import { toDay } from '../../prisma/days.ts';
import { samples } from '../../prisma/sample-registers.ts';
import { type OpenApi, openApi } from '../api/support/api.ts';
import { createIncident } from '../api/support/stuck-incidents.ts';
import { actedBy } from '../support/acted-by.ts';
import { preview } from '../support/bulk-retries.ts';
import { buildExample } from '../support/cases.ts';

let api: OpenApi;
let guaranteeIds: readonly string[];
beforeAll(async () => {
  api = await openApi();
  const told = await api.post('contractor', '/api/v1/applications', { body: buildExample(new Date()) });
  guaranteeIds = told.body.guarantees.map(({ id }: { id: string }) => id);
}, 60_000);
afterAll(() => api.close());

const today = dayInJapan(new Date());
const atMidnight = (day: string) => new Date(`${day}T00:00:00Z`);

test('by guarantee or by search all open incidents of those guarantees are taken, and of one’s own branches alone', async () => {
  const [one, other] = guaranteeIds as [string, string];
  const open = [
    await createIncident(api.db, one),
    await createIncident(api.db, one, { dueOn: atMidnight(addDays(today, 1)) }),
    await createIncident(api.db, other),
  ];
  await createIncident(api.db, one, { state: 'retrying' });
  const taken = async (selection: Parameters<typeof preview>[1]) => {
    const bulkRetryId = await preview(api, selection);
    const items = await api.db.bulkRetryItem.findMany({ where: { bulkRetryId } });
    return items.map(({ incidentId }) => incidentId).sort();
  };
  expect(await taken({ guaranteeIds: [one] })).toEqual(open.slice(0, 2).sort());
  expect(await taken({ search: { sort: 'due' } })).toEqual([...open].sort());
  expect(await taken({ search: { sort: 'amount', stages: ['applied', 'returned'] } })).toEqual([...open].sort());
  expect(await taken({ search: { product: 'prepayment', words: '工', sort: 'newest' } })).toHaveLength(2);
  expect(await taken({ filter: { guaranteeId: other } })).toEqual([open[2]]);
  await expect(taken({ search: { stuck: false, sort: 'newest' } })).rejects.toMatchObject({
    refusal: 'selection-must-hold-open-incidents',
  });
  const before = await api.db.bulkRetry.count();
  const by = { userId: samples.users.operator, roles: ['operator'] as const, address: null };
  const chosen = { selection: { guaranteeIds: [one] }, reason: '復旧', perMinute: defaultPerMinute };
  const elsewhere = api.db.$transaction((tx) =>
    previewBulkRetry(tx, chosen, staffReader(['nowhere']), by, today, new Date()),
  );
  await expect(elsewhere).rejects.toMatchObject({ refusal: 'selection-must-hold-open-incidents' });
  expect(await api.db.bulkRetry.count()).toBe(before);
}, 60_000);

test('more than ten thousand are taken to the last one, and the first are those that the rule puts first', async () => {
  const id = await createIncident(api.db, guaranteeIds[0] as string, { errorName: 'DSureSilent' });
  // Copies with days and amounts of every kind: around today, far off and none.
  await api.owner.$executeRaw`
    INSERT INTO incident (id, guarantee_id, revision, run_id, step, counterparty, fingerprint, error_name, detail, state, tries,
      first_seen_at, last_seen_at, amount_yen, promised_on, due_on)
    SELECT gen_random_uuid(), guarantee_id, revision, run_id || n, step, counterparty, fingerprint, error_name, detail, state, tries,
      first_seen_at, last_seen_at, (n * 7919) % 1000, CASE n % 5 WHEN 0 THEN ${today}::date END,
      CASE n % 3 WHEN 0 THEN ${today}::date + n % 7 - 3 END
    FROM incident, generate_series(1, 10500) AS n WHERE incident.id = ${id}::uuid`;
  const { fingerprint } = await api.db.incident.findUniqueOrThrow({ where: { id } });
  const bulkRetryId = await preview(api, { fingerprint });
  const view = await bulkRetryView(api.db, staffReader('all'), bulkRetryId);
  expect(view).toMatchObject({ total: 10_501, counts: { waiting: 10_501 } });
  const items = await api.db.bulkRetryItem.findMany({
    where: { bulkRetryId },
    include: { incident: true },
    orderBy: { place: 'asc' },
  });
  const risks = items.map(({ incident }) => ({
    amountYen: Number(incident.amountYen),
    promisedOn: incident.promisedOn === null ? null : toDay(incident.promisedOn),
    dueOn: incident.dueOn === null ? null : toDay(incident.dueOn),
  }));
  expect(risks).toEqual([...risks].sort(byUrgency(today)));
  expect(items.map(({ missesToday }) => missesToday)).toEqual(risks.map((risk) => wouldMissToday(risk, today)));
  expect(items.map(({ place }) => place)).toEqual(items.map((_, index) => index + 1));
  const cursor = Buffer.from('10450').toString('base64url');
  const last = await bulkRetryItems(api.db, staffReader('all'), bulkRetryId, {}, { cursor, limit: 100 });
  expect([last.items.length, last.nextCursor]).toEqual([51, null]);
}, 120_000);

test('its retries are those of who confirmed it, then of who resumed it, whoever previewed it', async () => {
  const [guaranteeId] = guaranteeIds as [string];
  const ids = [await createIncident(api.db, guaranteeId), await createIncident(api.db, guaranteeId)];
  const id = await preview(api, { incidentIds: ids });
  const decided = (act: BulkRetryAct, by: ActedBy) =>
    api.db.$transaction((tx) => actOnBulkRetry(tx, id, act, {}, staffReader('all'), by, new Date()));
  const sentBy = async (by: ActedBy) => {
    const [sent] = await takeBatch(api.db, id, new Date());
    expect(sent).toMatchObject({ userId: by.userId, by: { roles: by.roles, address: by.address } });
    await closeCommand(api.db, sent?.id ?? '', null, new Date());
    const where = { id: sent?.incidentId ?? '' };
    await api.db.incident.update({ where, data: { state: 'fixed', closedAt: new Date() } });
  };
  const [confirmed, resumed] = [
    actedBy(samples.users.approver, 'operator'),
    actedBy(samples.users.reviewer, 'operator'),
  ];
  await decided('confirm', confirmed);
  await sentBy(confirmed);
  await decided('pause', confirmed);
  await decided('resume', resumed);
  expect(await moveBulkRetry(api.db, id, new Date())).toBeDefined();
  await sentBy(resumed);
});
