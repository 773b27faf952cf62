/** What the checks beside an application stand on, as tables and registers hold it now. */
import { electronicAcceptance } from '../domain/acceptance.ts';
import { type Day, dayInJapan } from '../domain/dates.ts';
import type { Form, Product } from '../domain/product.ts';
import { Refusal } from '../domain/refusals.ts';
import { type ReviewCheck, type ReviewFacts, reviewFindings, type Severity, stopsOf } from '../domain/review-checks.ts';
import type { Stage } from '../domain/stages.ts';
import { type Yen, yen } from '../domain/yen.ts';
import { warningFacts } from './application-facts.ts';
import { contractOf, termsOf } from './contents.ts';
import type { Database, Transaction } from './database.ts';
import { fromDay } from './days.ts';
import { revisionFee } from './fees.ts';
import { acceptanceRules, authorityMinimums } from './registers.ts';
import type { WholeRevision } from './revisions.ts';

/** Stages at which a guarantee weighs on its contractor's limit: promised or in force. */
const weighing: readonly Stage[] = [
  'awaiting-fee',
  'issuing',
  'posting',
  'posted',
  'dispatching',
  'dispatched',
  'submitted',
];
/** Stages at which nothing came of an application. */
const gone: readonly Stage[] = ['declined', 'withdrawn', 'superseded'];

/** Everything that the checks read. */
export async function reviewFacts(tx: Transaction, revision: WholeRevision, today: Day): Promise<ReviewFacts> {
  const { guarantee } = revision;
  const contract = contractOf(guarantee.constructionContract);
  const terms = termsOf(revision, guarantee.product as Product, guarantee.form as Form);
  const { product, form } = terms;
  const question = { contract, originalContractOn: contract.contractOn, product, today };
  return {
    contract,
    terms,
    today,
    ...(await warningFacts(tx, { contract })),
    prepaymentGuaranteedYen: product === 'midterm-prepayment' ? await prepaymentOf(tx, guarantee) : null,
    acceptance:
      form === 'electronic' ? electronicAcceptance(await acceptanceRules(tx, contract.authorityId), question) : null,
    feeYen: await feeOf(tx, revision),
    duplicates: await duplicatesOf(tx, guarantee, contract.projectName),
    ...(await authorityMinimums(tx, contract)),
    outstandingYen: await outstandingOf(tx, guarantee, today),
    limitYen: await limitOf(tx, guarantee.contractorId, today),
    papers: await tx.attachment.count({ where: { applicationId: guarantee.applicationId } }),
  };
}

/** What every check weighs on a day and who says so, by the register; a check without a row is a warning. */
export async function checkRulesOn(db: Database | Transaction, on: Day) {
  const rows = await db.reviewCheckRule.findMany({
    where: { effectiveOn: { lte: fromDay(on) } },
    orderBy: { effectiveOn: 'desc' },
  });
  return (check: ReviewCheck): { severity: Severity; source: string | null } => {
    const row = rows.find((each) => each.check === check);
    return { severity: (row?.severity as Severity | undefined) ?? 'warning', source: row?.source ?? null };
  };
}

/** What every check weighs on a day. */
export async function severitiesOn(db: Database | Transaction, on: Day): Promise<(check: ReviewCheck) => Severity> {
  const rules = await checkRulesOn(db, on);
  return (check) => rules(check).severity;
}

/** The stops of the register that hold the approval of this guarantee back. Where the register has none, nothing is looked up. */
export async function stopsNow(tx: Transaction, revision: WholeRevision, now: Date): Promise<readonly ReviewCheck[]> {
  if ((await tx.reviewCheckRule.count({ where: { severity: 'stop' } })) === 0) return [];
  const today = dayInJapan(now);
  const severityOf = await severitiesOn(tx, today);
  return stopsOf(reviewFindings(await reviewFacts(tx, revision, today), severityOf));
}

type Guarantee = WholeRevision['guarantee'];

/** The prepayment that we guaranteed on these works, by contract or by the same works of the same contractor. */
async function prepaymentOf(tx: Transaction, guarantee: Guarantee): Promise<Yen | null> {
  const found = await tx.revision.findFirst({
    where: { stage: { in: [...weighing] }, guarantee: { ...sameWorks(guarantee), product: 'prepayment' } },
    orderBy: { stageSince: 'desc' },
    select: { amountYen: true },
  });
  return found === null ? null : yen(found.amountYen);
}

async function duplicatesOf(tx: Transaction, guarantee: Guarantee, projectName: string): Promise<string[]> {
  const found = await tx.guarantee.findMany({
    where: {
      ...sameWorks(guarantee),
      id: { not: guarantee.id },
      product: guarantee.product,
      constructionContract: { projectName, authorityId: guarantee.authorityId },
      revisions: { some: { stage: { notIn: [...gone] } } },
    },
    select: { application: { select: { receiptNumber: true } } },
    orderBy: { position: 'desc' },
    take: 5,
  });
  return found.map(({ application }) => application.receiptNumber);
}

/** Guarantees of the same contractor on works of the same name at the same authority. */
function sameWorks({ contractorId, authorityId, constructionContract }: Guarantee) {
  return { contractorId, authorityId, constructionContract: { projectName: constructionContract.projectName } };
}

/** What is guaranteed for the contractor now, but for this guarantee: the newest revision of each, until the works end. */
async function outstandingOf(tx: Transaction, { id, contractorId }: Guarantee, today: Day): Promise<Yen> {
  const [row] = await tx.$queryRaw<{ sum: bigint }[]>`
    SELECT coalesce(sum(newest.amount_yen), 0)::bigint AS sum
    FROM guarantee
    JOIN construction_contract contract ON contract.id = guarantee.construction_contract_id
    JOIN LATERAL (
      SELECT amount_yen, kind, stage FROM revision WHERE revision.guarantee_id = guarantee.id
      ORDER BY number DESC LIMIT 1
    ) newest ON true
    WHERE guarantee.contractor_id = ${contractorId}::uuid AND guarantee.id <> ${id}::uuid
      AND newest.stage = ANY (${[...weighing]}) AND newest.kind <> 'termination' AND contract.works_to_on >= ${fromDay(today)}`;
  return yen(row?.sum ?? 0n);
}

async function limitOf(tx: Transaction, contractorId: string, today: Day): Promise<Yen | null> {
  const row = await tx.contractorLimit.findFirst({
    where: { contractorId, effectiveOn: { lte: fromDay(today) } },
    orderBy: { effectiveOn: 'desc' },
  });
  return row === null ? null : yen(row.limitYen);
}

/** The fee as it would be fixed; null where the register has no table for the day. */
async function feeOf(tx: Transaction, revision: WholeRevision): Promise<Yen | null> {
  try {
    return yen((await revisionFee(tx, revision)).feeYen);
  } catch (error) {
    if (error instanceof Refusal && error.refusal === 'register-must-be-in-force') return null;
    throw error;
  }
}
