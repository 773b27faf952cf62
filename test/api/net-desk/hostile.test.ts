/** What no field takes is refused beside it: marks and breaks in a line, signs no paper shows, odd amounts, days that are none. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { typedApplication } from '../../../domain/typed-application.ts';
import { buildExample } from '../../support/cases.ts';
import { refusedAmounts, refusedDays, refusedInALine, refusedOnPaper } from '../../support/hostile-values.ts';
import { type OpenDesk, openDesk } from './support/desk.ts';

let desk: OpenDesk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

const good = typedApplication(buildExample(new Date()));
const lineFields = [
  'contract.projectName',
  'contract.beneficiaryTitle',
  'contract.jointVentureName',
  'contract.worksNumber',
  'prepayment.feeBilledTo',
  'delivery.contactPerson',
];
const paperFields = lineFields.slice(0, 3);
const cases: [string, string, string][] = [
  ...lineFields.flatMap((field) =>
    Object.entries(refusedInALine).map(([what, value]): [string, string, string] => [field, what, value]),
  ),
  ...paperFields.flatMap((field) =>
    Object.entries(refusedOnPaper).map(([what, value]): [string, string, string] => [field, what, value]),
  ),
  ...['contract.amountYen', 'prepayment.amountYen'].flatMap((field) =>
    refusedAmounts.map((value): [string, string, string] => [field, value, value]),
  ),
  ...['contract.contractOn', 'contract.worksToOn'].flatMap((field) =>
    refusedDays.map((value): [string, string, string] => [field, value, value]),
  ),
];

test('each field of the form, with what was typed still there', async () => {
  const { browser } = await desk.signIn('clerk');
  const page = await browser.press(await browser.visit('/drafts'), '新しく申し込む');
  const formToken = /name="formToken" value="([^"]+)"/.exec(page.html)?.[1] ?? '';
  const passed: string[] = [];
  for (const [field, what, value] of cases) {
    const told = await browser.send(
      page.address,
      new URLSearchParams({ ...good, [field]: value, formToken, step: 'confirm' }),
    );
    const beside = new RegExp(`id="${field.replace('.', '\\.')}-error"`).test(told.html);
    if (told.status !== 422 || !beside) passed.push(`${field}: ${what} (${told.status})`);
  }
  expect(passed).toEqual([]);
}, 120_000);
