/** The leaflet's case by hand, in a real browser on real parts: with a pointer, without JavaScript, and with the keyboard alone. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ElementHandle, Page } from 'puppeteer';
import { addDays, addMonths, dayInJapan } from '../../domain/dates.ts';
import { codeOf } from '../api/net-desk/support/authenticator.ts';
import { plugIn } from '../api/net-desk/support/virtual-authenticator.ts';
import { openBrowser, type TestBrowser } from '../support/browser.ts';
import { type LocalStack, openLocalStack, type Portal } from '../support/local-stack.ts';
import { createPatientClient, type PatientClient } from '../support/patient-client.ts';
import { readPdf } from '../support/read-pdf.ts';
import { until } from '../support/until.ts';
import { type Hands, keyboard, pointer } from './support/hands.ts';

const today = dayInJapan(new Date());
let stack: LocalStack;
let browser: TestBrowser;
let reviewer: PatientClient;
let contractor: PatientClient;
beforeAll(async () => {
  [stack, browser] = await Promise.all([openLocalStack({ RESPONSES_EVERY_MS: '1000' }), openBrowser('localhost')]);
  const as = (who: string) =>
    createPatientClient(
      () => stack.url('api'),
      () => stack.apiKey(who),
    );
  [reviewer, contractor] = [as('reviewer'), as('contractor')];
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await stack?.close();
});

const mainOf = (page: Page) => page.$eval('main', (element) => element.textContent ?? '');

async function signIn(page: Page, hands: Hands, url: string, person: { email: string; password: string }) {
  await page.goto(`${url}/sign-in`);
  await hands.fill(page, 'email', person.email);
  await hands.fill(page, 'password', person.password);
  await hands.press(page, 'ログイン');
}

/** 申込作成, 申込確認, 送信完了; returns the prepayment's id. */
async function apply(page: Page, hands: Hands, projectName: string): Promise<string> {
  await page.goto(`${stack.url('netDesk')}/drafts`);
  await hands.press(page, '新しく申し込む');
  const texts: [string, string][] = [
    ['contract.projectName', projectName],
    ['contract.authorityId', 'takanezawa'],
    ['contract.beneficiaryTitle', '高根沢町長'],
    ['contract.amountYen', '50,000,000'],
    ['contract.contractOn', today.replaceAll('-', '/')],
    ['contract.worksFromOn', addDays(today, 1)],
    ['contract.worksToOn', addMonths(today, 8)],
  ];
  for (const [id, text] of texts) await hands.fill(page, id, text);
  await hands.tick(page, 'prepayment.chosen');
  await hands.tick(page, 'contract-guarantee.chosen');
  await hands.unfold(page);
  const terms: [string, string][] = [
    ['prepayment.amountYen', '20,000,000'],
    ['prepayment.bankBranchId', 'sample-bank-xx'],
    ['prepayment.feePayment', 'monthly-batch'],
    ['contract-guarantee.amountYen', '5,000,000'],
    ['contract-guarantee.feePayment', 'monthly-batch'],
    ['delivery.branchId', 'tochigi'],
    ['delivery.completionMailAddress', 'soumu@marumaru-kensetsu.example.jp'],
  ];
  for (const [id, text] of terms) await hands.fill(page, id, text);
  await hands.press(page, '内容を確認する');
  expect(await mainOf(page)).toContain(projectName);
  await hands.press(page, 'この内容で申し込む');
  expect(await mainOf(page)).toMatch(/R-\d{8}-\d{6}/);
  const { guarantees } = await contractor.get<{ guarantees: { id: string; product: string }[] }>('/guarantees?limit=2');
  for (const { id } of guarantees) await reviewer.post(`/guarantees/${id}/approval`, {});
  return guarantees.find(({ product }) => product === 'prepayment')?.id ?? '';
}

/** What the officer has: the notice as a file, and number and key as words. */
interface Notice {
  readonly pdf: Uint8Array;
  readonly guaranteeNumber: string;
  readonly key: string;
}

/** The PDF is dropped on the page. */
async function drop(page: Page, { pdf }: Notice): Promise<void> {
  const dropped = page.evaluate((base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([bytes], '認証キーのお知らせ.pdf', { type: 'application/pdf' }));
    document.body.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer }));
  }, Buffer.from(pdf).toString('base64'));
  await Promise.all([page.waitForNavigation(), dropped]);
}

/** The PDF is chosen in the file dialog. */
async function choose(page: Page, { pdf }: Notice): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'hosho-notice-'));
  const file = join(folder, 'notice.pdf');
  await writeFile(file, pdf);
  const field = (await page.$('#notice')) as ElementHandle<HTMLInputElement>;
  await field.uploadFile(file);
  await pointer.press(page, 'お知らせから開く');
  await rm(folder, { recursive: true });
}

async function type(page: Page, { guaranteeNumber, key }: Notice): Promise<void> {
  await keyboard.fill(page, 'guaranteeNumber', guaranteeNumber);
  await keyboard.fill(page, 'key', key);
  await keyboard.press(page, '開く');
}

describe.each([
  ['a pointer', pointer, true, drop],
  ['a pointer and no JavaScript', pointer, false, choose],
  ['the keyboard alone', keyboard, true, type],
] as const)('with %s', (how, hands, javaScript, open) => {
  test('it is applied for, issued, submitted, opened, checked and accepted', async () => {
    const page = await browser.person({ javaScript });
    const clerk = { email: 'hanako@marumaru-kensetsu.example.jp', password: stack.secrets().contractorPassword };
    await signIn(page, hands, stack.url('netDesk'), clerk);
    const projectName = `●●●●工事（${how}）`;
    const id = await apply(page, hands, projectName);
    const posted = await until(async () => {
      const told = await contractor.get<{ stage: string; guaranteeNumber: string; authenticationKey: string }>(
        `/guarantees/${id}`,
      );
      return told.stage === 'posted' && told;
    }, 60_000);

    await page.goto(`${stack.url('netDesk')}/guarantees/${id}`);
    const key = (await page.$eval('.key', (element) => element.textContent ?? '')).replace(/\s/g, '');
    expect(key).toBe(posted.authenticationKey);
    const certificate = await page.$eval('table a[target="_blank"]', (element) => (element as HTMLAnchorElement).href);
    const looking = await page.browserContext().newPage();
    await looking.goto(certificate);
    expect(await looking.$eval('body', (element) => element.textContent ?? '')).toContain(projectName);
    await looking.close();
    const notice = await contractor.download(`/guarantees/${id}/documents/key-notice`);
    expect((await readPdf(notice)).text).toContain(posted.guaranteeNumber);
    await hands.fill(page, 'channel', 'email');
    await hands.press(page, '提出しました');
    expect(await mainOf(page)).toContain('提出を記録しました');

    const officer = await browser.person({ javaScript });
    const person = { email: 'soumu@takanezawa.example.jp', password: stack.secrets().authorityPassword };
    await signIn(officer, hands, stack.url('dSure'), person);
    await open(officer, { pdf: notice, guaranteeNumber: posted.guaranteeNumber, key });
    expect(await mainOf(officer)).toContain(projectName);
    await hands.follow(officer, '契約照合をする');
    await hands.fill(officer, 'contractAmount', '50,000,000');
    await hands.press(officer, '照合する');
    expect(await mainOf(officer)).toContain('一致しています');
    await hands.follow(officer, '電子証書へ戻る');
    await hands.follow(officer, '受領する');
    await hands.press(officer, '受領する');

    await until(async () => {
      if (!javaScript) await page.goto(`${stack.url('netDesk')}/guarantees/${id}`);
      return (await mainOf(page)).includes('受領');
    }, 30_000);
    expect(browser.complaints).toEqual([]);
  }, 180_000);
});

test('on one host one browser is signed in to each portal by itself, and each gives its people passkeys', async () => {
  const { contractorPassword, authorityPassword, staffPassword, staffTotpSecret } = stack.secrets();
  const people: [Portal, { email: string; password: string }][] = [
    ['netDesk', { email: 'hanako@marumaru-kensetsu.example.jp', password: contractorPassword }],
    ['dSure', { email: 'soumu@takanezawa.example.jp', password: authorityPassword }],
    ['operations', { email: 'ichiro@mirai-hosho.example.jp', password: staffPassword }],
  ];
  const context = (await browser.person()).browserContext();
  const pages = new Map<Portal, Page>();
  const pathAt = async (portal: Portal, path: string) => {
    await pages.get(portal)?.goto(`${stack.url(portal)}${path}`);
    return new URL(pages.get(portal)?.url() ?? '').pathname;
  };
  for (const [portal, person] of people) {
    const page = await context.newPage();
    pages.set(portal, page);
    await plugIn(page);
    expect(await pathAt(portal, '/account')).toBe('/sign-in');
    await signIn(page, pointer, stack.url(portal), person);
    if (portal === 'operations') {
      await pointer.fill(page, 'code', codeOf(staffTotpSecret));
      await pointer.press(page, 'ログイン');
    }
    expect(await pathAt(portal, '/account/passkeys/new')).toBe('/account/passkeys/new');
    await pointer.fill(page, 'name', 'このパソコン');
    await pointer.fill(page, 'password', person.password);
    await pointer.press(page, 'パスキーの作成へ進む');
    await pointer.press(page, 'この端末でパスキーを作成する');
    expect(await mainOf(page)).toContain('パスキーを登録しました');
  }
  for (const [portal] of people) {
    const page = pages.get(portal) as Page;
    for (const [other] of people) expect(await pathAt(other, '/account')).toBe('/account');
    await pointer.press(page, 'ログアウト');
    expect(await pathAt(portal, '/account')).toBe('/sign-in');
    await pathAt(portal, '/sign-in');
    await pointer.press(page, 'パスキーでログインする');
    expect(await pathAt(portal, '/account')).toBe('/account');
  }
}, 120_000);
