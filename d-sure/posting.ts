/** Posting (掲載): a surety company's certificate arrives. */
import { randomUUID } from 'node:crypto';
import { Refusal } from '../domain/refusals.ts';
import { readCertificate } from './certificate-schema.ts';
import type { Transaction } from './database.ts';
import type { Services } from './services.ts';
import { sha256 } from './sha256.ts';
import type { Surety } from './sureties.ts';
import { typedNumber } from './typed-number.ts';

export interface Posting {
  readonly guaranteeNumber: string;
  readonly revision: number;
  /** Canonical JSON, byte for byte. */
  readonly certificate: string;
  readonly certificateDigest: string;
  readonly file: Uint8Array;
  readonly fileDigest: string;
}

export interface Arrival {
  readonly arrivedAt: Date;
  /** Whether this very request brought it; false where it had arrived before. */
  readonly isNew: boolean;
}

/**
 * The revision is posted, with the time of its first arrival. Posting the same again is the same posting: its identity is
 * the two digests. The file is stored before the row: a crash between them leaves a file that the next try finds.
 *
 * Refuses: `posted-digest-must-match-content`, `posted-file-must-be-a-pdf`, `posted-certificate-must-be-readable`,
 * `posted-certificate-must-match-address`, `posted-number-must-be-free`, `posted-certificate-must-not-change`.
 * Source: R-I1, R-I3, R-I5.
 */
export async function postCertificate(services: Services, surety: Surety, posting: Posting): Promise<Arrival> {
  check(posting);
  await services.files.store(posting.file);
  return services.database.$transaction(async (transaction) => {
    const { guaranteeNumber, revision, certificateDigest, fileDigest } = posting;
    if (await isNewGuarantee(transaction, surety, guaranteeNumber)) return arrive(transaction, posting, services.now());
    const posted = await transaction.revision.findUnique({
      where: { guaranteeNumber_revision: { guaranteeNumber, revision } },
    });
    if (posted === null) return arrive(transaction, posting, services.now());
    if (posted.certificateDigest === certificateDigest && posted.fileDigest === fileDigest) {
      return { arrivedAt: posted.arrivedAt, isNew: false };
    }
    throw new Refusal('posted-certificate-must-not-change');
  });
}

function check(posting: Posting): void {
  if (sha256(posting.certificate) !== posting.certificateDigest || sha256(posting.file) !== posting.fileDigest) {
    throw new Refusal('posted-digest-must-match-content');
  }
  if (Buffer.from(posting.file.subarray(0, 5)).toString('latin1') !== '%PDF-')
    throw new Refusal('posted-file-must-be-a-pdf');
  const data = readCertificate(posting.certificate);
  if (data === null) throw new Refusal('posted-certificate-must-be-readable');
  if (data.guaranteeNumber !== posting.guaranteeNumber || data.revision !== posting.revision) {
    throw new Refusal('posted-certificate-must-match-address');
  }
}

/**
 * Whether the guarantee's row was made here. It exists, is this surety's, and is locked until the transaction ends: twins
 * come one after the other. Refuses: `posted-number-must-be-free`, also for a number that reads like another.
 */
async function isNewGuarantee(transaction: Transaction, surety: Surety, number: string): Promise<boolean> {
  const typed = typedNumber(number);
  const made = await transaction.$executeRaw`
    INSERT INTO guarantee (number, typed, surety_id) VALUES (${number}, ${typed}, ${surety.id}) ON CONFLICT DO NOTHING`;
  if (made === 1) return true;
  const rows = await transaction.$queryRaw<{ surety_id: string }[]>`
    SELECT surety_id FROM guarantee WHERE number = ${number} FOR NO KEY UPDATE`;
  if (rows[0]?.surety_id !== surety.id) throw new Refusal('posted-number-must-be-free');
  return false;
}

async function arrive(transaction: Transaction, posting: Posting, arrivedAt: Date): Promise<Arrival> {
  const { guaranteeNumber, revision, certificate, certificateDigest, fileDigest } = posting;
  await transaction.revision.create({
    data: {
      id: randomUUID(),
      guaranteeNumber,
      revision,
      certificateJson: certificate,
      certificateDigest,
      fileDigest,
      arrivedAt,
    },
  });
  return { arrivedAt, isNew: true };
}
