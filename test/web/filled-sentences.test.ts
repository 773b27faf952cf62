/** Sentences that were filled in before they came to the page: English all the same. */
import { expect, test } from '@jest/globals';
import { createTranslators } from '../../web/translations.ts';

const { en, ja } = createTranslators();

test.each([
  [
    '請負金額より大きい金額は申し込めません。50,000,000円以下にしてください。',
    'The amount cannot be larger than the contract amount. Please enter ¥50,000,000 or less.',
  ],
  [
    '請負契約日が令和8年4月1日以降のものから電子保証に対応しています。',
    'Electronic guarantees are taken from Wed, 1 Apr 2026 on (Day of the construction contract).',
  ],
  [
    '50,000,000円の60.00%です。この発注者では通常20,000,000円までです。',
    'This is 60.00% of ¥50,000,000. This authority usually takes up to ¥20,000,000.',
  ],
  [
    '続けて入力を誤ったため、受け付けを止めています。2026/04/01 12:00 以降にもう一度お試しください。',
    'After several wrong tries nothing is taken for a while. Please try again after 2026/04/01 12:00 (Japan time).',
  ],
  [
    '書類に印刷できない文字「😀 🏗️」が入っています。別の文字で入力してください。',
    '“😀 🏗️” cannot be printed on a paper. Please use other characters.',
  ],
])('%s', (sentence, english) => {
  expect(en(sentence)).toBe(english);
  expect(ja(sentence)).toBe(sentence);
});

test.each([
  '{name}',
  '$t(必須)',
  '{{t "必須"}}',
  '{limit}以下にしてください。',
  '町道1号線',
  '__proto__',
  'constructor',
])('what a person wrote stays as it is: %s', (text) => {
  expect(en(text)).toBe(text);
  expect(ja(text)).toBe(text);
  expect(en('{name}の期限を過ぎています。すぐに支店へお電話ください。', { name: text })).toContain(text);
});
