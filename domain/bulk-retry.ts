/** A bulk retry: one first, then ten, then the rest at a pace; it stops where the first ones fail. Pure; the tables apply it. */
import type { RefusalName } from './refusals.ts';

export const bulkRetryStates = [
  'previewed',
  'canary',
  'running',
  'paused',
  'stopped-by-canary',
  'stopped-by-failures',
  'done',
  'cancelled',
] as const;
export type BulkRetryState = (typeof bulkRetryStates)[number];

export const bulkItemStates = ['waiting', 'sent', 'fixed', 'still-stuck', 'new-cause', 'already-gone'] as const;
export type BulkItemState = (typeof bulkItemStates)[number];
/** How many items stand in each state. */
export type BulkCounts = Readonly<Record<BulkItemState, number>>;

/** The states, as people call them. */
export const bulkRetryStateTitles: Readonly<Record<BulkRetryState, string>> = {
  previewed: '確認待ち',
  canary: '少数で試しています',
  running: '実行しています',
  paused: '一時停止しています',
  'stopped-by-canary': '試した分が失敗したため止めました',
  'stopped-by-failures': '失敗が続いたため止めました',
  done: '終わりました',
  cancelled: '取り消しました',
};
export const bulkItemStateTitles: Readonly<Record<BulkItemState, string>> = {
  waiting: 'まだ送っていません',
  sent: '送りました（結果待ち）',
  fixed: '解消しました',
  'still-stuck': '同じ原因で止まりました',
  'new-cause': '別の原因で止まりました',
  'already-gone': '先に解消していました',
};

/** So many are tried before the rest: one alone, then ten together. */
const canary = 11;
/** The rest stops where so many of it failed, and more than half of it. */
const failuresThatStop = 5;
/** How many may be on their way at once: what is not known to help is not sent to hundreds. */
const mostOnTheirWay = 50;
/** The most that one batch sends. */
const mostInABatch = 20;

export const defaultPerMinute = 300;

/** Whether it sends, now or later without anybody's doing. */
export function isUnderWay(state: BulkRetryState): boolean {
  return state === 'canary' || state === 'running';
}

/** Whether it sends nothing any more, whoever asks. */
export function isOver(state: BulkRetryState): boolean {
  return state === 'stopped-by-canary' || state === 'stopped-by-failures' || state === 'done' || state === 'cancelled';
}

/** Where it stands by what came of its items. */
export function stateBy(state: BulkRetryState, counts: BulkCounts): BulkRetryState {
  if (!isUnderWay(state)) return state;
  const failed = counts['still-stuck'] + counts['new-cause'];
  if (state === 'canary' && failed > 0) return 'stopped-by-canary';
  const ofTheRest = counts.fixed + failed - canary;
  if (state === 'running' && failed >= failuresThatStop && failed * 2 > ofTheRest) return 'stopped-by-failures';
  if (counts.waiting + counts.sent === 0) return 'done';
  return counts.fixed >= canary ? 'running' : state;
}

/** Where it goes on after a pause, or begins: what the canary proved stays proved, whatever failed after it. */
export function stateGoingOn(counts: BulkCounts): 'canary' | 'running' {
  return counts.fixed >= canary ? 'running' : 'canary';
}

/** How many of the waiting ones may be sent now. Sent is no success: the canary's next step waits for what came of it. */
export function mayBeSent(state: BulkRetryState, counts: BulkCounts, perMinute: number): number {
  if (state === 'canary') {
    const together = counts.fixed === 0 ? 1 : canary - counts.fixed;
    return clamp(together - counts.sent, counts.waiting);
  }
  if (state !== 'running') return 0;
  return clamp(Math.min(batchOf(perMinute), mostOnTheirWay - counts.sent), counts.waiting);
}

/** How long after a batch the next one goes, in milliseconds, so that the pace is kept. */
export function pauseAfter(sent: number, perMinute: number): number {
  return Math.round((sent / perMinute) * 60_000);
}

/** How long until the tables are looked at again, in milliseconds: often at first, more seldom the longer it takes. */
export function lookAgainAfter(oldestSentMsAgo: number): number {
  return Math.min(Math.max(500, oldestSentMsAgo / 20), 30_000);
}

/** What the tables know of an item that was sent. */
export interface SentItem {
  readonly command: 'accepted' | 'applied' | 'refused';
  readonly refusal: RefusalName | null;
  readonly incident: 'open' | 'retrying' | 'fixed' | 'resolved' | 'new-cause';
}

/** What came of it; null while nobody knows. A retry that was refused because the incident is gone did nothing. */
export function outcomeOf({ command, refusal, incident }: SentItem): BulkItemState | null {
  if (command === 'accepted') return null;
  if (command === 'refused') return refusal === 'incident-must-be-open' ? 'already-gone' : 'still-stuck';
  switch (incident) {
    case 'retrying':
      return null;
    case 'open':
      return 'still-stuck';
    case 'resolved':
      return 'already-gone';
    default:
      return incident;
  }
}

function batchOf(perMinute: number): number {
  return Math.min(Math.max(1, Math.round(perMinute / 60)), mostInABatch);
}

function clamp(wanted: number, there: number): number {
  return Math.max(0, Math.min(wanted, there));
}
