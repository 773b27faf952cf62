/** The history of an electronic guarantee (電子保証情報・履歴情報): which of its issuances a contractor is shown. */
import type { RevisionKind } from './guarantee.ts';

interface Issuance {
  readonly number: number;
  readonly kind: RevisionKind;
  /** 電子保証発行日時; null until it arrived. */
  readonly arrivedAt: Date | null;
}

/** What takes the place of the issuance before it. */
export const replacingKinds: readonly RevisionKind[] = ['correction', 'amendment-cancelled'];

/**
 * The issuances that arrived, newest first, without those that were corrected and those whose amendment was cancelled.
 * They are hidden, never deleted. Source: R-M7, R-M8.
 */
export function shownHistory<Revision extends Issuance>(revisions: readonly Revision[]): Revision[] {
  const arrived = revisions.filter(({ arrivedAt }) => arrivedAt !== null).sort((a, b) => b.number - a.number);
  return arrived.filter((_, index) => {
    const next = arrived[index - 1];
    return next === undefined || !replacingKinds.includes(next.kind);
  });
}
