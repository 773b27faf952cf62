/** 前払金請求書: what one is made from, the words that a contractor saved for it, and the printed files. */

import { createHash, randomUUID } from 'node:crypto';
import { canonicalJson } from '../domain/canonical-json.ts';
import type { CertificateData } from '../domain/certificate.ts';
import type { RevisionKind } from '../domain/guarantee.ts';
import { type ClaimContent, type ClaimEntries, claimedYen } from '../domain/prepayment-claim.ts';
import { Refusal } from '../domain/refusals.ts';
import type { Reader } from '../domain/scopes.ts';
import type { Yen } from '../domain/yen.ts';
import type { Database, Transaction } from './database.ts';
import type { Prisma } from './generated/client.ts';
import { uuidForm } from './keyset.ts';
import { isOwn, visibleTo } from './visibility.ts';

/** What the claim of a guarantee's newest issuance would say. */
export interface ClaimSituation {
  readonly certificate: CertificateData;
  readonly contractorAddress: string;
  readonly claimedYen: Yen;
  /** What was saved for this guarantee, else for the company; null: nothing yet. */
  readonly entries: ClaimEntries | null;
  /** The application's 連絡先: what the officer's fields begin with. */
  readonly contact: { readonly officer: string; readonly officerTelephone: string };
}

/**
 * Read from the certificate of the newest issuance, so that claim and certificate never differ. Null where there is
 * nothing to claim: a contract guarantee, paper, a decrease, before the arrival at D-Sure.
 *
 * Refuses: `guarantee-must-exist`.
 */
export async function claimSituation(
  db: Database | Transaction,
  reader: Reader,
  id: string,
): Promise<ClaimSituation | null> {
  const guarantee = await db.guarantee.findFirst({
    where: { id, ...visibleTo(reader) },
    include: {
      claimEntries: true,
      application: { include: { contractor: true } },
      revisions: {
        where: { arrivedAt: { not: null } },
        orderBy: { number: 'asc' },
        include: { certificate: { select: { canonicalJson: true } } },
      },
    },
  });
  if (guarantee === null || !isOwn(reader, guarantee)) throw new Refusal('guarantee-must-exist');
  const { revisions, application, contractorId } = guarantee;
  const certificate = revisions.at(-1)?.certificate;
  const issuances = revisions.map(({ kind, amountYen }) => ({
    kind: kind as RevisionKind,
    amountYen: Number(amountYen),
  }));
  const amount = claimedYen(guarantee.product as CertificateData['product'], issuances);
  if (amount === null || certificate == null) return null;
  const setting = guarantee.claimEntries ?? (await db.claimSetting.findUnique({ where: { contractorId } }));
  const { contactDepartment, contactPost, contactPerson, contactTelephone } = application;
  return {
    certificate: JSON.parse(certificate.canonicalJson) as CertificateData,
    contractorAddress: application.contractor.address,
    claimedYen: amount,
    entries: (setting?.entries ?? null) as ClaimEntries | null,
    contact: {
      officer: [contactDepartment, contactPost, contactPerson].filter(Boolean).join('　'),
      officerTelephone: contactTelephone ?? '',
    },
  };
}

/** Keeps the words for this guarantee, and where wanted for every later one of the company. */
export async function saveClaimEntries(
  db: Database,
  of: { readonly guaranteeId: string; readonly contractorId: string; readonly userId: string },
  entries: ClaimEntries,
  forAll: boolean,
  now: Date,
): Promise<void> {
  const saved = { entries: { ...entries }, savedById: of.userId, savedAt: now };
  const { guaranteeId, contractorId } = of;
  await db.claimEntries.upsert({ where: { guaranteeId }, create: { guaranteeId, ...saved }, update: saved });
  if (forAll)
    await db.claimSetting.upsert({ where: { contractorId }, create: { contractorId, ...saved }, update: saved });
}

/** The row of exactly this content, new or from before. Another word, day or template is another row. */
export async function claimOf(
  db: Database,
  guaranteeId: string,
  content: ClaimContent,
  templateVersion: string,
  now: Date,
) {
  const digest = createHash('sha256').update(canonicalJson({ content, templateVersion })).digest('hex');
  const data = { id: randomUUID(), guaranteeId, digest, content: content as unknown as Prisma.InputJsonObject };
  await db.prepaymentClaim.createMany({ data: { ...data, createdAt: now }, skipDuplicates: true });
  return db.prepaymentClaim.findUniqueOrThrow({ where: { guaranteeId_digest: { guaranteeId, digest } } });
}

/** Where the claim's file lies; null while it is not printed. */
export async function claimFileOf(db: Database, id: string): Promise<{ storedSha256: string } | null> {
  const { storedSha256 } = await db.prepaymentClaim.findUniqueOrThrow({ where: { id } });
  return storedSha256 === null ? null : { storedSha256 };
}

/**
 * A claim of this guarantee that is printed, for the staff: exactly what the contractor was given on that day.
 *
 * Refuses: `guarantee-must-exist`; `document-must-exist` where it is not printed, or of another guarantee.
 */
export async function printedClaimFor(db: Database, reader: Reader, guaranteeId: string, id: string) {
  if ((await db.guarantee.count({ where: { id: guaranteeId, ...visibleTo(reader) } })) === 0)
    throw new Refusal('guarantee-must-exist');
  const claim = uuidForm.test(id) ? await db.prepaymentClaim.findFirst({ where: { id, guaranteeId } }) : null;
  if (claim === null || claim.storedSha256 === null || claim.sha256 === null) throw new Refusal('document-must-exist');
  const { certificate } = claim.content as unknown as ClaimContent;
  return { id, sha256: claim.sha256, storedSha256: claim.storedSha256, certificate };
}

/** What to print; null where it is printed already. Refuses: `document-must-exist`. */
export async function claimToPrint(db: Database, id: string): Promise<ClaimContent | null> {
  const claim = await db.prepaymentClaim.findUnique({ where: { id } });
  if (claim === null) throw new Refusal('document-must-exist');
  return claim.storedSha256 === null ? (claim.content as unknown as ClaimContent) : null;
}

/** The file of this claim: this one, or the first ever printed. */
export async function chooseClaimFile(
  db: Database,
  id: string,
  file: { readonly sha256: string; readonly storedSha256: string },
  now: Date,
): Promise<void> {
  await db.prepaymentClaim.updateMany({ where: { id, storedSha256: null }, data: { ...file, printedAt: now } });
}
