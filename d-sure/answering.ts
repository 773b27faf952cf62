/** The authority's answer to the newest revision: 受領, or 補正依頼 with a reason. */
import { Refusal } from '../domain/refusals.ts';
import { textProblem } from '../domain/text.ts';
import { keysIn } from '../domain/typed-key.ts';
import type { OpenedRevision } from './certificate-view.ts';
import { verifierOf } from './key.ts';
import { isKeyOf } from './key-verifier.ts';
import type { Person } from './person.ts';
import { addResponse } from './responses.ts';
import type { Services } from './services.ts';

export const maxReasonLength = 1_000;

/** The revision is accepted by this person's authority. Accepting twice is accepting once. Refuses: `revision-must-be-the-newest`. */
export async function accept(services: Services, person: Person, seen: OpenedRevision): Promise<void> {
  await answer(services, person, seen, {
    kind: 'accepted',
    reason: null,
    identity: `accepted/${seen.id}/${person.authorityId}`,
  });
}

/**
 * A correction is asked for this reason. Sending the same form twice (`formId`) is asking once.
 *
 * Refuses: `reason-must-be-given`, `text-must-be-short-enough`, `text-must-be-printable`, `reason-must-not-hold-the-key`,
 * `revision-must-be-the-newest`.
 */
export async function askCorrection(
  services: Services,
  person: Person,
  seen: OpenedRevision,
  { reason, formId }: { reason: string; formId: string },
): Promise<void> {
  await refuseKeyIn(services, seen.guaranteeNumber, reason);
  await answer(services, person, seen, {
    kind: 'correction-asked',
    reason: checkedReason(reason),
    identity: `correction-asked/${seen.id}/${person.userId}/${formId}`,
  });
}

/** The reason without spaces around it. Refuses: see `askCorrection`. */
export function checkedReason(typed: string): string {
  const reason = typed.replaceAll('\r\n', '\n').trim();
  const problem = textProblem(reason, { maxLength: maxReasonLength, lines: true });
  if (problem === 'blank') throw new Refusal('reason-must-be-given', { field: 'reason' });
  if (problem === 'too-long') {
    throw new Refusal('text-must-be-short-enough', {
      field: 'reason',
      sentence: '理由は{length}文字以内で入力してください。',
      values: { length: maxReasonLength.toLocaleString('ja') },
    });
  }
  if (problem === 'unprintable') throw new Refusal('text-must-be-printable', { field: 'reason' });
  return reason;
}

/**
 * A reason is mailed to the contractor and read by the surety company's staff: the key must not travel in it. Nor in another
 * text, whose field and sentence are then given.
 *
 * Refuses: `reason-must-not-hold-the-key`.
 */
export async function refuseKeyIn(
  { database }: Services,
  guaranteeNumber: string,
  reason: string,
  said: { readonly field: string; readonly sentence?: string } = { field: 'reason' },
): Promise<void> {
  const verifier = verifierOf(await database.guarantee.findUnique({ where: { number: guaranteeNumber } }));
  for (const candidate of keysIn(reason)) {
    if (await isKeyOf(candidate, verifier)) throw new Refusal('reason-must-not-hold-the-key', said);
  }
}

async function answer(
  { database, now }: Services,
  person: Person,
  seen: OpenedRevision,
  said: { kind: 'accepted' | 'correction-asked'; reason: string | null; identity: string },
): Promise<void> {
  await database.$transaction(async (transaction) => {
    // Locked as a posting locks it: no newer revision arrives between the look and the answer.
    await transaction.$queryRaw`SELECT 1 AS locked FROM guarantee WHERE number = ${seen.guaranteeNumber} FOR NO KEY UPDATE`;
    const newer = await transaction.revision.count({
      where: { guaranteeNumber: seen.guaranteeNumber, revision: { gt: seen.revision } },
    });
    if (newer > 0) throw new Refusal('revision-must-be-the-newest');
    await addResponse(transaction, {
      ...said,
      suretyId: seen.suretyId,
      revisionId: seen.id,
      userId: person.userId,
      by: person.by,
      at: now(),
    });
  });
}
