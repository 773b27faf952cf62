/** A case whose every free text wishes no good, and what is looked at wherever it comes. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { expect } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import type { Page as Screen } from 'puppeteer';
import type { Browser, Page } from '../../../bin/example/browser.ts';
import { type Application, applicationSchema } from '../../../domain/application.ts';
import type { TestBrowser } from '../../support/browser.ts';
import { buildExample } from '../../support/cases.ts';
import { shownOnPaper, shownOnScreen } from '../../support/hostile-values.ts';
import { withoutSpaces } from '../../support/read-pdf.ts';

/** Signs that mean something to browsers, spreadsheets, templates, mails. */
export const wicked = names(
  shownOnPaper.script,
  shownOnPaper.attribute,
  shownOnPaper.formula,
  shownOnPaper.style,
  shownOnPaper.plus,
);
/** As long as a text may be, with places to break a line and without. */
export const endless = names(
  shownOnPaper.long,
  shownOnPaper.unbroken,
  shownOnPaper.long,
  shownOnPaper.unbroken,
  shownOnPaper.long,
);

function names(project: string, jointVenture: string, title: string, bank: string, payer: string): Application {
  const { contract, guarantees, delivery } = buildExample(new Date());
  return applicationSchema.parse({
    contract: {
      ...contract,
      projectName: project,
      jointVentureName: jointVenture,
      beneficiaryTitle: title,
      worksNumber: project,
    },
    guarantees: guarantees.map((terms) => ({
      ...terms,
      feeBilledTo: payer,
      ...(terms.product === 'contract-guarantee' ? {} : { depository: { freeText: bank } }),
    })),
    delivery: {
      ...delivery,
      contactDepartment: jointVenture,
      contactPerson: shownOnScreen.emoji,
      contactTelephone: payer,
      message: shownOnScreen.lines,
    },
  });
}

/** The same person in a real browser. */
export async function screenOf(chromium: TestBrowser, url: string, reading: Browser, width: number): Promise<Screen> {
  const screen = await chromium.person({ width });
  const domain = new URL(url).hostname;
  await screen
    .browserContext()
    .setCookie(...[...reading.cookies].map(([name, value]) => ({ name, value, domain, path: '/' })));
  screen.on('dialog', (dialog) => void dialog.dismiss());
  return screen;
}

/** Nothing of theirs ran, loaded, or pushed the page wide; and their words stand there, as words. */
export async function expectHarmless(screen: Screen, address: string, words: readonly string[]): Promise<void> {
  const answer = await screen.goto(address);
  const seen = await screen.evaluate(() => ({
    ran: 'hostile' in globalThis,
    foreign: [...document.querySelectorAll('[src=x], base, svg[onload], [onerror], [onfocus]')].map(
      ({ outerHTML }) => outerHTML,
    ),
    isWide: document.documentElement.scrollWidth > innerWidth,
    text: [
      document.body.textContent ?? '',
      ...[...document.querySelectorAll<HTMLInputElement>('input, textarea')].map(({ value }) => value),
    ].join(' '),
  }));
  expect({ address, status: answer?.status(), ran: seen.ran, foreign: seen.foreign, isWide: seen.isWide }).toEqual({
    address,
    status: 200,
    ran: false,
    foreign: [],
    isWide: false,
  });
  const text = withoutSpaces(seen.text);
  for (const word of words) expect([address, text.includes(withoutSpaces(word))]).toEqual([address, true]);
}

/** Kept for somebody to look at, where HOSTILE_PAPERS names a folder. */
export function keep(name: string, bytes: Uint8Array): void {
  const folder = process.env.HOSTILE_PAPERS;
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/${name}`, bytes);
}

/** The file at this address, and the header that it is saved by: plain ASCII, whatever its name. */
export async function fileAt(url: string, reading: Browser, address: string) {
  const cookie = [...reading.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const answer = await fetch(`${url}${address}`, { headers: { cookie } });
  expect([address, answer.status]).toEqual([address, 200]);
  const disposition = answer.headers.get('content-disposition') ?? '';
  expect([address, /[^\x20-\x7e]/.test(disposition)]).toEqual([address, false]);
  return { bytes: new Uint8Array(await answer.arrayBuffer()), disposition };
}

export const formTokenOn = ({ html }: Page) => /name="formToken" value="([^"]+)"/.exec(html)?.[1] ?? '';

/** The names in a ZIP's directory. Source: APPNOTE 4.3.12. */
export function namesIn(bytes: Uint8Array): string[] {
  const zip = Buffer.from(bytes);
  const found: string[] = [];
  for (let at = zip.indexOf('PK\u0001\u0002'); at >= 0; at = zip.indexOf('PK\u0001\u0002', at + 4))
    found.push(zip.toString('utf8', at + 46, at + 46 + zip.readUInt16LE(at + 28)));
  expect(found.length).toBeGreaterThan(1);
  return found;
}

/** The cells of a CSV file, none of which a spreadsheet would calculate. */
export function cellsIn(bytes: Uint8Array): string[] {
  const cells = (parse(Buffer.from(bytes), { bom: true }) as string[][]).flat();
  expect(cells.filter((cell) => /^\s*[=+\-@\t＝＋－＠]/.test(cell))).toEqual([]);
  return cells;
}

export async function signInAt(reading: Browser, email: string, password: string): Promise<Page> {
  return reading.press(await reading.visit('/sign-in'), 'ログイン', { メールアドレス: email, パスワード: password });
}
