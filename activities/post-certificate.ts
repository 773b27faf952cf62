/** Posts a certificate to D-Sure, then its key; the arrival there is the issue time. */
import { AuthenticationKey } from '../domain/authentication-key.ts';
import { keyContext } from '../domain/sealing.ts';
import type { Stage } from '../domain/stages.ts';
import { intendPosting, recordArrival } from '../prisma/postings.ts';
import { revisionRunId } from '../workflows/ids.ts';
import type { RevisionRef } from '../workflows/messages.ts';
import type { Services } from './services.ts';
import { startMails } from './start-mails.ts';

/**
 * The stage after posting. Posting again is the same posting: D-Sure answers the same arrival. The certificate and its
 * key are both there before the arrival is recorded, so nobody is shown a key that does not open.
 *
 * Refuses: `posted-certificate-must-not-change`, `epoch-must-be-current`, `stage-must-allow-posting`.
 * Source: R-I1, R-I2, R-I3.
 */
export function postCertificate(services: Services) {
  const { db, store, keyRing, dSure, clock } = services;
  return async (revision: RevisionRef): Promise<Stage> => {
    const { sealedKey, stage: _stage, ...certificate } = await intendPosting(db, revision, clock.now());
    const file = await store.get(certificate.fileDigest);
    const { arrivedAt } = await dSure.postCertificate({ ...certificate, revision: revision.revision, file });

    const key = keyRing.open(Buffer.from(sealedKey, 'base64'), keyContext(revision.guaranteeId));
    const { guaranteeNumber } = certificate;
    await dSure.putKey({ guaranteeNumber, key: new AuthenticationKey(Buffer.from(key).toString()) });

    const runId = revisionRunId(revision.guaranteeId, revision.revision);
    const { stage, mailId } = await recordArrival(db, revision, { runId, arrivedAt, now: clock.now() });
    await startMails(services, [mailId]);
    return stage;
  };
}
