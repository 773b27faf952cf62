/** Prints, signs and stores a 前払金請求書. The file is chosen once; printing again keeps it. */
import { createHash } from 'node:crypto';
import { prepaymentClaimContext } from '../domain/sealing.ts';
import { chooseClaimFile, claimToPrint } from '../prisma/claims.ts';
import { renderDocument } from '../templates/render.ts';
import type { Services } from './services.ts';

/** On return the file of this claim lies in the document store, sealed: it tells a bank account. */
export function printClaim({ db, store, printer, signer, keyRing, clock }: Services) {
  return async (claimId: string): Promise<void> => {
    const claim = await claimToPrint(db, claimId);
    if (claim === null) return;
    const printed = await printer.print({ html: renderDocument('prepayment-claim', claim) });
    const pdf = await signer.sign(printed);
    const sha256 = createHash('sha256').update(pdf).digest('hex');
    const storedSha256 = await store.put(keyRing.seal(pdf, prepaymentClaimContext(claimId)));
    await chooseClaimFile(db, claimId, { sha256, storedSha256 }, clock.now());
  };
}
