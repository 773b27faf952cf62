/** GET /guarantees/:id/claims/:claimId: a printed 前払金請求書, for the staff as the contractor has it. Who read it is written down first. */
import type { RequestHandler } from 'express';
import { prepaymentClaimContext } from '../../../domain/sealing.ts';
import { claimTitle } from '../../../domain/submission-set.ts';
import { printedClaimFor } from '../../../prisma/claims.ts';
import { recordReading } from '../../../prisma/readings.ts';
import { attachmentDisposition } from '../../../web/content-disposition.ts';
import { send } from '../../answer.ts';
import { caseIdIn } from '../case-address.ts';
import type { OperationsServices } from '../operations-services.ts';
import { personIn, readerIn } from '../signed-in.ts';

/** Refuses: `guarantee-must-exist`; `document-must-exist` where it is not printed yet. */
export function claim(services: OperationsServices): RequestHandler {
  const { db, clock, store, keyRing } = services;
  return async (request, response) => {
    const guaranteeId = caseIdIn(request.params.id);
    const claimId = String(request.params.claimId);
    const found = await printedClaimFor(db, readerIn(response), guaranteeId, claimId);
    const { product, guaranteeNumber, revision } = found.certificate;
    const body = keyRing.open(await store.get(found.storedSha256), prepaymentClaimContext(found.id));
    const by = personIn(response).by;
    await recordReading(db, { kind: 'claim-read', guaranteeId, revision, by }, clock.now());
    const name = `${claimTitle(product)}_${guaranteeNumber}_No${revision}.pdf`;
    send(response, {
      status: 200,
      headers: {
        'Content-Type': 'application/pdf',
        'Content-Disposition': attachmentDisposition('prepayment-claim.pdf', name),
        ETag: `"${found.sha256}"`,
      },
      body,
    });
  };
}
