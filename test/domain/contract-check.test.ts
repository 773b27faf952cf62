/** The officer's contract beside the certificate: the same where it means the same, and never a false ○. */
import { expect, test } from '@jest/globals';
import { checkContract, contractCheckFields, type TypedContract } from '../../domain/contract-check.ts';
import { day } from '../../domain/dates.ts';
import { buildCertificate } from '../templates/build-certificate.ts';

const certificate = buildCertificate();
const nothing: TypedContract = { beneficiary: '', contractAmount: '', worksFrom: '', worksTo: '', contractOn: '' };

function markOf(field: keyof TypedContract, typed: string, own: Partial<typeof certificate> = {}) {
  const lines = checkContract({ ...nothing, [field]: typed }, { ...certificate, ...own });
  return lines.find((line) => line.field === field)?.mark;
}

test.each([
  ['contractAmount', '50,000,000円', 'same'],
  ['contractAmount', '５０，０００，０００', 'same'],
  ['contractAmount', '50000001', 'different'],
  ['contractAmount', '五千万円', 'unreadable'],
  ['contractAmount', '50000000.0', 'unreadable'],
  ['beneficiary', '高根沢町長', 'same'],
  ['beneficiary', ' 高根沢町長　殿', 'same'],
  ['beneficiary', '高根沢町', 'different'],
  ['worksFrom', 'R8.4.2', 'same'],
  ['worksFrom', '2026/4/3', 'different'],
  ['worksTo', '令和8年11月31日', 'unreadable'],
] as const)('%s typed as %j is %s', (field, typed, mark) => {
  const own = {
    contractAmountYen: 50_000_000,
    beneficiary: '高根沢町長',
    worksPeriod: { from: day('2026-04-02'), to: day('2026-11-30') },
  };
  expect(markOf(field, typed, own as Partial<typeof certificate>)).toBe(mark);
});

test.each([
  ['2026-04-01', '2026-04-01', 'same'],
  ['2026-04-02', '2026-04-01', 'different'],
  ['2026-04-01', null, 'open'],
] as const)('a contract day %s beside %s is %s: a planned day is never confirmed', (typed, certified, mark) => {
  expect(markOf('contractOn', typed, { contractOn: certified === null ? null : day(certified) })).toBe(mark);
});

test('what is left out is not checked, and every line shows what the certificate says', () => {
  const lines = checkContract(nothing, certificate);
  expect(lines.map(({ field }) => field)).toEqual(contractCheckFields);
  expect(new Set(lines.map(({ mark }) => mark))).toEqual(new Set(['left-out']));
  for (const { certificate: printed, label } of lines) expect([printed, label]).not.toContain('');
});
