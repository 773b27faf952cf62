/** Which passwords are good enough. */
import { expect, test } from '@jest/globals';
import { passwordProblem } from '../../web/passwords.ts';

const email = 'soumu@takanezawa.example.jp';

test.each([
  ['elevenchars', 'too-short'],
  ['a'.repeat(257), 'too-long'],
  ['password1234', 'common'],
  ['PASSWORD!2026', 'common'],
  ['123456789012', 'common'],
  ['aaaaaaaaaaaa', 'common'],
  ['あいうあいうあいうあいう', 'common'],
  ['soumusoumu2026', 'common'],
  ['correct-horse-battery', null],
  ['鮎の塩焼きと冷たい井戸水をどうぞ', null],
])('%s: %s', (password, problem) => {
  expect(passwordProblem(password, email)).toBe(problem);
});
