/** Cases for the addresses of a review and of a case file: held by one, by another, waiting for the fee, for a dispatch. */
import { createHash, randomUUID } from 'node:crypto';
import { applyFor, move } from '../../net-desk/support/followed.ts';
import type { OpenOperations } from './operations.ts';
import { claimFor } from './under-review.ts';

/** Their ids, and that of a paper beside the id of its case. */
export async function fillCases(operations: OpenOperations): Promise<readonly string[]> {
  const { owner } = operations;
  const reviewed = await applyFor(operations);
  await claimFor(operations, 'reviewer', reviewed.guaranteeId);
  const elsewhere = await applyFor(operations);
  await claimFor(operations, 'secondReviewer', elsewhere.guaranteeId);
  const unpaid = await applyFor(operations, {}, { feePayment: 'per-case' });
  await owner.revision.updateMany({ where: { guaranteeId: unpaid.guaranteeId }, data: { feeYen: 39_400n } });
  await move(operations, unpaid, 'awaiting-fee');
  const onPaper = await applyFor(operations, {}, { form: 'paper' });
  await move(operations, onPaper, 'dispatching');
  const { applicationId } = await owner.guarantee.findUniqueOrThrow({ where: { id: reviewed.guaranteeId } });
  const paperId = await enclose(operations, applicationId, '請負契約書.pdf');
  return [reviewed.guaranteeId, paperId, ...[elsewhere, unpaid, onPaper].map(({ guaranteeId }) => guaranteeId)];
}

/** A PDF enclosed with the application. Returns its id. */
export async function enclose(
  { owner, services }: OpenOperations,
  applicationId: string,
  fileName: string,
): Promise<string> {
  const pdf = Buffer.from('%PDF-1.7 a paper of the tests');
  const id = randomUUID();
  await services.store.put(pdf);
  const sha256 = createHash('sha256').update(pdf).digest('hex');
  const file = { fileName, mediaType: 'application/pdf', sizeBytes: pdf.length, sha256 };
  await owner.attachment.create({ data: { id, applicationId, ...file } });
  return id;
}
