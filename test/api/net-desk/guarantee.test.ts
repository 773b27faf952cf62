/** A guarantee as its contractor follows it, read as a person reads it. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { keyGroups, keyReading } from '../../../domain/authentication-key.ts';
import { openBrowser, type TestBrowser, violations } from '../../support/browser.ts';
import { until } from '../../support/until.ts';
import { type OpenDesk, openDesk } from './support/desk.ts';
import { applyFor, arrive, issue, keyOf, returnTo } from './support/followed.ts';

let desk: OpenDesk;
let browser: TestBrowser;
beforeAll(async () => {
  [desk, browser] = await Promise.all([openDesk(), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await desk.close();
});

async function posted(own: Parameters<typeof applyFor>[1] = {}) {
  const revision = await applyFor(desk, own);
  await issue(desk, revision);
  await arrive(desk, revision);
  return revision;
}

const at = ({ guaranteeId }: { guaranteeId: string }, rest = '') => `/guarantees/${guaranteeId}${rest}`;

describe('without JavaScript', () => {
  test('the overview has the leaflet’s labels, in the leaflet’s order', async () => {
    const revision = await applyFor(desk, { jointVentureName: '〇〇・△△特定JV' });
    const { browser: reading } = await desk.signIn('clerk');
    const { text } = await reading.visit(at(revision));
    const labels = [
      '保証契約番号',
      '請負契約者',
      'JV名',
      '工事名',
      '発注者名',
      '請負金額',
      '保証金額',
      '商品名',
      '預託金融機関',
    ];
    const overview = text.slice(text.indexOf('最新の情報を表示しています'));
    const places = labels.map((label) => overview.indexOf(label));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places.every((place) => place > 0)).toBe(true);
    for (const value of ['〇〇・△△特定JV', '●●●●工事', '高根沢町長', '50,000,000円', '20,000,000円'])
      expect(overview).toContain(value);
  });

  test('for consulting works the labels change as a set', async () => {
    const revision = await applyFor(desk, { kind: 'consulting' });
    const { browser: reading } = await desk.signIn('clerk');
    const { text } = await reading.visit(at(revision));
    expect(text).toContain('業務名');
    expect(text).toContain('履行期間');
    expect(text).not.toContain('工事名');
  });

  test('the key is not on the page until the certificate arrived, nor is its notice to be had', async () => {
    const revision = await applyFor(desk);
    await issue(desk, revision);
    const key = (await keyOf(desk, revision.guaranteeId)).reveal();
    const { browser: reading } = await desk.signIn('clerk');
    const before = await reading.visit(at(revision));
    expect(before.html).not.toContain(key);
    expect(before.text).toContain('保証確認サービスに到着すると表示されます');
    expect((await reading.visit(at(revision, '/documents/key-notice'))).status).toBe(404);
    await arrive(desk, revision);
    const after = await reading.visit(at(revision));
    expect(after.html).toContain(`data-copy="${key}"`);
  });

  test('the key stands in groups of four and in words to be read out; its notice and the fee statement are files', async () => {
    const revision = await posted();
    const key = await keyOf(desk, revision.guaranteeId);
    const { browser: reading } = await desk.signIn('clerk');
    const page = await reading.visit(at(revision));
    expect(page.text).toContain(keyGroups(key).join(' '));
    expect(page.text).toContain(keyReading(key));
    expect(page.text).toContain('印刷方法について');
    const notice = await reading.download(page, 'お知らせ（PDF）');
    expect(Buffer.from(notice).toString()).toBe('%PDF-1.7 key-notice');
    const statement = await reading.download(page, '保証料計算書（No. 1');
    expect(Buffer.from(statement).toString()).toBe('%PDF-1.7 fee-statement');
  });

  test('選択 opens that revision’s certificate, marked as a copy to check', async () => {
    const revision = await posted();
    const { browser: reading } = await desk.signIn('clerk');
    const page = await reading.visit(at(revision));
    expect(page.html).toMatch(/href="\/guarantees\/[\w-]+\/certificates\/1" target="_blank" rel="noopener"/);
    const certificate = await reading.follow(page, '選択');
    expect(certificate.text).toContain('確認用');
    expect(certificate.text).toContain('20,000,000円');
    expect(certificate.html).not.toContain((await keyOf(desk, revision.guaranteeId)).reveal());
    expect(certificate.headers.get('content-security-policy')).not.toContain('unsafe-inline');
    expect((await reading.visit(at(revision, '/certificates/2'))).status).toBe(404);
  });

  test('a returned guarantee says why, in the branch’s own words', async () => {
    const revision = await applyFor(desk);
    await returnTo(desk, revision, '金額をご確認ください。<b>至急</b>');
    const { browser: reading } = await desk.signIn('clerk');
    const page = await reading.visit(at(revision));
    expect(page.text).toContain('金額をご確認ください。<b>至急</b>');
  });

  test('a submission is one command, however often the button of one page is pressed', async () => {
    const revision = await posted();
    const { browser: reading } = await desk.signIn('clerk');
    const page = await reading.visit(at(revision));
    const filled = { どの方法で提出しましたか: 'fax' };
    const told = await reading.press(page, '提出しました', filled);
    // Temporal is away in this test: the command is written down, and the page says so.
    expect(told.text).toContain('提出の記録を受け付けました');
    await reading.press(page, '提出しました', filled);
    const commands = await desk.db.command.findMany({
      where: { guaranteeId: revision.guaranteeId, name: 'recordSubmission' },
    });
    expect(commands.map(({ content }) => content)).toEqual([{ channel: 'fax' }]);
  });

  test('a submission may name its day and time, between the arrival and now; what cannot be is told beside its field', async () => {
    const revision = await posted();
    const { browser: reading } = await desk.signIn('clerk');
    const page = await reading.visit(at(revision));
    const filled = { どの方法で提出しましたか: 'email', 提出した時刻: '12:00' };
    for (const [on, sentence] of [
      ['2099-01-01', '先の日時は指定できません'], // submission-must-not-be-ahead
      ['2020-01-01', '電子保証発行日時以降にしてください'], // submission-must-not-come-before-arrival
      ['2026-02-31', '暦にある日付を入力してください'],
    ] as const) {
      const told = await reading.press(page, '提出しました', { ...filled, 提出した日: on });
      expect([told.status, new RegExp(`id="submittedOn-error">[^<]*${sentence}`).test(told.html)]).toEqual([422, true]);
    }
    const noTime = await reading.press(page, '提出しました', {
      ...filled,
      提出した日: '2026-04-01',
      提出した時刻: '25:00',
    });
    expect(noTime.html).toMatch(/id="submittedTime-error">時刻を/); // time-must-exist
    const now = new Date(Date.now() + 9 * 3_600_000).toISOString();
    const just = { ...filled, 提出した日: now.slice(0, 10), 提出した時刻: now.slice(11, 16) };
    await reading.press(page, '提出しました', just);
    const [command] = await desk.db.command.findMany({
      where: { guaranteeId: revision.guaranteeId, name: 'recordSubmission' },
    });
    const submittedAt = new Date(`${now.slice(0, 16)}:00+09:00`).toISOString();
    expect(command?.content).toEqual({ channel: 'email', submittedAt });
  });

  test('a channel that is none, a form of another page and a form without its number are refused', async () => {
    const revision = await posted();
    const { browser: reading } = await desk.signIn('clerk');
    const page = await reading.visit(at(revision));
    const token = /name="formToken" value="([^"]+)"/.exec(page.html)?.[1] as string;
    const send = (values: Record<string, string>) =>
      reading.send(at(revision, '/submission'), new URLSearchParams({ formToken: token, ...values }));
    expect((await send({ requestId: randomUUID(), channel: 'pigeon' })).status).toBe(422);
    expect((await send({ requestId: 'x', channel: 'fax' })).status).toBe(403);
    expect((await send({ formToken: 'x', requestId: randomUUID(), channel: 'fax' })).status).toBe(403);
    expect(
      await desk.db.command.count({ where: { guaranteeId: revision.guaranteeId, name: 'recordSubmission' } }),
    ).toBe(0);
  });

  test('a reader sees the key and the way, and nothing to press', async () => {
    const revision = await posted();
    const { browser: reading } = await desk.signIn('reader');
    const page = await reading.visit(at(revision));
    expect(page.html).toContain((await keyOf(desk, revision.guaranteeId)).reveal());
    expect(page.text).not.toContain('提出しました');
    const token = /name="formToken" value="([^"]+)"/.exec(page.html)?.[1] as string;
    const values = new URLSearchParams({ formToken: token, requestId: randomUUID(), channel: 'fax' });
    expect((await reading.send(at(revision, '/submission'), values)).status).toBe(403);
  });

  test('another contractor’s guarantee answers as one that never was, at every address', async () => {
    const revision = await posted();
    const { browser: reading, page } = await desk.signIn('stranger');
    const formToken = /name="formToken" value="([^"]+)"/.exec(page.html)?.[1] as string;
    const none = { guaranteeId: randomUUID() };
    for (const rest of ['', '/certificates/1', '/documents/key-notice', '/documents/fee-statement?revision=1']) {
      const [theirs, nobodys] = [await reading.visit(at(revision, rest)), await reading.visit(at(none, rest))];
      expect([theirs.status, theirs.text]).toEqual([404, nobodys.text]);
    }
    const send = (of: { guaranteeId: string }) => {
      const values = new URLSearchParams({ formToken, requestId: randomUUID(), channel: 'fax' });
      return reading.send(at(of, '/submission'), values);
    };
    const [theirs, nobodys] = [await send(revision), await send(none)];
    expect([theirs.status, theirs.text]).toEqual([404, nobodys.text]);
  });
});

describe('in a browser', () => {
  test('the stage changes and the key appears without a reload', async () => {
    const revision = await applyFor(desk);
    const page = await browser.person();
    await desk.signInWith(page, 'clerk');
    await page.goto(`${desk.url}${at(revision)}`);
    await page.evaluate(() => {
      (globalThis as { stayed?: boolean }).stayed = true;
    });
    await until(() => page.evaluate(() => document.querySelector('#stage')?.textContent?.includes('審査中')));
    await issue(desk, revision);
    await until(() => page.evaluate(() => document.querySelector('#stage')?.textContent?.includes('掲載中')));
    expect(await page.$('.key')).toBeNull();
    await arrive(desk, revision);
    await until(() => page.evaluate(() => document.querySelector('.key')?.textContent));
    const shown = await page.$eval('.key', (key) => key.textContent?.replace(/\s/g, ''));
    expect(shown).toBe((await keyOf(desk, revision.guaranteeId)).reveal());
    expect(await page.evaluate(() => (globalThis as { stayed?: boolean }).stayed)).toBe(true);
    expect(browser.complaints).toEqual([]);
  });

  test.each([
    ['ja', false, 1280],
    ['en', true, 360],
  ])('%s, dark %s, %d px: axe finds nothing, and nothing is wider than the screen', async (language, dark, width) => {
    const revision = await posted({ projectName: `${'とても長い名前の工事'.repeat(12)}<script>alert(1)</script>` });
    const page = await browser.person({ dark, width });
    await desk.signInWith(page, 'clerk');
    await page.goto(`${desk.url}${at(revision)}?lang=${language}`);
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    expect(browser.complaints).toEqual([]);
  });
});
