/** Sample registers and people, for a first look and for tests. Invented throughout, but for the authorities' names. */
import type { WorksKind } from '../domain/construction-contract.ts';
import type { Day } from '../domain/dates.ts';
import { earliestDay } from '../domain/fields.ts';
import { type Product, products } from '../domain/product.ts';
import { sampleFeeTable } from '../domain/sample-fee-table.ts';
import { sampleTerms } from '../domain/sample-terms.ts';
import type { Scope } from '../domain/scopes.ts';
import { bankSearchKey } from '../domain/text.ts';
import type { Database } from './database.ts';
import { fromDay } from './days.ts';
import type { Prisma } from './generated/client.ts';
import { createApiKey, revokeApiKey } from './people.ts';
import { acceptanceRules, authorities, departments } from './sample-authorities.ts';
import { sampleStaff, seedStaff } from './sample-staff.ts';
import { branchReceptions, closedCalendars, closedDays, scheduleRules } from './sample-working-days.ts';

/** The ids of the sample rows that examples and tests name. */
export const samples = {
  contractorId: '00000000-0000-4000-8000-000000000001',
  otherContractorId: '00000000-0000-4000-8000-000000000002',
  users: {
    contractor: '00000000-0000-4000-8000-000000000011',
    reviewer: sampleStaff.reviewer.id,
    approver: sampleStaff.approver.id,
    operator: sampleStaff.operator.id,
    auditor: sampleStaff.auditor.id,
    otherContractor: '00000000-0000-4000-8000-000000000021',
  },
  branchId: 'tochigi',
  authorityId: 'takanezawa',
  departmentId: 'takanezawa-soumu',
  bankBranchId: 'sample-bank-xx',
} as const;

/** Writes the sample rows where they are not there yet. Rows that somebody changed stay as they are. */
export async function seedRegisters(db: Database): Promise<void> {
  await db.contractor.createMany({ data: contractors, skipDuplicates: true });
  await db.user.createMany({ data: users, skipDuplicates: true });
  await db.branch.createMany({ data: branches, skipDuplicates: true });
  await seedStaff(db);
  await db.branchReception.createMany({ data: branchReceptions(branches), skipDuplicates: true });
  await db.closedCalendar.createMany({ data: closedCalendars, skipDuplicates: true });
  await db.closedDay.createMany({ data: closedDays(), skipDuplicates: true });
  await db.scheduleRule.createMany({ data: scheduleRules, skipDuplicates: true });
  await db.numberSeries.createMany({
    data: branches.map(({ id, seriesPrefix }) => ({ branchId: id, prefix: seriesPrefix })),
    skipDuplicates: true,
  });
  await db.productSetting.createMany({ data: products.map(productSetting), skipDuplicates: true });
  await db.feePaymentRule.createMany({ data: feePaymentRules, skipDuplicates: true });
  await db.suretyCompany.createMany({ data: suretyCompanies, skipDuplicates: true });
  await db.authority.createMany({ data: authorities, skipDuplicates: true });
  await db.department.createMany({ data: departments, skipDuplicates: true });
  await db.acceptanceRule.createMany({ data: acceptanceRules, skipDuplicates: true });
  await db.authorityRatio.createMany({ data: usualRatios, skipDuplicates: true });
  await db.submissionProfile.createMany({ data: profiles, skipDuplicates: true });
  await db.bankBranch.createMany({ data: bankBranches, skipDuplicates: true });
  await db.termsOfUse.createMany({ data: { ...sampleTerms }, skipDuplicates: true });
  const { version, effectiveFromOn } = sampleFeeTable;
  const content = sampleFeeTable as unknown as Prisma.InputJsonObject;
  await db.feeTable.createMany({
    data: { version, effectiveOn: fromDay(effectiveFromOn), content },
    skipDuplicates: true,
  });
}

const contractors = [
  {
    id: samples.contractorId,
    name: '〇〇建設 株式会社',
    address: '栃木県塩谷郡高根沢町見本1番地',
    notificationAddress: 'tsuuchi@marumaru-kensetsu.example.jp',
    monthlyBatch: true,
  },
  {
    id: samples.otherContractorId,
    name: '△△土木 有限会社',
    address: '栃木県宇都宮市見本2番地',
    notificationAddress: 'tsuuchi@sankaku-doboku.example.jp',
    monthlyBatch: false,
  },
];

const users = [
  { id: samples.users.contractor, name: '見本 花子', roles: ['contractor'], contractorId: samples.contractorId },
  {
    id: samples.users.otherContractor,
    name: '見本 太郎',
    roles: ['contractor'],
    contractorId: samples.otherContractorId,
  },
];

const branches = [
  branch('tochigi', '栃木支店', '栃木県宇都宮市見本町1番1号', '028-000', '31074'),
  branch('tokyo', '東京支店', '東京都中央区見本町1丁目1番1号', '03-0000', '31013'),
];

function branch(id: string, name: string, address: string, area: string, seriesPrefix: string) {
  return { id, code: seriesPrefix, name, address, telephone: `${area}-0000`, fax: `${area}-0001`, seriesPrefix };
}

/** Letters and sentences are inferred or our own wording; limits are examples. */
const productTexts: Record<Product, { letter: string; terms: string; secondApprovalYen: bigint }> = {
  prepayment: { letter: 'M', terms: '前払金保証約款', secondApprovalYen: 100_000_000n },
  'midterm-prepayment': { letter: 'C', terms: '中間前払金保証約款', secondApprovalYen: 100_000_000n },
  'contract-guarantee': { letter: 'K', terms: '契約保証特約', secondApprovalYen: 50_000_000n },
};

function productSetting(product: Product) {
  const { letter, terms, secondApprovalYen } = productTexts[product];
  return {
    product,
    numberSuffix: letter,
    guaranteeSentence: `当社は、${terms}に基づいて上記の保証契約を結び、その責任を負います。`,
    secondApprovalYen,
    reminderDays: [5, 1],
    keyNoticeTitle: '電子保証にかかる「認証キー」のお知らせ',
  };
}

const feePaymentRules = [
  {
    id: 'fees-2020',
    effectiveOn: fromDay('2020-04-01' as never),
    dueWorkingDays: 5,
    billDueMonths: 1,
    source: '見本の取扱い',
  },
];

const suretyCompanies = [
  {
    id: 'mirai-2020',
    effectiveOn: fromDay('2020-04-01' as never),
    name: 'みらい建設保証 株式会社',
    address: '東京都中央区見本町1丁目1番1号',
    presidentTitle: '取締役社長',
    presidentName: '保証 太郎',
  },
];

/** The usual rule alone: what an authority does otherwise, and with low bids, each says for itself. */
const usualRatios = [usualRatio('works', 400), usualRatio('consulting', 300)];

function usualRatio(kind: WorksKind, prepaymentPermille: number) {
  return {
    id: `usual-${kind}`,
    kind,
    prepaymentPermille,
    midtermPrepaymentPermille: 200,
    prepaymentsTogetherPermille: 600,
    contractGuaranteePermille: 100,
    unitYen: 100_000n,
    fromOn: fromDay(earliestDay as Day),
    source: '一般的な取扱い',
  };
}

const profiles = [
  profile('contract-guarantee', '【契約関係書類】{worksNumber}{projectName}', true),
  profile('prepayment', '【請求関係書類】{worksNumber}{projectName}', false),
];

function profile(product: Product, subjectTemplate: string, beforeContract: boolean) {
  return {
    id: `takanezawa-${product}`,
    authorityId: 'takanezawa',
    product,
    channel: 'email',
    recipient: 'soumu@takanezawa.example.jp',
    subjectTemplate,
    bodyTemplate: '{contractor}です。{projectName}の{productName}の「認証キーのお知らせ」をお送りします。',
    beforeContract,
    sendOnBehalf: product === 'prepayment',
  };
}

const bankBranches = [
  bankBranch('sample-bank-xx', '〇〇銀行', '××支店', 'マルマルギンコウ バツバツシテン', true),
  bankBranch('sample-bank-yy', '〇〇銀行', '△△支店', 'マルマルギンコウ サンカクシテン', true),
  bankBranch('sample-shinkin', '見本信用金庫', '高根沢支店', 'ミホンシンヨウキンコ タカネザワシテン', true),
  bankBranch('no-agreement-bank', '□□信用金庫', '本店', 'シカクシンヨウキンコ ホンテン', false),
];

function bankBranch(id: string, bankName: string, branchName: string, reading: string, hasAgreement: boolean) {
  const searchKey = bankSearchKey(`${bankName}${branchName}${reading}`);
  return { id, bankName, branchName, reading, searchKey, hasAgreement };
}

/** The sample people's API keys, made new; those made before open nothing any more. For development only. */
export async function seedApiKeys(db: Database, now: Date): Promise<Record<SampleKey, string>> {
  const keys: Partial<Record<SampleKey, string>> = {};
  for (const [name, scopes] of Object.entries(sampleScopes) as [SampleKey, readonly Scope[]][]) {
    const userId = samples.users[name];
    const earlier = await db.apiKey.findMany({
      where: { userId, name: 'sample', revokedAt: null },
      select: { id: true },
    });
    for (const { id } of earlier) await revokeApiKey(db, id, now);
    keys[name] = (await createApiKey(db, { userId, name: 'sample', scopes })).token;
  }
  return keys as Record<SampleKey, string>;
}

export type SampleKey = keyof typeof samples.users;

const sampleScopes: Record<SampleKey, readonly Scope[]> = {
  contractor: ['contractor'],
  otherContractor: ['contractor'],
  reviewer: ['reviewer'],
  approver: ['reviewer'],
  operator: ['operator'],
  auditor: ['auditor'],
};
