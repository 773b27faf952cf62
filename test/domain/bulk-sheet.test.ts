/** A file of applications, row by row: what is read, and what is refused with its row and column. */
import { expect, test } from '@jest/globals';
import { applicationBody } from '../../domain/application-form.ts';
import { bulkColumns, controlNumberHeading } from '../../domain/bulk-columns.ts';
import { type BulkFacts, maxBulkRows, readSheet, wordsNaming } from '../../domain/bulk-sheet.ts';

const facts: BulkFacts = {
  contractorName: '〇〇建設 株式会社',
  registers: {
    authorities: [
      { id: 'takanezawa', names: ['高根沢町', '高根沢町（栃木県）'] },
      { id: 'other', names: ['別の町'] },
    ],
    departments: [
      { id: 'soumu', names: ['総務課'], of: 'takanezawa' },
      { id: 'other-soumu', names: ['総務課'], of: 'other' },
    ],
    banks: [{ id: 'bank', names: ['〇〇銀行 ××支店'] }],
    branches: [{ id: 'tochigi', names: ['栃木支店'] }],
  },
};
const headings = [controlNumberHeading, ...bulkColumns.map(({ heading }) => heading)];
const example: Readonly<Record<string, string>> = {
  管理番号: 'K-1',
  工事名: '町道1号線舗装補修工事',
  発注者: '高根沢町',
  担当課: '総務課',
  '被保証者（証書の名宛人）': '高根沢町長',
  請負金額: '50,000,000',
  請負契約日: '2026/4/1',
  '工期（始期）': '2026/4/2',
  '工期（終期）': '令和8年12月25日',
  '前払金保証 保証金額': '２０，０００，０００円',
  '前払金保証 預託金融機関': '〇〇銀行××支店',
  '前払金保証 保証料支払方法': '一括納付',
  申込送信先: '栃木支店',
};
const cells = (row: Readonly<Record<string, string>>) => headings.map((heading) => row[heading] ?? '');
const read = (...rows: Readonly<Record<string, string>>[]) => readSheet([headings, ...rows.map(cells)], facts);
const told = ({ refusals }: ReturnType<typeof readSheet>) =>
  refusals.map(({ line, heading, name }) => [line, heading, name]);

test('a row is read into what the form would have been sent; what nearly every application says need not be filled', () => {
  const { lines, refusals } = read(example);
  expect(refusals).toEqual([]);
  expect(lines[0]).toMatchObject({ line: 2, controlNumber: 'K-1' });
  expect(applicationBody(lines[0]?.typed ?? {})).toMatchObject({
    contract: {
      authorityId: 'takanezawa',
      departmentId: 'soumu',
      kind: 'works',
      amountYen: 50_000_000,
      contractDateIs: 'signed',
      worksToOn: '2026-12-25',
      prepaymentPlanned: true,
    },
    guarantees: [
      {
        product: 'prepayment',
        form: 'electronic',
        amountYen: 20_000_000,
        depository: { bankBranchId: 'bank' },
        redeposit: false,
        feePayment: 'monthly-batch',
        feeBilledTo: '〇〇建設 株式会社',
      },
    ],
    delivery: { branchId: 'tochigi', completionMail: false },
  });
});

test("only the words below a register's own headings are looked up in it, each once", () => {
  const rows = [
    ['管理番号', '前払金 預託金融機関', '発注者'],
    ['1', ' 〇〇銀行 本店', '高根沢町'],
    ['2', '〇〇銀行 本店', ''],
    ['3', '', ''],
  ];
  const [bankHeading = ''] = bulkColumns.flatMap(({ register, heading }) => (register === 'banks' ? [heading] : []));
  const [headings = [], ...below] = rows;
  expect(wordsNaming('banks', [headings.with(1, bankHeading), ...below])).toEqual(['〇〇銀行 本店']);
  expect(wordsNaming('branches', rows)).toEqual([]);
});

test('a plain no is not taken for the usual yes', () => {
  const { lines } = read({ ...example, 前払金の約定: 'なし' });
  expect(applicationBody(lines[0]?.typed ?? {}).contract).toMatchObject({ prepaymentPlanned: false });
});

test('columns may stand in any order, and those that nobody fills may be missing', () => {
  const some = ['担当課', '発注者', '管理番号', '工事 名'];
  const { lines, refusals } = readSheet([some, ['総務課', '別の町', 'K-2', '工事']], facts);
  expect(refusals).toEqual([]);
  expect(lines[0]?.typed).toMatchObject({ 'contract.authorityId': 'other', 'contract.departmentId': 'other-soumu' });
});

test('rows that are empty or begin with # are not read, and still count as the spreadsheet counts them', () => {
  const rows = [headings, ['#例', 'x'], cells({}), cells(example)];
  expect(readSheet(rows, facts).lines.map(({ line }) => line)).toEqual([4]);
});

test.each([
  ['工事名', '=HYPERLINK("http://example.jp")', 'cell-must-not-begin-like-a-formula'],
  ['連絡事項', '＠SUM(1)', 'cell-must-not-begin-like-a-formula'],
  ['管理番号', '-1', 'cell-must-not-begin-like-a-formula'],
  ['工事名', 'NUL\0文字', 'text-must-be-printable'],
  ['担当者名', '右から\u202E左', 'text-must-be-printable'],
  ['工事名', '長'.repeat(1001), 'text-must-be-short-enough'],
  ['種別', '修繕', 'choice-must-be-a-known-word'],
  ['電子保証発行完了のお知らせ', 'たぶん', 'choice-must-be-a-known-word'],
  ['発注者', '無い町', 'authority-must-exist'],
  ['担当課', '無い課', 'department-must-exist'],
  ['前払金保証 預託金融機関', '無い銀行', 'depository-must-exist'],
  ['申込送信先', '無い支店', 'branch-must-exist'],
  ['管理番号', '', 'field-must-be-given'],
])('%s: %j is refused by row and column (%s)', (heading, cell, name) => {
  expect(told(read(example, { ...example, 管理番号: 'K-2', [heading]: cell }))).toEqual([[3, heading, name]]);
});

test('a telephone number may begin with +', () => {
  expect(told(read({ ...example, 連絡先電話番号: '+81 28-000-0000' }))).toEqual([]);
});

test('the same number twice is refused at the later row (control-number-must-be-once)', () => {
  expect(told(read(example, { ...example, 管理番号: 'Ｋ-1' }))).toEqual([
    [3, '管理番号', 'control-number-must-be-once'],
  ]);
});

test('a value beyond the headings tells that columns have shifted (bulk-row-must-fit-its-headings)', () => {
  expect(told(readSheet([headings, [...cells(example), 'はみ出し']], facts))).toEqual([
    [2, null, 'bulk-row-must-fit-its-headings'],
  ]);
});

test('headings that are not the template’s, or stand twice, are refused before any row is read (bulk-headings-must-be-ours)', () => {
  const name = 'bulk-headings-must-be-ours';
  expect(told(readSheet([['管理番号', '謎の列', '工事名', '工事名'], ['1']], facts))).toEqual([
    [1, '謎の列', name],
    [1, '工事名', name],
  ]);
  expect(told(readSheet([['工事名'], ['工事']], facts))).toEqual([[1, '管理番号', name]]);
  expect(told(readSheet([], facts))).toEqual([[1, '管理番号', name]]);
});

test('a file without a row, or with too many, is refused (bulk-rows-must-be-given, bulk-rows-must-be-few)', () => {
  expect(told(readSheet([headings, ['#例']], facts))).toEqual([[null, null, 'bulk-rows-must-be-given']]);
  const many = Array.from({ length: maxBulkRows + 1 }, (_, index) => ({ ...example, 管理番号: `K-${index}` }));
  expect(told(read(...many))).toEqual([[null, null, 'bulk-rows-must-be-few']]);
  expect(told(read(...many.slice(1)))).toEqual([]);
});
