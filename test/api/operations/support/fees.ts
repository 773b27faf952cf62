/** Fees that are due, and bank files as clerks take them in, for the tests of the fees' pages. */

import type { Browser, Page } from '../../../../bin/example/browser.ts';
import { feePayments } from '../../../../domain/application.ts';
import type { Day } from '../../../../domain/dates.ts';
import { recordCommand } from '../../../../prisma/record-command.ts';
import { createCase, recorded } from '../../../activities/support/cases.ts';
import { buildExample } from '../../../support/cases.ts';
import type { OpenOperations } from './operations.ts';

export const perCase = feePayments.find((way) => way !== 'monthly-batch') as (typeof feePayments)[number];

type Means = Pick<OpenOperations, 'db'>;

function meansOf({ db }: Means) {
  const recordNow = (revision: { epoch: number }, commandId: string) =>
    recordCommand(db, commandId, revision.epoch, new Date());
  return { db, activities: { recordCommand: recordNow } as never };
}

/** A prepayment guarantee whose fee of 39,400 yen is due, with its receipt number. */
export async function feeDue(operations: Means, projectName?: string) {
  const application = buildExample(new Date(), { feePayment: perCase });
  const contract = projectName === undefined ? application.contract : { ...application.contract, projectName };
  const revision = await createCase(meansOf(operations), 'applied', { ...application, contract });
  await recorded(meansOf(operations), revision, 'approve');
  const where = { id: revision.guaranteeId };
  const { application: applied } = await operations.db.guarantee.findUniqueOrThrow({
    where,
    include: { application: true },
  });
  return { ...revision, receiptNumber: applied.receiptNumber };
}

/** A fee of 39,400 yen of the month's batch, issued on the tenth of the month. */
export async function issuedInBatch(operations: Pick<OpenOperations, 'db' | 'owner'>, monthOn: Day) {
  const { guaranteeId } = await feeDue(operations);
  const issuedAt = new Date(`${monthOn.slice(0, 7)}-10T03:00:00Z`);
  const data = { feePayment: 'monthly-batch', stage: 'posted', issuedAt, feeDueOn: null };
  await operations.owner.revision.updateMany({ where: { guaranteeId, number: 1 }, data });
  return guaranteeId;
}

/** The fee's contractor withdraws its application. */
export async function withdraw(operations: Means, revision: Awaited<ReturnType<typeof feeDue>>) {
  await recorded(meansOf(operations), revision, 'withdraw', { by: 'contractor' });
}

/** What the run would record of a command that waits. */
export function recordPayment({ db }: Means, commandId: string) {
  return recordCommand(db, commandId, 1, new Date());
}

/** Takes a file in at its form, as a browser sends it. */
export async function takeIn(
  browser: Browser,
  content: string | Uint8Array<ArrayBuffer>,
  name = '入金.csv',
): Promise<Page> {
  const page = await browser.visit('/fees/files');
  const form = new FormData();
  form.append('formToken', tokenIn(page));
  form.append('file', new Blob([content]), name);
  return browser.send('/fees/files', form);
}

export function tokenIn({ html }: Page): string {
  return /name="formToken" value="([^"]+)"/.exec(html)?.[1] ?? '';
}

/** The values that a form sends whose boxes stay as the page has them, with what is said besides. */
export function boxesOf(page: Page, own: Record<string, string> = {}): URLSearchParams {
  const values = new URLSearchParams({ formToken: tokenIn(page) });
  for (const [tag] of page.html.matchAll(/<input type="checkbox"[^>]*checked[^>]*>/g)) {
    values.append(/name="([^"]*)"/.exec(tag)?.[1] ?? '', /value="([^"]*)"/.exec(tag)?.[1] ?? '');
  }
  for (const [name, value] of Object.entries(own)) values.set(name, value);
  return values;
}

/** Rows of our template. */
export function sheet(...rows: readonly (readonly (string | number)[])[]): string {
  return ['入金日,金額,振込依頼人名,照会番号,備考', ...rows.map((row) => row.join(','))].join('\r\n');
}
