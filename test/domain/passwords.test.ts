/** Which passwords are taken: the rule with the list that comes with the service. */
import { expect, test } from '@jest/globals';
import { passwordRefusal } from '../../domain/passwords.ts';
import { isCommonPassword } from '../../web/passwords.ts';

const owner = { name: '見本 花子', email: 'hanako@marumaru-kensetsu.example.jp', company: '〇〇建設 株式会社' };
const refusal = (password: string) => passwordRefusal(password, owner, isCommonPassword, 'password')?.name ?? null;

test.each([
  ['short-word', 'password-must-be-long-enough'],
  ['短いパスワード', 'password-must-be-long-enough'],
  ['1q2w3e4r5t6y', 'password-must-not-be-common'],
  ['Password1234', 'password-must-not-be-common'],
  ['P@ssw0rd!2026', 'password-must-not-be-common'],
  ['ｐａｓｓｗｏｒｄ１２３４', 'password-must-not-be-common'],
  ['passwordpassword', 'password-must-not-be-common'],
  ['dragonmaster99', 'password-must-not-be-common'],
  ['abcabcabcabcabc', 'password-must-not-be-common'],
  ['aaaaaaaaaaaaaaaa', 'password-must-not-be-common'],
  ['123456789012345', 'password-must-not-be-common'],
  ['abcdefghijklmnop', 'password-must-not-be-common'],
  ['hanako-kensetsu-12', 'password-must-not-be-personal'],
  ['marumaru-kensetsu2026', 'password-must-not-be-personal'],
  ['〇〇建設株式会社20260401', 'password-must-not-be-personal'],
])('%s is refused (%s)', (password, name) => {
  expect(refusal(password)).toBe(name);
});

test.each(['correct horse battery staple', 'しずかな湖畔の鉄橋をわたる', 'vK3-mPq9-Zt7w', '7fd9c2ab41e80c35'])(
  '%s is taken',
  (password) => {
    expect(refusal(password)).toBe(null);
  },
);
