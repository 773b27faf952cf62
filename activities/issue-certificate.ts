/** Issues a revision: number, key, certificate data and digest, in one transaction. */
import { randomBytes } from 'node:crypto';
import { generateAuthenticationKey } from '../domain/authentication-key.ts';
import { keyContext } from '../domain/sealing.ts';
import { issueRevision } from '../prisma/issuance.ts';
import { revisionRunId } from '../workflows/ids.ts';
import type { RevisionRef } from '../workflows/messages.ts';
import type { Services } from './services.ts';

/** The digest of the certificate data. Issuing again gives the same number, key and bytes. */
export function issueCertificate({ db, keyRing, clock }: Services) {
  return (revision: RevisionRef): Promise<string> =>
    issueRevision(db, revision, {
      runId: revisionRunId(revision.guaranteeId, revision.revision),
      sealNewKey: () => {
        const key = generateAuthenticationKey((count) => randomBytes(count));
        return Buffer.from(keyRing.seal(Buffer.from(key.reveal()), keyContext(revision.guaranteeId))).toString(
          'base64',
        );
      },
      now: clock.now(),
    });
}
