/** The values of the certificate's page, in words. */
import { type ResponseKind, responseKindNames } from '../../domain/authority-response.ts';
import { certificateLines } from '../../domain/certificate-lines.ts';
import { eraDatePadded } from '../../domain/eras.ts';
import { revisionKindNames } from '../../domain/guarantee.ts';
import { productNames } from '../../domain/product.ts';
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
