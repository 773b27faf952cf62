import { expect, test } from '@jest/globals';
import { blamesCounterparty, causeOf, detailOf } from '../../domain/causes.ts';
import { refusalSentences } from '../../domain/refusals.ts';
import { causeFingerprint, type Step, steps } from '../../domain/steps.ts';

test.each<[Step, string, RegExp, RegExp]>([
  ['post', 'DSureUnavailable', /受け付けられない/, /復旧してから再実行/],
  ['post', 'DSureUnreachable', /接続できません/, /つながってから再実行/],
  ['post', 'DSureSilent', /時間内に答えません/, /再実行/],
  ['post', 'DSureAnswersWrongly', /約束した形/, /再実行しても同じ結果/],
  ['post', 'd-sure-must-accept-our-credentials', /資格/, /D_SURE_TOKEN/],
  ['post', 'posted-certificate-must-not-change', /別の内容/, /訂正/],
  ['mail', 'mail-must-be-deliverable', /アドレスを受け付けません/, /別のあて先に送る/],
  ['mail', 'mail-domain-must-be-accepted', /ドメイン/, /SPF/],
  ['mail', 'mail-server-must-accept-our-credentials', /認証情報/, /SMTP_URLの利用者名とパスワード.*再起動/],
  ['mail', 'MailServerUnreachable', /接続できません/, /つながってから/],
  ['mail', 'TemplateBroken', /本文を作れません/, /配備してから/],
  ['print', 'TemplateBroken', /印刷できません/, /証書データは変わりません/],
  ['print', 'StoreFull', /空きがありません/, /空きを増やして/],
  ['print', 'ChromiumMissing', /Chromium/, /PUPPETEER_EXECUTABLE_PATH/],
  ['issue', 'number-series-must-exist', /採番/, /登録簿/],
  ['issue', 'PrismaClientKnownRequestError', /データベース/, /データベース/],
  ['print', 'SomethingNobodyForesaw', /SomethingNobodyForesaw/, /ログ/],
  ['post', 'stage-must-allow-posting', /stage-must-allow-posting/, /印刷の後/],
  ['print', 'constructor', /constructor/, /ログ/],
])('%s × %s says what happened and what to do', (step, errorName, happened, toDo) => {
  const cause = causeOf(step, errorName);
  expect(cause.happened).toMatch(happened);
  expect(cause.toDo).toMatch(toDo);
  expect(detailOf(step, errorName)).toBe(cause.happened + cause.toDo);
});

test('what is told of our credentials is the same on the incident and in the refusal', () => {
  const name = 'mail-server-must-accept-our-credentials';
  expect(detailOf('mail', name)).toBe(refusalSentences[name]);
});

test('a fingerprint is made of names of the code alone', () => {
  for (const step of steps) expect(causeFingerprint(step, 'StoreFull')).toMatch(/^[a-z]+ × StoreFull × [a-z-]+$/);
});

test('only what the counterparty itself does wrong counts for its circuit', () => {
  const names = ['DSureUnreachable', 'd-sure-must-accept-our-credentials', 'StoreFull', 'MailDeferred'];
  expect(names.map(blamesCounterparty)).toEqual([true, true, true, true]);
  const ours = [
    'posted-certificate-must-not-change',
    'mail-must-be-deliverable',
    'TemplateBroken',
    'toString',
    'Error',
  ];
  expect(ours.map(blamesCounterparty)).toEqual([false, false, false, false, false]);
});
