/** Bulk retries for tests: previewed and confirmed as the API does it, and watched by their rows. */
import { defaultPerMinute } from '../../domain/bulk-retry.ts';
import { dayInJapan } from '../../domain/dates.ts';
import { staffReader } from '../../domain/scopes.ts';
import { actOnBulkRetry, type BulkRetryAct, previewBulkRetry } from '../../prisma/bulk-retries.ts';
import type { Selection } from '../../prisma/bulk-retry-selection.ts';
import { bulkRetryView } from '../../prisma/bulk-retry-views.ts';
import { samples } from '../../prisma/sample-registers.ts';
import { actedBy } from './acted-by.ts';
import type { RunningService } from './running-service.ts';
import { until } from './until.ts';

const operator = actedBy(samples.users.operator, 'operator');

type Means = Pick<RunningService, 'db' | 'runs'>;

export function preview({ db }: Pick<Means, 'db'>, selection: Selection, perMinute = defaultPerMinute) {
  const now = new Date();
  const reason = '原因を取り除いたため';
  return db.$transaction((tx) =>
    previewBulkRetry(tx, { selection, reason, perMinute }, staffReader('all'), operator, dayInJapan(now), now),
  );
}

/** Writes down what was decided, then wakes the run. */
export async function decide({ db, runs }: Means, id: string, act: BulkRetryAct, perMinute?: number): Promise<void> {
  await db.$transaction((tx) => actOnBulkRetry(tx, id, act, { perMinute }, staffReader('all'), operator, new Date()));
  await runs.wakeBulkRetry(id, 5000);
}

/** Previews and confirms. Returns the id. */
export async function startBulkRetry(means: Means, selection: Selection, perMinute?: number): Promise<string> {
  const id = await preview(means, selection, perMinute);
  await decide(means, id, 'confirm');
  return id;
}

/** The bulk retry once it is over and everything that was sent has an outcome. */
export function untilOver({ db }: Pick<Means, 'db'>, id: string, limitMs = 60_000) {
  return until(async () => {
    const view = await bulkRetryView(db, staffReader('all'), id);
    if (view?.finishedAt != null) return view;
    throw new Error(JSON.stringify(view));
  }, limitMs);
}
