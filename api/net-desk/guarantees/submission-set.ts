/** 提出セット: what the contractor hands to the authority, as one mail to send oneself, or as files. */
import type { Request, RequestHandler, Response } from 'express';
import { submissionSetFor } from '../../../prisma/submission-sets.ts';
import { unsentMail } from '../../../services/unsent-mail.ts';
import { zip } from '../../../services/zip.ts';
import { attachmentDisposition } from '../../../web/content-disposition.ts';
import { claimFile } from '../../claim-file.ts';
import { fileAnswer } from '../../documents.ts';
import { show } from '../../portal/show.ts';
import type { DeskServices } from '../desk-services.ts';
import { documentAddress, guaranteeAddress, sendingAddress } from '../follow-addresses.ts';
import { guaranteeIdIn } from '../guarantee.ts';
import { personIn } from '../signed-in.ts';
import { channelNames } from './submissions.ts';

/** The page. Refuses: `guarantee-must-exist`; `document-must-exist` before the certificate has arrived at D-Sure. */
export function submissionSet(services: DeskServices): RequestHandler {
  return async (request, response) => {
    const id = guaranteeIdIn(request.params.id);
    const { reader } = personIn(response);
    const set = await submissionSetFor(services.db, reader, id);
    show(services, request, response, 'guarantees/submission-set', {
      title: '提出セット',
      ...set,
      channelName: set.channel === null ? null : channelNames[set.channel],
      everything: [set.recipient, set.subject, set.body].filter(Boolean).join('\n\n'),
      guaranteeHref: guaranteeAddress(id),
      noticeHref: documentAddress(id, 'key-notice', set.revision),
      sendingHref: set.sendable ? sendingAddress(id) : null,
      claimHref: `${guaranteeAddress(id)}/claim/file.pdf`,
      claimEntriesHref: `${guaranteeAddress(id)}/claim`,
      mailHref: `${guaranteeAddress(id)}/submission-set/mail.eml`,
      filesHref: `${guaranteeAddress(id)}/submission-set/files.zip`,
      trail: [
        { title: '保証契約一覧', href: '/guarantees' },
        { title: set.guaranteeNumber, href: guaranteeAddress(id) },
        { title: '提出セット' },
      ],
    });
  };
}

/** The mail with the papers, for the contractor's own mail program. Refuses: as `papersOf`. */
export function submissionMail(services: DeskServices): RequestHandler {
  return async (request, response) => {
    const { set, papers } = await papersOf(services, request, response);
    const attachments = papers.map((paper) => ({ ...paper, mediaType: 'application/pdf' }));
    const mail = await unsentMail({ to: set.recipient, subject: set.subject, body: set.body, attachments });
    sendFile(response, 'message/rfc822', 'submission.eml', set.mailName, mail);
  };
}

/** The papers and the words, for an e-contract service, a web form or print. Refuses: as `papersOf`. */
export function submissionFiles(services: DeskServices): RequestHandler {
  return async (request, response) => {
    const { set, papers } = await papersOf(services, request, response);
    const modifiedAt = services.clock.now();
    const words = Buffer.from(`\uFEFF${[set.recipient ?? '', set.subject, '', set.body].join('\r\n')}\r\n`);
    const files = [...papers, { name: '宛先・件名・本文.txt', bytes: words }].map((file) => ({ ...file, modifiedAt }));
    sendFile(response, 'application/zip', 'submission.zip', set.zipName, await zip(files));
  };
}

/**
 * The key notice, and with a prepayment the claim as soon as the contractor said who answers for it.
 *
 * Refuses: as `submissionSetFor`; `claim-must-be-printed-first`: a set that says it has a claim is never without.
 */
async function papersOf(services: DeskServices, request: Request, response: Response) {
  const { reader, by } = personIn(response);
  const guaranteeId = guaranteeIdIn(request.params.id);
  const set = await submissionSetFor(services.db, reader, guaranteeId);
  const { body } = await fileAnswer(services, reader, { guaranteeId, revision: set.revision }, 'key-notice', by);
  const claim = set.claim === 'ready' ? await claimFile(services, reader, guaranteeId, by) : null;
  const notice = { name: set.keyNoticeName, bytes: Buffer.from(body) };
  return { set, papers: claim === null ? [notice] : [notice, { name: set.claimName, bytes: claim }] };
}

function sendFile(response: Response, mediaType: string, asciiName: string, name: string, bytes: Uint8Array): void {
  response.set({ 'Content-Type': mediaType, 'Content-Disposition': attachmentDisposition(asciiName, name) });
  response.end(bytes);
}
