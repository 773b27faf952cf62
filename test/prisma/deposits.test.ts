/** Deposits count once, for fees that are due, in full, and only because a person said so. */

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { feePayments } from '../../domain/application.ts';
import type { BankDeposit } from '../../domain/bank-deposits.ts';
import { day, dayInJapan } from '../../domain/dates.ts';
import { staffReader } from '../../domain/scopes.ts';
import { yen } from '../../domain/yen.ts';
import { bankFiles, depositsIn, findBankFile, keepBankFile } from '../../prisma/bank-files.ts';
import { acceptCommand } from '../../prisma/commands.ts';
import { countDeposit, openAgain, setAside } from '../../prisma/count-deposits.ts';
import type { Database } from '../../prisma/database.ts';
import { proposals } from '../../prisma/deposit-proposals.ts';
import { feeBill } from '../../prisma/fee-bill.ts';
import { closeMonth } from '../../prisma/fee-bills.ts';
import { listedFees } from '../../prisma/fee-listing.ts';
import { feesDue } from '../../prisma/fees-due.ts';
import { recordCommand } from '../../prisma/record-command.ts';
import { samples } from '../../prisma/sample-registers.ts';
import { createCase, recorded } from '../activities/support/cases.ts';
import { buildExample } from '../support/cases.ts';
import { openServiceTables, type ServiceTables } from '../support/service-tables.ts';

const reader = staffReader('all');
const actor = { userId: samples.users.operator, roles: ['operator'], address: '203.0.113.1' };
let tables: ServiceTables;
let db: Database;
let owner: Database;

beforeAll(async () => {
  tables = await openServiceTables();
  ({ db, owner } = tables);
});
afterAll(() => tables.close());

/** A prepayment guarantee whose fee of 39,400 yen is due. */
async function feeDue() {
  const means = { db, activities: { recordCommand: recordNow } as never };
  const application = buildExample(new Date(), { feePayment: perCase });
  const revision = await createCase(means, 'applied', application);
  await recorded(means, revision, 'approve');
  return revision;
}

const perCase = feePayments.find((way) => way !== 'monthly-batch') as (typeof feePayments)[number];

function recordNow(revision: { epoch: number }, commandId: string) {
  return recordCommand(db, commandId, revision.epoch, new Date());
}

let files = 0;
function deposit(amountYen: number, own: Partial<BankDeposit> = {}): BankDeposit {
  files += 1;
  const reference = String(files).padStart(6, '0');
  const facts = { receivedOn: dayInJapan(new Date()), amountYen: yen(amountYen), payer: 'カ)ナマエ', note: '' };
  return { line: 1, ...facts, reference, isCancellation: false, ...own };
}

async function takeIn(...deposits: BankDeposit[]) {
  const bytes = Buffer.from(JSON.stringify(deposits));
  const file = { fileName: 'a.txt', bytes, format: 'sheet' as const, account: 'a', actor };
  const taken = await keepBankFile(
    db,
    { ...file, deposits: deposits.map((each, n) => ({ ...each, line: n + 1 })) },
    new Date(),
  );
  return { ...taken, deposits: await depositsIn(db, { fileId: taken.fileId }, 100) };
}

const idsOf = async (...guaranteeIds: string[]) =>
  (await feesDue(db, reader)).filter((fee) => guaranteeIds.includes(fee.guaranteeId ?? '')).map(({ id }) => id);

test('a fee is due so many working days after its approval, and is paid by the command that the deposit causes', async () => {
  const { guaranteeId, revision, epoch } = await feeDue();
  const [fee] = (await feesDue(db, reader)).filter((each) => each.guaranteeId === guaranteeId);
  expect(fee).toMatchObject({ feeYen: 39_400, contractorName: '〇〇建設 株式会社' });
  expect((fee?.dueOn ?? '') > dayInJapan(new Date())).toBe(true);
  const { deposits } = await takeIn(deposit(39_400));
  const counting = { depositId: deposits[0]?.id ?? '', feeIds: [fee?.id ?? ''], actor, reader, rememberPayer: true };
  const commands = await countDeposit(db, counting, new Date());
  expect(commands.map(({ name, content }) => ({ name, content }))).toEqual([
    { name: 'recordFeePayment', content: { amountYen: 39_400, paidOn: dayInJapan(new Date()) } },
  ]);
  expect(await idsOf(guaranteeId)).toEqual([]);
  await expect(countDeposit(db, counting, new Date())).rejects.toMatchObject({ refusal: 'deposit-must-be-open' });
  const outcome = await recordCommand(db, commands[0]?.id ?? '', epoch, new Date());
  expect(outcome).toMatchObject({ state: 'applied', stage: 'issuing' });
  const row = await db.revision.findUniqueOrThrow({ where: { guaranteeId_number: { guaranteeId, number: revision } } });
  expect(row.feePaidOn).not.toBeNull();
  const again = await takeIn(deposit(1));
  const proposed = await proposals(db, again.deposits, await feesDue(db, reader));
  expect([...proposed.values()][0]?.kind).not.toBe('unknown-payer'); // the name was remembered
});

test('two people who count two deposits for one fee pay it once', async () => {
  const { guaranteeId } = await feeDue();
  const feeIds = await idsOf(guaranteeId);
  const { deposits } = await takeIn(deposit(39_400), deposit(39_400));
  const counted = await Promise.allSettled(
    deposits.map(({ id }) =>
      countDeposit(db, { depositId: id, feeIds, actor, reader, rememberPayer: false }, new Date()),
    ),
  );
  expect(counted.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(counted.find((each) => each.status === 'rejected')?.reason).toMatchObject({ refusal: 'fees-must-be-due' });
  expect(await db.command.count({ where: { guaranteeId, name: 'recordFeePayment' } })).toBe(1);
});

test('of a deposit and a payment at the counter for one fee at once, one is recorded (fee-must-be-free)', async () => {
  const { guaranteeId, revision, epoch } = await feeDue();
  const counting = { feeIds: await idsOf(guaranteeId), actor, reader, rememberPayer: false };
  const { deposits } = await takeIn(deposit(39_400));
  const content = { amountYen: 39_400, paidOn: dayInJapan(new Date()), means: 'cash' };
  const sent = { client: 'counter', idempotencyKey: guaranteeId, userId: actor.userId, by: actor, incidentId: null };
  const atCounter = { ...sent, name: 'recordFeePayment' as const, guaranteeId, revision, content };
  const [[byDeposit], byHand] = await Promise.all([
    countDeposit(db, { ...counting, depositId: deposits[0]?.id ?? '' }, new Date()),
    acceptCommand(db, atCounter, new Date()),
  ]);
  expect(await recordCommand(db, byHand.id, epoch, new Date())).toMatchObject({
    state: 'refused',
    refusal: 'fee-must-be-free',
  });
  expect(await recordCommand(db, byDeposit?.id ?? '', epoch, new Date())).toMatchObject({ state: 'applied' });
  const recordedOnce = { guaranteeId, name: 'recordFeePayment', state: 'applied' };
  expect(await db.command.count({ where: recordedOnce })).toBe(1);
});

test('one deposit pays several fees, and nothing but their sum', async () => {
  const [one, other] = [await feeDue(), await feeDue()];
  const feeIds = await idsOf(one.guaranteeId, other.guaranteeId);
  const { deposits } = await takeIn(deposit(78_800), deposit(78_801));
  const counting = (depositId = '', ids = feeIds) => ({ depositId, feeIds: ids, actor, reader, rememberPayer: false });
  await expect(countDeposit(db, counting(deposits[1]?.id), new Date())).rejects.toMatchObject({
    refusal: 'fees-must-make-up-the-deposit',
    sentence: expect.stringContaining('78,800円'),
  });
  await expect(countDeposit(db, counting(deposits[0]?.id, []), new Date())).rejects.toMatchObject({
    refusal: 'fees-must-be-chosen',
  });
  expect(await countDeposit(db, counting(deposits[0]?.id), new Date())).toHaveLength(2);
});

test('where the payment was refused, the deposit waits again; where it was recorded, it does not', async () => {
  const revision = await feeDue();
  const { deposits } = await takeIn(deposit(39_400));
  const depositId = deposits[0]?.id ?? '';
  const counting = { depositId, feeIds: await idsOf(revision.guaranteeId), actor, reader, rememberPayer: false };
  const [command] = await countDeposit(db, counting, new Date());
  await expect(openAgain(db, depositId, actor, new Date())).rejects.toMatchObject({ refusal: 'deposit-must-be-open' });
  const means = { db, activities: { recordCommand: recordNow } as never };
  await recorded(means, revision, 'withdraw', { by: 'contractor' });
  expect(await recordNow(revision, command?.id ?? '')).toMatchObject({ state: 'refused' });
  await openAgain(db, depositId, actor, new Date());
  expect(await depositsIn(db, { fileId: deposits[0]?.fileId ?? '', state: 'waiting' }, 9)).toHaveLength(1);
});

test('a cancellation never counts, and a deposit is set aside with a reason only', async () => {
  const { deposits } = await takeIn(deposit(39_400, { isCancellation: true }));
  const depositId = deposits[0]?.id ?? '';
  const counting = { depositId, feeIds: ['fee.x'], actor, reader, rememberPayer: false };
  await expect(countDeposit(db, counting, new Date())).rejects.toMatchObject({
    refusal: 'deposit-must-not-be-a-cancellation',
  });
  await expect(setAside(db, depositId, '', actor, new Date())).rejects.toMatchObject({
    refusal: 'reason-must-be-given',
  });
  await setAside(db, depositId, '銀行が取り消した入金', actor, new Date());
  await expect(setAside(db, depositId, 'もう一度', actor, new Date())).rejects.toMatchObject({
    refusal: 'deposit-must-be-open',
  });
  await openAgain(db, depositId, actor, new Date());
  const unknown = '00000000-0000-4000-8000-00000000dead';
  await expect(setAside(db, unknown, '理由', actor, new Date())).rejects.toMatchObject({
    refusal: 'deposit-must-exist',
  });
});

test('a file is taken in once, and of files that overlap each deposit once', async () => {
  const [one, other] = [deposit(100), deposit(200)];
  const first = await takeIn(one);
  expect(first).toMatchObject({ added: 1, known: 0 });
  await expect(takeIn(one)).rejects.toMatchObject({ refusal: 'bank-file-must-be-new', field: 'file' });
  expect(await takeIn(one, other)).toMatchObject({ added: 1, known: 1 });
  expect((await bankFiles(db, 2))[0]).toMatchObject({ waiting: 1, uploadedBy: '運用 三郎', sumYen: 200n });
  await expect(findBankFile(db, '00000000-0000-4000-8000-00000000dead')).rejects.toMatchObject({
    refusal: 'bank-file-must-exist',
  });
});

test('two deposits that would pay the same fee are not both proposed', async () => {
  const { guaranteeId } = await feeDue();
  const due = (await feesDue(db, reader)).filter((fee) => fee.guaranteeId === guaranteeId);
  const payer = '〇〇建設 株式会社';
  const { deposits } = await takeIn(deposit(39_400, { payer }), deposit(39_400, { payer }));
  const proposed = await proposals(db, deposits, due);
  expect(deposits.map(({ id }) => proposed.get(id)?.kind)).toEqual(['exact', 'several-ways']);
});

test('a month in batch is one bill of its payer, closed once, and paid by a deposit', async () => {
  const issued = await Promise.all([1, 2].map(() => feeDue()));
  const guaranteeIds = issued.map(({ guaranteeId }) => guaranteeId);
  await owner.revision.updateMany({
    where: { guaranteeId: { in: guaranteeIds } },
    data: { feePayment: 'monthly-batch', stage: 'posted', issuedAt: new Date('2026-03-10T03:00:00Z') },
  });
  const month = day('2026-03-01');
  await expect(closeMonth(db, month, actor, new Date('2026-03-31T14:00:00Z'))).rejects.toMatchObject({
    refusal: 'month-must-be-over',
  });
  const closed = new Date('2026-04-01T00:00:00Z');
  const made = await Promise.all([closeMonth(db, month, actor, closed), closeMonth(db, month, actor, closed)]);
  expect(made.sort()).toEqual([0, 1]);
  const due = { state: 'due', kind: 'bill', today: dayInJapan(new Date()) } as const;
  const [bill] = (await listedFees(db, reader, due, { limit: 10 })).rows;
  const billId = bill?.billId ?? '';
  expect(bill).toMatchObject({ monthOn: month, dueOn: '2026-04-30', feeYen: 78_800n });
  expect((await feeBill(db, reader, billId)).lines).toHaveLength(2);
  const { deposits } = await takeIn(deposit(78_800));
  const counting = {
    depositId: deposits[0]?.id ?? '',
    feeIds: [`bill.${billId}`],
    actor,
    reader,
    rememberPayer: false,
  };
  expect(await countDeposit(db, counting, new Date())).toEqual([]);
  expect((await listedFees(db, reader, due, { limit: 10 })).rows).toEqual([]);
  await expect(feeBill(db, reader, guaranteeIds[0] ?? '')).rejects.toMatchObject({ refusal: 'bill-must-exist' });
});
