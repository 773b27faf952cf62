/** Mails about a sign-in: one mail for readers of either language, with what to do next in each. */
import { expect, test } from '@jest/globals';
import { renderAccountMail } from '../../templates/render.ts';

const service = { ja: 'インターネット保証サービス', en: 'Internet guarantee service' };
const url = 'https://net-desk.example.jp/new-password/a-token-of-the-tests';
const every = { name: '見本 花子', company: '〇〇建設 株式会社', service, url };

test.each([
  ['password-reset', { ja: '30分', en: '30 minutes' }, 'パスワードの再設定のご案内 / Setting a new password'],
  [
    'invitation',
    { ja: '7日', en: '7 days' },
    'インターネット保証サービスへのご招待 / Invitation to Internet guarantee service',
  ],
] as const)('%s leads to its page in each language, and says how long it is good', (kind, life, subject) => {
  const mail = renderAccountMail(kind, { ...every, life });
  expect(mail.subject).toBe(subject);
  expect(mail.body).toMatch(/^〇〇建設 株式会社\n見本 花子 様\n/);
  const [japanese = '', english = ''] = mail.body.split('────────────────────────');
  for (const words of ['インターネット保証サービス', url, `${life.ja}以内に、1回だけ`])
    expect(japanese).toContain(words);
  for (const words of ['“Internet guarantee service”', url, `once, within ${life.en}`])
    expect(english).toContain(words);
});

test('a changed password is told with its time, and with what to do where it was somebody else', () => {
  const mail = renderAccountMail('password-changed', { ...every, changedAt: '2026/04/01 12:00' });
  expect(mail.subject).toBe('パスワードを変更しました / Your password was changed');
  const [japanese = '', english = ''] = mail.body.split('────────────────────────');
  for (const words of ['変更した日時: 2026/04/01 12:00', url, 'パスキー', '管理者']) expect(japanese).toContain(words);
  for (const words of ['2026/04/01 12:00 (Japan time)', url, 'passkey', 'administrator'])
    expect(english).toContain(words);
});
