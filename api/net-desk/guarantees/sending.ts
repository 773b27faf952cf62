/** 発注者へこのサービスから送る: what will be sent, the press that sends it, and how far it is. */
import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { dayInJapan } from '../../../domain/dates.ts';
import { type FieldRefusal, Refusal, refusalSentences } from '../../../domain/refusals.ts';
import { followedGuarantee } from '../../../prisma/followed-guarantee.ts';
import { sendingOffer } from '../../../prisma/sendings.ts';
import { formField } from '../../portal/forms.ts';
import { placeOf } from '../../portal/place.ts';
import { requestIdIn } from '../../portal/pressed.ts';
import { show } from '../../portal/show.ts';
import { statusOf } from '../../refusal-statuses.ts';
import { askForSending } from '../../sending.ts';
import { branchDesk } from '../branch-desk.ts';
import type { DeskServices } from '../desk-services.ts';
import { documentAddress, guaranteeAddress, sendingAddress, submissionSetAddress } from '../follow-addresses.ts';
import { guaranteeIdIn } from '../guarantee.ts';
import { personIn } from '../signed-in.ts';
import { sendingCard } from './sending-words.ts';

export function sending(services: DeskServices): Record<'show' | 'submit', RequestHandler> {
  return {
    show: (request, response) => showSending(services, request, response, []),
    submit: async (request, response) => {
      const { userId, reader, by } = personIn(response);
      const guaranteeId = guaranteeIdIn(request.params.id);
      const idempotencyKey = `net-desk/${requestIdIn(request)}`;
      const shown = formField(request, 'shown').slice(0, 64);
      try {
        await askForSending(services, { reader, userId, by, guaranteeId, idempotencyKey, shown, sent: { shown } });
      } catch (error) {
        if (!(error instanceof Refusal) || !toldOnPage.has(error.refusal)) throw error;
        response.status(statusOf(error.refusal));
        return showSending(services, request, response, [{ name: error.refusal, sentence: error.sentence }]);
      }
      response.redirect(303, sendingAddress(guaranteeId));
    },
  };
}

/** What the page tells beside what it shows anew; everything else is a page of its own. */
const toldOnPage: ReadonlySet<string> = new Set([
  'claim-must-be-printed-first',
  'sending-must-be-as-shown',
  'submission-must-be-sent-once',
  'submission-must-not-be-recorded-yet',
  'stage-must-allow-submission',
  'authority-must-allow-sending',
]);

/** Refuses: `guarantee-must-exist`; `document-must-exist` before the certificate has arrived at D-Sure. */
async function showSending(
  services: DeskServices,
  request: Request,
  response: Response,
  refusals: readonly FieldRefusal[],
): Promise<void> {
  const { reader } = personIn(response);
  const id = guaranteeIdIn(request.params.id);
  const place = await placeOf(services, reader);
  const view = await followedGuarantee(services.db, reader, id);
  if (view === null) throw new Refusal('guarantee-must-exist');
  const offer = await sendingOffer(services.db, reader, id, services.clock.now());
  const { refusal, claim } = offer;
  show(services, request, response, 'guarantees/sending', {
    title: '発注者へこのサービスから送る',
    place,
    id,
    ...offer,
    requestId: randomUUID(),
    refusals,
    card: sendingCard(offer.sending),
    // What the state above says already is not said twice.
    whyNot: refusal === null || refusal === 'submission-must-be-sent-once' ? null : refusalSentences[refusal],
    mayAsk: refusal === null,
    hasClaim: claim === 'ready',
    claimIsWanting: claim === 'wanting',
    noticeHref: documentAddress(id, 'key-notice', offer.revision),
    claimHref: `${guaranteeAddress(id)}/claim/file.pdf`,
    claimEntriesHref: `${guaranteeAddress(id)}/claim`,
    setHref: submissionSetAddress(id),
    guaranteeHref: guaranteeAddress(id),
    branch: await branchDesk(services.db, view.branchId, dayInJapan(services.clock.now())),
    trail: [
      { title: '保証契約一覧', href: '/guarantees' },
      { title: offer.guaranteeNumber, href: guaranteeAddress(id) },
      { title: '提出セット', href: submissionSetAddress(id) },
      { title: '発注者へこのサービスから送る' },
    ],
  });
}
