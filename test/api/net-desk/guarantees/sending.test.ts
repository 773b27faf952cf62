/** 発注者へこのサービスから送る: exactly what is shown, once, and told how far it is; read as a person reads it. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { openBrowser, type TestBrowser, violations } from '../../../support/browser.ts';
import { until } from '../../../support/until.ts';
import { openSendingDesk, type SendingDesk, setProfile } from '../support/sendings.ts';

const title = '発注者へこのサービスから送る';
const button = 'この内容で発注者へ送る';
let desk: SendingDesk;
let chromium: TestBrowser;
beforeAll(async () => {
  [desk, chromium] = await Promise.all([openSendingDesk(), openBrowser()]);
});
afterAll(async () => {
  await chromium.close();
  await desk.close();
});
beforeEach(async () => {
  desk.inbox.refuseWith(null);
  desk.setPrinting(true);
  await Promise.all([desk.owner.rateLimit.deleteMany(), setProfile(desk), desk.owner.claimSetting.deleteMany()]);
});

const at = (id: string, rest = '') => `/guarantees/${id}${rest}`;
const mailsOf = (guaranteeId: string) => desk.owner.mail.findMany({ where: { guaranteeId, kind: 'submission' } });

async function asked() {
  const id = await desk.posted();
  const { browser } = await desk.signIn('clerk');
  const page = await browser.press(await browser.visit(at(id, '/sending')), button);
  return { id, browser, page };
}

describe('without JavaScript', () => {
  test('from the guarantee by one link: what is shown is what arrives, and the page then tells when', async () => {
    const id = await desk.posted();
    const { browser } = await desk.signIn('clerk');
    const shown = await browser.follow(await browser.visit(at(id)), title);
    const sent = await browser.press(shown, button);
    expect(sent.address).toBe(at(id, '/sending'));
    expect(sent.text).toContain('送信中');
    expect(sent.text).not.toContain(button);
    expect(await desk.carryOn()).toBe('sent');
    const mail = desk.inbox.mails.at(-1);
    const said = [
      'soumu@takanezawa.example.jp',
      '〇〇建設 株式会社',
      'soumu@marumaru-kensetsu.example.jp',
      mail?.subject,
      ...(mail?.text ?? '').split('\n').filter((line) => line.trim() !== ''),
      ...(mail?.attachments ?? []).map(({ filename }) => filename),
    ];
    expect(said.length).toBeGreaterThan(8);
    for (const words of said) expect(shown.text).toContain(words);
    expect(mail?.replyTo?.value).toEqual([{ address: said[2], name: said[1] }]);
    const after = await browser.visit(at(id, '/sending'));
    expect(after.text).toMatch(/送信しました\s+\d{4}\/\d\d\/\d\d \d\d:\d\d/);
    const page = await browser.visit(at(id));
    expect(page.text).toMatch(/送信しました\s+\d{4}\/\d\d\/\d\d \d\d:\d\d/);
    expect(page.text).toMatch(/\d\d:\d\d\s+電子メール\s+No\. 1/);
    expect(page.text).toContain('発注者へ送信しました。提出を記録しています。');
    expect(page.text).not.toContain(title);
  });

  test('the submission set leads there too, where the authority allows it', async () => {
    const id = await desk.posted();
    const { browser } = await desk.signIn('clerk');
    const set = await browser.visit(at(id, '/submission-set'));
    expect((await browser.follow(set, title)).text).toContain(button);
    await setProfile(desk, { sendOnBehalf: false });
    expect((await browser.visit(at(id, '/submission-set'))).text).not.toContain(title);
    expect((await browser.visit(at(id))).text).not.toContain(title);
    const page = await browser.visit(at(id, '/sending'));
    expect(page.text).toContain('この発注者へは、このサービスから送れません');
    expect(page.text).not.toContain(button);
  });

  test('a double press and a second tab give one mail; the second tab is shown how far it is', async () => {
    const id = await desk.posted();
    const { browser } = await desk.signIn('clerk');
    const [one, other] = await Promise.all([1, 2].map(() => browser.visit(at(id, '/sending'))));
    const pages = await Promise.all([1, 2, 3].map(() => browser.press(one as never, button)));
    expect(pages.map(({ status }) => status)).toEqual([200, 200, 200]);
    const second = await browser.press(other as never, button);
    expect([second.status, second.text.includes('送信中')]).toEqual([409, true]); // submission-must-be-sent-once
    expect(await mailsOf(id)).toHaveLength(1);
  });

  test('what changed after it was shown is shown anew and not sent (sending-must-be-as-shown)', async () => {
    const id = await desk.posted();
    const { browser } = await desk.signIn('clerk');
    const page = await browser.visit(at(id, '/sending'));
    await setProfile(desk, { recipient: 'keiri@takanezawa.example.jp' });
    const told = await browser.press(page, button);
    expect(told.status).toBe(409);
    expect(told.text).toContain('送る内容が変わりました');
    expect(told.text).toContain('keiri@takanezawa.example.jp');
    expect(await mailsOf(id)).toEqual([]);
    expect((await browser.press(told, button)).text).toContain('送信中');
    expect(await mailsOf(id)).toMatchObject([{ toAddress: 'keiri@takanezawa.example.jp' }]);
  });

  test('a form that names a recipient of its own changes nothing', async () => {
    const id = await desk.posted();
    const { browser } = await desk.signIn('clerk');
    const page = await browser.visit(at(id, '/sending'));
    const thiefs = ['recipient', 'to', 'toAddress'].map(
      (name) => `<input type="hidden" name="${name}" value="thief@example.jp">`,
    );
    const html = page.html.replace('<input type="hidden" name="requestId"', `${thiefs.join('')}$&`);
    expect(html).toContain('thief@example.jp');
    await browser.press({ ...page, html }, button);
    expect(await mailsOf(id)).toMatchObject([{ toAddress: 'soumu@takanezawa.example.jp' }]);
  });

  test('the claim goes along; while nobody prints it, nothing is sent (claim-must-be-printed-first)', async () => {
    const id = await desk.posted();
    const { browser } = await desk.signIn('clerk');
    expect((await browser.visit(at(id, '/sending'))).text).toContain('請求書はまだ入っていません');
    const answers = {
      '請求者の役職・氏名': '代表取締役 見本 一郎',
      発行責任者: '見本 一郎',
      発行責任者の電話番号: '028-000-0002',
      担当者名: '見本 花子',
      担当者の電話番号: '028-000-0003',
      預金の種別: 'separate-ordinary',
    };
    await browser.press(await browser.visit(at(id, '/claim')), '保存して提出セットへ', answers);
    desk.setPrinting(false);
    const page = await browser.visit(at(id, '/sending'));
    expect(page.text).toContain('押したときに今日の日付で作って添付します');
    const told = await browser.press(page, button);
    expect([told.status, told.text.includes('前払金請求書を用意しています')]).toEqual([503, true]);
    expect(await mailsOf(id)).toEqual([]);
    desk.setPrinting(true);
    await browser.press(told, button);
    await desk.carryOn();
    const names = desk.inbox.mails.at(-1)?.attachments.map(({ filename }) => filename);
    expect(names).toEqual([
      expect.stringMatching(/^認証キーのお知らせ_/),
      expect.stringMatching(/^前払金請求書_31074-\d{5}M\.pdf$/),
    ]);
  });

  test('what the server refuses is told with what to do; a submission by hand then stands, and nothing goes out', async () => {
    const { id, browser } = await asked();
    desk.inbox.refuseWith(550);
    await desk.carryOn();
    const stuck = await browser.visit(at(id, '/sending'));
    expect(stuck.text).toContain('送信できませんでした');
    expect(stuck.text).toContain('宛先を受け付けませんでした');
    expect(stuck.text).toContain('お急ぎのときは、提出セットを使って');
    expect(stuck.text).toContain('栃木支店');
    const set = { channel: 'email', submittedAt: new Date(), recordedAt: new Date() };
    await desk.owner.submission.create({ data: { guaranteeId: id, revision: 1, ...set } });
    desk.inbox.refuseWith(null);
    expect(await desk.carryOn()).toBe('skipped');
    const after = await browser.visit(at(id, '/sending'));
    expect(after.text).toContain('送信を取りやめました');
    expect(after.text).toContain('発注者に届いている場合があります');
    expect(after.text).toContain('すでに提出が記録されているため');
  });

  test('a server that cannot be reached is told apart from one that refuses', async () => {
    const { id, browser } = await asked();
    desk.inbox.refuseWith(451);
    await desk.carryOn();
    const page = await browser.visit(at(id, '/sending'));
    expect(page.text).toContain('送信できていません');
    expect(page.text).not.toContain('宛先を受け付けませんでした');
  });

  test('a reader sees what would be sent, and sends nothing', async () => {
    const id = await desk.posted();
    const { browser } = await desk.signIn('reader');
    const page = await browser.visit(at(id, '/sending'));
    expect(page.text).toContain('soumu@takanezawa.example.jp');
    expect(page.text).toContain('閲覧者は送信できません');
    expect(page.html).not.toContain(button);
    const formToken = /name="formToken" value="([^"]+)"/.exec(page.html)?.[1] ?? '';
    const refused = await browser.send(at(id, '/sending'), new URLSearchParams({ formToken }));
    expect([refused.status, (await mailsOf(id)).length]).toEqual([403, 0]);
  });

  test('before the arrival, and for another company, there is no such page', async () => {
    const { browser } = await desk.signIn('stranger');
    const id = await desk.posted();
    expect((await browser.visit(at(id, '/sending'))).status).toBe(404);
  });
});

describe('in a browser', () => {
  test('the page tells by itself that the mail was sent; no state of it has anything that axe objects to', async () => {
    const id = await desk.posted();
    const page = await chromium.person();
    await desk.signInWith(page, 'clerk');
    await page.goto(`${desk.url}${at(id, '/sending')}`);
    expect(await violations(page)).toEqual([]);
    await Promise.all([page.waitForNavigation(), page.click('form[action$="/sending"] button')]);
    expect(await page.$eval('#sending', ({ textContent }) => textContent)).toContain('送信中');
    expect(await violations(page)).toEqual([]);
    desk.inbox.refuseWith(550);
    await desk.carryOn();
    await until(async () =>
      (await page.$eval('#sending', (part) => part.textContent))?.includes('送信できませんでした'),
    );
    expect(await violations(page)).toEqual([]);
    desk.inbox.refuseWith(null);
    await desk.carryOn();
    await until(async () => (await page.$eval('#sending', (part) => part.textContent))?.includes('送信しました'));
    expect(await violations(page)).toEqual([]);
    expect(chromium.complaints).toEqual([]);
  });
});
