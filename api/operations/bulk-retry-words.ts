/** A bulk retry as a row of a list, and its state as a chip. */
import { type BulkRetryState, bulkRetryStateTitles } from '../../domain/bulk-retry.ts';
import type { BulkRetryView } from '../../prisma/bulk-retry-views.ts';

const moods: Record<BulkRetryState, string> = {
  previewed: 'waiting-for-you',
  canary: 'moving',
  running: 'moving',
  paused: 'waiting-for-you',
  'stopped-by-canary': 'stuck',
  'stopped-by-failures': 'stuck',
  done: 'done',
  cancelled: 'waiting',
};

export function bulkRetryWord(state: BulkRetryState) {
  return { mood: moods[state], word: bulkRetryStateTitles[state] };
}

export function bulkRetryRow(view: BulkRetryView) {
  const { id, reason, byName, previewedAt, total, counts } = view;
  return { id, reason, byName, previewedAt, total, fixed: counts.fixed, ...bulkRetryWord(view.state) };
}
