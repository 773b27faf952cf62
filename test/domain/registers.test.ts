/** Registers as people type them: every kind of field read, refused beside its field, and shown again. */
import { describe, expect, test } from '@jest/globals';
import { registerNamed, registers } from '../../domain/registers/all.ts';
import {
  type Register,
  type RegisterField,
  readRowKey,
  registerNames,
  rowKeyOf,
} from '../../domain/registers/register.ts';
import { readTypedRow, shownValue, typedRow } from '../../domain/registers/typed-row.ts';

const field = (kind: RegisterField['kind'], own: Partial<RegisterField> = {}): RegisterField => ({
  name: 'value',
  title: '値',
  kind,
  ...own,
});
const one = (own: RegisterField): Register => ({
  name: 'banks',
  title: '',
  explanation: '',
  source: '',
  key: ['value'],
  recognisedBy: [],
  removable: false,
  fields: [own],
});
const read = (own: RegisterField, text: string) => readTypedRow(one(own), { value: text });

test('every register is described once, and its key, day and titles are fields of it', () => {
  expect(registers.map(({ name }) => name).sort()).toEqual([...registerNames].sort());
  for (const { fields, key, recognisedBy, datedBy, touches } of registers) {
    const names = [...fields.map(({ name }) => name), 'id'];
    for (const name of [...key, ...recognisedBy, datedBy ?? 'id', touches?.field ?? 'id'])
      expect(names).toContain(name);
  }
});

test.each<[RegisterField, string, unknown, string]>([
  [field('text'), ' 高根沢町 ', '高根沢町', '高根沢町'],
  [field('lines'), 'ア\r\nイ', 'ア\nイ', 'ア\nイ'],
  [field('yen'), '１００，０００円', 100_000, '100,000円'],
  [field('permille'), '40.5%', 405, '40.5%'],
  [field('permille'), '４０', 400, '40.0%'],
  [field('number'), '15', 15, '15'],
  [field('numbers', { min: 1, max: 7 }), '1、2,3 5', [1, 2, 3, 5], '1, 2, 3, 5'],
  [field('numbers'), '', [], ''],
  [field('day'), '令和8年4月1日', '2026-04-01', '2026-04-01'],
  [field('time'), '9:00', '09:00', '09:00'],
  [field('flag'), 'はい', true, 'はい'],
  [field('flag'), '', false, 'いいえ'],
  [field('choice', { choices: { works: '工事' } }), '工事', 'works', '工事'],
  [field('choice', { choices: { works: '工事' } }), 'works', 'works', '工事'],
  [field('text'), '', null, ''],
  [field('text', { mayBeBlank: true }), '', '', ''],
])('%o: %s is understood', (own, text, value, shown) => {
  const row = read(own, text);
  expect(row).toEqual({ row: { value } });
  if ('row' in row) expect(shownValue(own, row.row.value)).toBe(shown);
});

test.each<[RegisterField, string, string]>([
  [field('text', { required: true }), ' ', 'field-must-be-given'],
  [field('text'), 'ア\u202Eイ', 'text-must-be-printable'],
  [field('text'), 'ア'.repeat(201), 'text-must-be-short-enough'],
  [field('yen'), '-1', 'amount-must-be-within-bounds'],
  [field('permille'), '100.1', 'number-must-be-within-bounds'],
  [field('number', { max: 7 }), '8', 'number-must-be-within-bounds'],
  [field('numbers', { min: 1, max: 7 }), '1,8', 'number-must-be-within-bounds'],
  [field('day'), '2026/2/31', 'day-must-exist'],
  [field('time'), '24:00', 'time-must-exist'],
  [field('choice', { choices: { works: '工事' } }), '橋', 'choice-must-be-a-known-word'],
  [field('mail'), 'a b', 'mail-address-must-be-valid'],
  [field('telephone'), '電話', 'telephone-must-be-one'],
])('%o: %j is refused beside its field', (own, text, name) => {
  expect(read(own, text)).toEqual({ refusals: [expect.objectContaining({ name, field: 'value' })] });
});

describe('what no field alone can tell', () => {
  const refused = (name: string, typed: Record<string, string>) => {
    const read = readTypedRow(registerNamed(name) as Register, typed);
    return 'refusals' in read ? read.refusals.map((each) => [each.name, each.field]) : [];
  };
  const rule = { authorityId: 'a', rule: '請負契約日', fromOn: '2026-04-01', source: '公表' };
  const profile = { authorityId: 'a', channel: '電子メール', recipient: 'a@example.jp' };
  const hours = {
    branchId: 'b',
    effectiveOn: '2026-04-01',
    telephone: '028-000-0000',
    weekdays: '1',
    reviewMinutes: '60',
    postWorkingDays: '2',
  };
  const times = { opensAt: '9:00', closesAt: '17:00', applicationsUntil: '15:00', feesUntil: '15:00' };
  test.each<[string, Record<string, string>, string, string]>([
    ['acceptance-rules', { ...rule, toOn: '2026-03-31' }, 'end-must-not-come-before-start', 'toOn'],
    [
      'submission-profiles',
      { ...profile, subjectTemplate: '{projectNane}' },
      'template-must-name-known-tokens',
      'subjectTemplate',
    ],
    [
      'submission-profiles',
      { ...profile, channel: 'FAX', sendOnBehalf: 'yes' },
      'sending-on-behalf-is-by-mail',
      'sendOnBehalf',
    ],
    ['submission-profiles', { ...profile, recipient: '' }, 'field-must-be-given', 'recipient'],
    ['branch-receptions', { ...hours, ...times, closesAt: '9:00' }, 'closing-must-come-after-opening', 'closesAt'],
  ])('%s %o is refused', (name, typed, refusal, at) => {
    expect(refused(name, typed)).toEqual([[refusal, at]]);
  });
});

test('a row that was read is typed again as it was; what the service counts is never typed', () => {
  const register = registerNamed('number-series') as Register;
  const before = { branchId: 'tochigi', prefix: '31074', lastCounter: 7 };
  const typed = { ...typedRow(register, before), lastCounter: '0', prefix: '99999' };
  expect(readTypedRow(register, typed, before)).toEqual({ row: before });
});

test('a key goes into an address and comes back', () => {
  const register = registerNamed('number-series') as Register;
  const key = rowKeyOf(register, { branchId: '栃木~1', prefix: '3/1' });
  expect(key).toMatch(/^[\w%~.-]+$/);
  expect(readRowKey(register, key)).toEqual({ branchId: '栃木~1', prefix: '3/1' });
  expect(readRowKey(register, 'a')).toBeNull();
  expect(readRowKey(register, '%E0%A4%A~1')).toBeNull();
});

test('a webhook lies at https, without a password in its address (webhook-address-must-be-https)', () => {
  const row = { name: '当番', branchId: null, fromOn: '2026-04-01', toOn: null };
  const refused = (url: string) => registerNamed('alert-webhooks')?.check?.({ ...row, url }) ?? [];
  expect(refused('https://chat.example.jp/hosho')).toEqual([]);
  for (const url of ['http://chat.example.jp/', 'https://a:b@chat.example.jp/', 'chat'])
    expect(refused(url)).toEqual([expect.objectContaining({ name: 'webhook-address-must-be-https', field: 'url' })]);
});
