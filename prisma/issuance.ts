/** Issuance: number, key and certificate data in one transaction. The guarantee contract is concluded here. */
import { createHash } from 'node:crypto';
import { canonicalJson } from '../domain/canonical-json.ts';
import { certificateData } from '../domain/certificate.ts';
import { type Day, dayInJapan } from '../domain/dates.ts';
import type { RevisionKind } from '../domain/guarantee.ts';
import { formatGuaranteeNumber } from '../domain/guarantee-number.ts';
import type { Form, Product } from '../domain/product.ts';
import { Refusal } from '../domain/refusals.ts';
import { contractOf, termsOf } from './contents.ts';
import type { Database, Transaction } from './database.ts';
import { appendEvents } from './events.ts';
import type { ProductSetting } from './generated/client.ts';
import { closeIncidents } from './incidents.ts';
import { suretyCompanyOn } from './registers.ts';
import { lockRevision, type RevisionKey, stageOf, type WholeRevision } from './revisions.ts';

/**
 * The digest of the revision's certificate data: stored now, or found. Issuing again is the same issuance: one number,
 * one key, the same bytes. `sealNewKey` makes a new key and gives it sealed under the key ring.
 *
 * Refuses: `epoch-must-be-current`, `stage-must-allow-issuance`, `number-series-must-exist`, `register-must-be-in-force`.
 * Source: R-K1, R-K7, R-F4; design, section 5.
 */
export async function issueRevision(
  db: Database,
  key: RevisionKey,
  { runId, sealNewKey, now }: { runId: string; sealNewKey: () => string; now: Date },
): Promise<string> {
  return db.$transaction(async (tx) => {
    const revision = await lockRevision(tx, key);
    const id = { guaranteeId: revision.guaranteeId, revision: revision.number };
    const stored = await tx.certificate.findUnique({ where: { guaranteeId_revision: id }, select: { digest: true } });
    if (stored !== null) {
      await closeIncidents(tx, revision, runId, 'issue', now); // one raised for a success whose answer was lost
      return stored.digest;
    }
    if (stageOf(revision) !== 'issuing') throw new Refusal('stage-must-allow-issuance');

    const setting = await tx.productSetting.findUniqueOrThrow({ where: { product: revision.guarantee.product } });
    const guaranteeNumber = await numberOf(tx, revision, setting);
    await keyOf(tx, revision, sealNewKey, now);
    const canonical = canonicalJson(await dataOf(tx, revision, setting, guaranteeNumber, dayInJapan(now)));
    const digest = createHash('sha256').update(canonical).digest('hex');
    await tx.certificate.createMany({ data: { ...id, canonicalJson: canonical, digest, createdAt: now } });
    await tx.revision.updateMany({
      where: { guaranteeId: id.guaranteeId, number: id.revision },
      data: { issuedAt: now },
    });
    await closeIncidents(tx, revision, runId, 'issue', now);
    const event = { revision: revision.number, kind: 'issued', actorId: null, content: { digest } };
    await appendEvents(tx, revision, [event], now);
    return digest;
  });
}

/** The guarantee's number: the one it has, or the next of its branch's series, without a gap (R-K1). */
async function numberOf(tx: Transaction, { guarantee }: WholeRevision, setting: ProductSetting): Promise<string> {
  if (guarantee.guaranteeNumber !== null) return guarantee.guaranteeNumber;
  const [next] = await tx.$queryRaw<{ prefix: string; lastCounter: number }[]>`
    UPDATE number_series SET last_counter = last_counter + 1
    WHERE branch_id = ${guarantee.branchId} AND prefix = (SELECT series_prefix FROM branch WHERE id = ${guarantee.branchId})
    RETURNING prefix, last_counter AS "lastCounter"`;
  if (next === undefined) throw new Refusal('number-series-must-exist');
  const guaranteeNumber = formatGuaranteeNumber(next.prefix, next.lastCounter, setting.numberSuffix);
  await tx.guarantee.updateMany({ where: { id: guarantee.id }, data: { guaranteeNumber } });
  return guaranteeNumber;
}

/** One key per guarantee, and only for an electronic one (R-M9). */
async function keyOf(
  tx: Transaction,
  { guarantee }: WholeRevision,
  sealNewKey: () => string,
  now: Date,
): Promise<void> {
  if (guarantee.form !== 'electronic') return;
  const found = await tx.authenticationKey.findUnique({
    where: { guaranteeId: guarantee.id },
    select: { guaranteeId: true },
  });
  if (found === null)
    await tx.authenticationKey.createMany({
      data: { guaranteeId: guarantee.id, sealed: sealNewKey(), createdAt: now },
    });
}

async function dataOf(
  tx: Transaction,
  revision: WholeRevision,
  setting: ProductSetting,
  guaranteeNumber: string,
  concludedOn: Day,
) {
  const { guarantee } = revision;
  const { branch, contractor } = guarantee.application;
  const product = guarantee.product as Product;
  return certificateData({
    guaranteeNumber,
    revision: revision.number,
    revisionKind: revision.kind as RevisionKind,
    terms: termsOf(revision, product, guarantee.form as Form),
    contract: contractOf(guarantee.constructionContract),
    contractor: contractor.name,
    depositoryName: product === 'contract-guarantee' ? null : revision.depository,
    guaranteeSentence: setting.guaranteeSentence,
    surety: await suretyCompanyOn(tx, concludedOn),
    branch: { name: branch.name, telephone: branch.telephone, fax: branch.fax },
    concludedOn,
  });
}
