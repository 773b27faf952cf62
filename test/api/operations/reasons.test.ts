/** Whatever asks for a reason is refused without one, beside the field, and nothing is done. Every form that asks for one is pressed. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from '../../../bin/example/browser.ts';
import type { SampleStaffName } from '../../../prisma/sample-staff.ts';
import { tableDigests, touched } from '../../support/table-digests.ts';
import { everyPage } from './support/every-page.ts';
import { type FormOnPage, formsOnPages } from './support/forms-on-pages.ts';
import type { OpenOperations } from './support/operations.ts';
import { openReviewing } from './support/under-review.ts';

/** Who tried how often, who is signed in, messages read. */
const keptOnPurpose = ['rate_limit', 'tries', 'session', 'message_reading'];
/** An approval has its reason only where it passes a stop: test/api/operations/reviews/decisions.test.ts. */
const onlyPastAStop = '/reviews/:id/approval';
let operations: OpenOperations;
let forms: readonly [string, FormOnPage][];
const browsers = new Map<SampleStaffName, Promise<Browser>>();

function browserOf(who: SampleStaffName): Promise<Browser> {
  const browser = browsers.get(who) ?? operations.signIn(who).then((signedIn) => signedIn.browser);
  browsers.set(who, browser);
  return browser;
}

beforeAll(async () => {
  operations = await openReviewing();
  const every = await everyPage(operations, []);
  const all = await formsOnPages(every, operations.routes, browserOf);
  forms = [...all].filter(([path, { fields }]) => fields.has('reason') && path !== onlyPastAStop);
}, 180_000);
afterAll(() => operations.close());

/** Days are refused before the reason where they are none. */
const typed = ([name, value]: [string, string]) => [name, /On$/.test(name) && value === '見本' ? '2099/4/1' : value];

test('without a reason, or with blanks for one (reason-must-be-given)', async () => {
  const wrong: string[] = [];
  for (const [path, { who, address, fields }] of forms) {
    const browser = await browserOf(who);
    await operations.owner.rateLimit.deleteMany();
    const before = await tableDigests(operations.owner, keptOnPurpose);
    for (const reason of ['', ' 　']) {
      const values = { ...Object.fromEntries([...fields].map(typed)), requestId: randomUUID(), reason };
      const { status, html } = await browser.send(address, new URLSearchParams(values));
      const said = /href="#reason"/.test(html) || /理由を入力してください/.test(html);
      if (status < 400 || status >= 500 || !said) wrong.push(`${path} ${JSON.stringify(reason)}: ${status} ${said}`);
    }
    const changed = touched(before, await tableDigests(operations.owner, keptOnPurpose));
    if (changed.length > 0) wrong.push(`${path} touched ${changed}`);
  }
  expect(wrong).toEqual([]);
  expect(forms.length).toBeGreaterThan(15);
}, 300_000);
