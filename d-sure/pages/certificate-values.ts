/** The values of the certificate's page, in words. */
import { type ResponseKind, responseKindNames } from '../../domain/authority-response.ts';
import { changedLines } from '../../domain/certificate-changes.ts';
import { certificateLines } from '../../domain/certificate-lines.ts';
import { eraDatePadded } from '../../domain/eras.ts';
import { revisionKindNames } from '../../domain/guarantee.ts';
import { type Product, productNames } from '../../domain/product.ts';
import type { OpenedRevision } from '../certificate-view.ts';

export function certificateValues(grantId: string, seen: OpenedRevision) {
  const { data, guaranteeNumber, revision } = seen;
  return {
    grantId,
    guaranteeNumber,
    revision,
    isNewest: seen.isNewest,
    newestRevision: seen.history[0]?.revision ?? revision,
    product: productNames[data.product],
    projectName: data.projectName,
    amountYen: data.guaranteeAmountYen,
    kind: revisionKindNames[data.revisionKind],
    arrivedAt: seen.arrivedAt,
    isUndamaged: seen.isUndamaged,
    certificateDigest: seen.certificateDigest,
    fileDigest: seen.fileDigest,
    lines: certificateLines(data),
    guaranteeSentence: data.guaranteeSentence,
    concludedOn: eraDatePadded(data.concludedOn),
    surety: data.surety,
    branch: data.branch,
    ...changesOf(seen),
    purpose: purposes[data.product],
    views: seen.views.map((view) => ({ ...view, what: view.what === 'file' ? 'PDF' : '画面' })),
    memo: seen.memo,
    arrivedSinceLastView: seen.lastSeen !== null && seen.isNewest && seen.lastSeen < revision ? seen.lastSeen : null,
    isAccepted: seen.answers.some(({ kind }) => kind === 'accepted'),
    answers: seen.answers.map(({ kind, at, by, reason }) => ({
      kind: responseKindNames[kind as ResponseKind],
      mood: kind === 'correction-asked' ? 'waiting-for-you' : 'done',
      at,
      by,
      reason,
    })),
    history: seen.history.map((row) => ({
      grantId,
      revision: row.revision,
      arrivedAt: row.arrivedAt,
      kind: row.data === null ? '' : revisionKindNames[row.data.revisionKind],
      amountYen: row.data?.guaranteeAmountYen ?? null,
      isShown: row.revision === revision,
    })),
  };
}

/** Against the revision that this account saw last, where a newer one came since; else against the one before. Source: R-M10. */
function changesOf({ data, revision, isNewest, lastSeen, history }: OpenedRevision) {
  const previous = history.find((row) => row.revision < revision)?.revision ?? null;
  const since = isNewest && lastSeen !== null && lastSeen < revision ? lastSeen : previous;
  const before = history.find((row) => row.revision === since)?.data ?? null;
  return before === null ? { changedSince: null } : { changedSince: since, changes: changedLines(before, data) };
}

/** What completes with the certificate. Source: leaflet, key notice. */
const purposes: Record<Product, string> = {
  prepayment: '前払金請求の手続きに使う電子証書です。請求書類とあわせてご確認ください。',
  'midterm-prepayment': '中間前払金請求の手続きに使う電子証書です。請求書類とあわせてご確認ください。',
  'contract-guarantee': '請負契約締結の手続きに使う電子証書です。契約書類とあわせてご確認ください。',
};
