import { expect, test } from '@jest/globals';
import { readLocator, type TypedLocator } from '../../domain/locator.ts';
import { Refusal } from '../../domain/refusals.ts';

const inOrder: TypedLocator = {
  url: ' https://Shoken.example.jp/view/A-1?lang=ja#top ',
  password: ' mP7-kv29 ',
  kind: 'performance-bond',
  insurer: '〇〇損害保険株式会社',
  projectName: '町道補修工事',
  contractor: '△△組',
  amountYen: '５，０００，０００円',
  memo: '起案 第3号\r\n総務課へ',
};

function refusedIn(typed: Partial<TypedLocator>, kept: string | null = null): [string | undefined, string][] {
  try {
    readLocator({ ...inOrder, ...typed }, kept);
  } catch (error) {
    if (error instanceof Refusal) return error.details.map(({ field, name }) => [field, name]);
    throw error;
  }
  return [];
}

test('what was typed in order is read: URL as browsers spell it, amount as whole yen, spaces around gone', () => {
  expect(readLocator(inOrder, null)).toEqual({
    url: 'https://shoken.example.jp/view/A-1?lang=ja#top',
    password: 'mP7-kv29',
    kind: 'performance-bond',
    insurer: '〇〇損害保険株式会社',
    projectName: '町道補修工事',
    contractor: '△△組',
    amountYen: 5_000_000,
    memo: '起案 第3号\n総務課へ',
  });
});

test('insurer, amount and memo may be left out', () => {
  const { insurer, amountYen, memo } = readLocator({ ...inOrder, insurer: ' ', amountYen: '', memo: '' }, null);
  expect([insurer, amountYen, memo]).toEqual(['', null, '']);
});

test('an empty password is the one that is kept, where one is', () => {
  expect(readLocator({ ...inOrder, password: '  ' }, 'kept-one').password).toBe('kept-one');
  expect(readLocator(inOrder, 'kept-one').password).toBe('mP7-kv29');
  expect(refusedIn({ password: '' })).toEqual([['password', 'field-must-be-given']]);
});

test.each([
  ['http://shoken.example.jp/view', 'locator-url-must-be-https'],
  ['javascript:alert(1)', 'locator-url-must-be-https'],
  ['data:text/html,x', 'locator-url-must-be-https'],
  ['file:///etc/passwd', 'locator-url-must-be-https'],
  ['shoken.example.jp/view', 'locator-url-must-be-https'],
  ['//shoken.example.jp/view', 'locator-url-must-be-https'],
  ['https://', 'locator-url-must-be-https'],
  ['https://somebody@shoken.example.jp/', 'locator-url-must-hold-no-credentials'],
  ['https://somebody:mP7@shoken.example.jp/', 'locator-url-must-hold-no-credentials'],
  ['https://shoken.example.jp/view?pw=mP7-kv29', 'locator-url-must-hold-no-credentials'],
  ['https://shoken.example.jp/view#mP7%2Dkv29', 'locator-url-must-hold-no-credentials'],
  ['https://shoken.example.jp/mP7-kv29/', 'locator-url-must-hold-no-credentials'],
  [`https://shoken.example.jp/${'a'.repeat(2_000)}`, 'text-must-be-short-enough'],
  [`https://shoken.example.jp/${'あ'.repeat(300)}`, 'text-must-be-short-enough'],
  ['https://shoken.example.jp/\u202Egpj.exe', 'text-must-be-printable'],
  ['https://shoken.exa\nmple.jp/', 'text-must-be-printable'],
  [' ', 'field-must-be-given'],
])('the URL %j is refused (%s)', (url, name) => {
  expect(refusedIn({ url })).toEqual([['url', name]]);
});

test('a percent sign that decodes to nothing is no reason to stumble', () => {
  expect(refusedIn({ url: 'https://shoken.example.jp/%E0%A4%A/%' })).toEqual([]);
});

test.each([
  ['password', 'abc', 'locator-password-must-be-long-enough'],
  ['password', 'a'.repeat(129), 'text-must-be-short-enough'],
  ['password', 'ab\u0000cd', 'text-must-be-printable'],
  ['kind', 'prepayment', 'field-must-be-given'],
  ['insurer', 'あ'.repeat(201), 'text-must-be-short-enough'],
  ['projectName', ' ', 'field-must-be-given'],
  ['contractor', '\u202E組△△', 'text-must-be-printable'],
  ['amountYen', '0', 'amount-must-be-within-bounds'],
  ['amountYen', '-5', 'amount-must-be-within-bounds'],
  ['amountYen', '5万円', 'amount-must-be-within-bounds'],
  ['amountYen', '1000000000000', 'amount-must-be-within-bounds'],
  ['memo', 'あ'.repeat(1_001), 'text-must-be-short-enough'],
  ['memo', 'パスワードは mP7-kv29 です', 'locator-memo-must-not-hold-the-password'],
])('%s %j is refused (%s)', (field, text, name) => {
  expect(refusedIn({ [field]: text })).toEqual([[field, name]]);
});

test('the memo holds the kept password no more than a typed one', () => {
  expect(refusedIn({ password: '', memo: 'kept-one' }, 'kept-one')).toEqual([
    ['memo', 'locator-memo-must-not-hold-the-password'],
  ]);
});

test('all refusals are told at once, in the order of the form', () => {
  expect(
    refusedIn({ url: 'http://a.example', password: '', kind: '', projectName: '', amountYen: 'x' }).map(
      ([field]) => field,
    ),
  ).toEqual(['url', 'password', 'kind', 'projectName', 'amountYen']);
});
