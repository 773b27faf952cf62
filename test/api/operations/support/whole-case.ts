/** A case with a bit of everything that a case may have. */
import { randomUUID } from 'node:crypto';
import { sampleStaff } from '../../../../prisma/sample-staff.ts';
import { applyFor, arrive, issue } from '../../net-desk/support/followed.ts';
import { enclose } from './filled-cases.ts';
import type { OpenOperations } from './operations.ts';
import { claimFor } from './under-review.ts';

/** What wishes a page no good. */
export const hostile = '<img src=x onerror=alert(1)>';

/** Issued and arrived, with a bit of everything that a case may have. */
export async function wholeCase(operations: OpenOperations) {
  const { owner } = operations;
  const revision = await applyFor(operations, { projectName: `${hostile}の橋` });
  const { guaranteeId: id } = revision;
  await claimFor(operations, 'reviewer', id);
  await issue(operations, revision);
  await arrive(operations, revision);
  const { applicationId, constructionContractId } = await owner.guarantee.findUniqueOrThrow({ where: { id } });
  const attachmentId = await enclose(operations, applicationId, `${hostile}.pdf`);
  const ref = { guaranteeId: id, revision: 1 };
  await owner.submission.create({ data: { ...ref, channel: 'email', submittedAt: new Date() } });
  const response = { id: randomUUID(), ...ref, kind: 'correction-asked', by: '総務課 職員', respondedAt: new Date() };
  await owner.authorityResponse.create({ data: { ...response, reason: '契約日が違います' } });
  const mail = { id: randomUUID(), ...ref, kind: 'completion', toAddress: 'soumu@example.jp', values: {} };
  const mailed = {
    messageId: randomUUID(),
    state: 'sent',
    sentAt: new Date(),
    createdAt: new Date(),
    cause: randomUUID(),
  };
  await owner.mail.create({ data: { ...mail, ...mailed } });
  const request = { id: randomUUID(), ...ref, field: 'project-name', shouldBe: '正しい名', reason: '誤記のため' };
  const asked = { askedById: sampleStaff.reviewer.id, askedAt: new Date() };
  await owner.correctionRequest.create({ data: { ...request, ...asked } });
  await owner.message.create({
    data: {
      id: randomUUID(),
      guaranteeId: id,
      side: 'contractor',
      byId: asked.askedById,
      words: `${hostile}\nよろしく`,
      writtenAt: new Date(),
    },
  });
  const incident = {
    id: randomUUID(),
    ...ref,
    runId: `guarantee/${id}/revision/1`,
    step: 'post',
    errorName: 'DSureSilent',
  };
  const about = {
    counterparty: 'd-sure',
    fingerprint: 'post × DSureSilent × d-sure',
    detail: '',
    state: 'fixed',
    tries: 8,
  };
  const seen = { firstSeenAt: new Date(), lastSeenAt: new Date(), closedAt: new Date(), amountYen: 20_000_000n };
  await owner.incident.create({ data: { ...incident, ...about, ...seen } });
  const entry = { incidentId: incident.id, at: new Date(), kind: 'comment', actorId: sampleStaff.operator.id };
  await owner.incidentEntry.create({ data: { ...entry, words: 'D-Sureへ電話した' } });
  const sibling = await owner.guarantee.findFirstOrThrow({ where: { constructionContractId, id: { not: id } } });
  return { id, revision, attachmentId, incidentId: incident.id, siblingId: sibling.id, correctionId: request.id };
}
