/** GET and POST /guarantees/:id/sending: the service sends the submission to the authority, where its register allows it. */
import { z } from 'zod';
import { refusalSentences } from '../../../domain/refusals.ts';
import { sendingOffer } from '../../../prisma/sendings.ts';
import { json } from '../../answer.ts';
import { askForSending } from '../../sending.ts';
import { addresses } from '../addresses.ts';
import { endpoint } from '../endpoint.ts';
import { sendingOfferShape, sendingReceiptShape } from '../shapes/sending.ts';
import { refuseUnlessVisible } from './visible.ts';

export const sending = endpoint({
  scopes: ['contractor'],
  operationId: 'readSending',
  summary: '発注者への送信を確かめる',
  explanation:
    '発注者の登録が許す場合に、このサービスが代わりに送る宛先・件名・本文・添付と、いまの状態です。宛先は登録されたものだけです。',
  description:
    'What the service would send to the procurement authority on behalf of the contractor, whether it may, and how far it is. ' +
    'The recipient comes from the register alone.',
  missing: 'guarantee-must-exist',
  answers: { 200: { description: 'What would be sent, and what was.', schema: sendingOfferShape } },
  refusals: ['guarantee-must-exist', 'document-must-exist'],
  async handle({ db, clock }, { principal, id }) {
    await refuseUnlessVisible(db, principal.reader, id);
    const offer = await sendingOffer(db, principal.reader, id, clock.now());
    const { guaranteeNumber, revision, recipient, subject, body, replyTo, callToConfirm, digest } = offer;
    return json(200, {
      guaranteeId: id,
      guaranteeNumber,
      revision,
      recipient,
      subject,
      body,
      replyTo,
      attachments: [offer.keyNoticeName, ...(offer.claim === 'ready' ? [offer.claimName] : [])],
      claimIsWanting: offer.claim === 'wanting',
      callToConfirm,
      digest,
      refusal: offer.refusal === null ? null : { name: offer.refusal, sentence: refusalSentences[offer.refusal] },
      sending: offer.sending,
      links: { self: addresses.sending(id), guarantee: addresses.guarantee(id) },
    });
  },
});

export const newSending = endpoint({
  scopes: ['contractor'],
  operationId: 'sendSubmission',
  summary: '発注者へこのサービスから送る',
  explanation:
    '認証キーのお知らせ（と前払金請求書）を、発注者の登録された宛先へ送ります。メールサーバーが受け取った時刻で、電子メールによる提出が記録されます。一つの履歴につき一度だけです。',
  description:
    'Has the service send the key notice (and the prepayment claim) to the recipient in the register; answers reach the contractor. ' +
    'Once the mail server took it, a submission by e-mail is recorded with that time. Once per revision.',
  missing: 'guarantee-must-exist',
  body: z.strictObject({
    digest: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .optional()
      .meta({ description: 'As GET told it: refused where anything changed since. Left out: whatever it is now.' }),
  }),
  answers: {
    202: {
      description: 'Written down, and on its way: ask again at Location.',
      schema: sendingReceiptShape,
      location: true,
    },
  },
  refusals: [
    'guarantee-must-exist',
    'document-must-exist',
    'stage-must-allow-submission',
    'authority-must-allow-sending',
    'submission-must-be-sent-once',
    'submission-must-not-be-recorded-yet',
    'sending-must-be-as-shown',
    'claim-must-be-printed-first',
    'idempotency-key-must-not-be-reused',
  ],
  async handle(services, { principal, by, id, idempotencyKey, body, sent }) {
    await refuseUnlessVisible(services.db, principal.reader, id);
    const { reader, userId } = principal;
    const asked = { reader, userId, by, guaranteeId: id, idempotencyKey, shown: body.digest ?? null };
    return askForSending(services, { ...asked, sent: sent as object });
  },
});
