/** The staff's sheet against the people as they are: what is given, what stays, and every line that cannot be. */
import { expect, test } from '@jest/globals';
import type { Day } from '../../domain/dates.ts';
import { type KnownPerson, mostStaffChanges, readStaffSheet, staffSheetHeadings } from '../../domain/staff-sheet.ts';

const today = '2026-11-25' as Day;
const branches = [
  { id: 'tochigi', name: '栃木支店' },
  { id: 'tokyo', name: '東京支店' },
];
const held = { role: 'reviewer', branchId: 'tochigi', fromOn: '2020-04-01' as Day, toOn: null } as const;
const people: readonly KnownPerson[] = [
  { id: 'a', name: '栃木 五郎', email: 'goro@example.jp', isDeactivated: false, grants: [held] },
  { id: 'b', name: '退職 十', email: 'ju@example.jp', isDeactivated: true, grants: [] },
  { id: 'c', name: '鍵だけ 一', email: null, isDeactivated: false, grants: [{ ...held, branchId: null }] },
];
const asItIs = { people, branches, taken: new Set(['clerk@example.jp']) };

const read = (...lines: string[]) =>
  readStaffSheet([[...staffSheetHeadings], ...lines.map((line) => line.split(','))], asItIs, today);
const goro = '栃木 五郎,goro@example.jp,利用中,設定済み';

test('what stands there already changes nothing, as it was written out: also of people without an address or a role', () => {
  const lines = [
    `${goro},審査担当者,栃木支店,2020-04-01,`,
    '退職 十,ju@example.jp,停止,未設定,,,,',
    '鍵だけ 一,,利用中,未設定,審査担当者,すべての支店,2020-04-01,',
  ];
  expect(read(...lines)).toEqual({ changes: [], same: 3 });
});

test('somebody new is invited with all roles of the file, somebody known is given one more; days are read as people write them', () => {
  const sheet = read(
    '新人 一,Shinjin@Example.jp,,,審査担当者,東京支店,,令和9年3月31日',
    '新人 一,shinjin@example.jp,,,auditor,すべての支店,2027/1/4,',
    `${goro},審査担当者,東京支店,,`,
  );
  const given = { email: 'shinjin@example.jp', personId: null, name: '新人 一' };
  expect(sheet).toEqual({
    same: 0,
    changes: [
      { line: 2, ...given, grant: { role: 'reviewer', branchId: 'tokyo', fromOn: today, toOn: '2027-03-31' } },
      { line: 3, ...given, grant: { role: 'auditor', branchId: null, fromOn: '2027-01-04', toOn: null } },
      {
        line: 4,
        personId: 'a',
        name: '栃木 五郎',
        email: 'goro@example.jp',
        grant: { role: 'reviewer', branchId: 'tokyo', fromOn: today, toOn: null },
      },
    ],
  });
});

const news = (line: string) => `新人 一,new@example.jp,,,${line}`;

test.each<[string, string[], [number | null, string | null, string][]]>([
  ['a role that is none', [news('部長,栃木支店,,')], [[2, '権限', 'referenced-row-must-exist']]],
  ['a branch that is none', [news('審査担当者,大阪支店,,')], [[2, '支店', 'referenced-row-must-exist']]],
  ['no branch', [news('審査担当者,,,')], [[2, '支店', 'field-must-be-given']]],
  ['a role of no branch at one', [news('管理者,栃木支店,,')], [[2, '支店', 'role-must-be-for-all-branches']]],
  ['a day that is past', [news('審査担当者,栃木支店,2020-04-01,')], [[2, '最初の日', 'first-day-must-not-be-past']]],
  [
    'an end before the beginning',
    [news('審査担当者,栃木支店,2027-04-01,2027-03-31')],
    [[2, '最後の日', 'last-day-must-come-later']],
  ],
  ['no day of any calendar', [news('審査担当者,栃木支店,2027-02-31,')], [[2, '最初の日', 'day-must-exist']]],
  [
    'an address that is none',
    ['新人 一,x,,,審査担当者,栃木支店,,'],
    [[2, 'メールアドレス', 'mail-address-must-be-valid']],
  ],
  ['no address', ['新人 一,,,,審査担当者,栃木支店,,'], [[2, 'メールアドレス', 'field-must-be-given']]],
  [
    'nobody’s name and no role',
    [',new@example.jp,,,,,,'],
    [
      [2, '氏名', 'field-must-be-given'],
      [2, '支店', 'field-must-be-given'],
      [2, '権限', 'field-must-be-given'],
    ],
  ],
  [
    'an address of a contractor’s person',
    ['事務 一,clerk@example.jp,,,審査担当者,栃木支店,,'],
    [[2, 'メールアドレス', 'mail-address-must-be-free']],
  ],
  [
    'somebody who comes in no more',
    ['退職 十,ju@example.jp,,,審査担当者,栃木支店,,'],
    [[2, 'メールアドレス', 'person-must-come-in']],
  ],
  [
    'another name for a known address',
    ['栃木 六郎,goro@example.jp,,,監査担当者,栃木支店,,'],
    [[2, '氏名', 'name-must-be-as-it-stands']],
  ],
  [
    'two names for a new address',
    [news('審査担当者,栃木支店,,'), '新人 二,new@example.jp,,,監査担当者,すべての支店,,'],
    [[3, '氏名', 'name-must-be-as-it-stands']],
  ],
  ['a role that is held', [`${goro},審査担当者,栃木支店,,`], [[2, '権限', 'role-must-not-be-held-already']]],
  [
    'a role for all branches that is held at one',
    [`${goro},審査担当者,すべての支店,,`],
    [[2, '権限', 'role-must-not-be-held-already']],
  ],
  ['a line twice', [news('審査担当者,栃木支店,,'), news('審査担当者,栃木支店,,')], [[3, null, 'row-must-be-once']]],
  ['nothing below the headings', [], [[null, null, 'register-file-must-hold-rows']]],
])('%s is refused, by line and heading', (_what, lines, refusals) => {
  const told = refusals.map(([line, heading, name]) => ({ line, heading, name }));
  const sheet = read(...lines);
  expect('refusals' in sheet ? sheet.refusals : sheet).toEqual(expect.arrayContaining(told));
  expect('refusals' in sheet ? sheet.refusals.length : 0).toBe(told.length);
});

test('another file’s headings, and more lines than one press changes, are refused as a whole', () => {
  const other = readStaffSheet([['氏名', 'メールアドレス']], asItIs, today);
  expect(other).toEqual({ refusals: [{ line: 1, heading: null, name: 'staff-file-headings-must-be-ours' }] });
  const many = Array.from(
    { length: mostStaffChanges + 1 },
    (_, at) => `新人,n${at}@example.jp,,,監査担当者,すべての支店,,`,
  );
  expect(read(...many)).toEqual({ refusals: [{ line: null, heading: null, name: 'staff-file-must-be-short-enough' }] });
  expect(read(...many.slice(1))).toMatchObject({ same: 0 });
});
