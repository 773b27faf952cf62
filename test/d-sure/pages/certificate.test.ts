/** What stands on a certificate's page once it is open: the PDF, views on record, and older revisions. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type House, openHouse, secondEmail } from '../support/house.ts';
import { buildPosting, createPosting, post, putKey } from '../support/postings.ts';
import { forgetTries, key, newNumber, opened, responsesOn } from '../support/visits.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());
beforeEach(() => forgetTries(house));

describe('the PDF', () => {
  test('comes byte for byte as it was posted, to look at or to save', async () => {
    const number = newNumber();
    const { file } = await createPosting(house.url, number, key);
    const { browser, page } = await opened(house, number);
    const shown = await browser.follow(page, '電子証書（PDF）を開く');
    expect([shown.headers.get('content-type'), shown.html]).toEqual(['application/pdf', file.toString()]);
    expect(shown.headers.get('content-disposition')).toBe(`inline; filename="${number}-1.pdf"`);
    const saved = await browser.follow(page, 'PDFを保存する');
    expect(saved.headers.get('content-disposition')).toBe(`attachment; filename="${number}-1.pdf"`);
  });

  test('that is damaged or lost is not shown, and the page says so', async () => {
    const number = newNumber();
    const posting = buildPosting(number, {}, 'to be damaged');
    await post(house.url, posting);
    await putKey(house.url, number, key);
    await rm(join(house.folder, posting.body.fileDigest.slice(0, 2), `${posting.body.fileDigest}.pdf`));
    const { browser, page } = await opened(house, number);
    expect(page.text).toContain('データが到着時と一致しません');
    expect((await browser.visit(`${page.address}/revisions/1/file`)).status).toBe(500);
  });
});

describe('views and revisions', () => {
  test('every view is on record; the surety hears of the first by each account, once per revision', async () => {
    const number = newNumber();
    await createPosting(house.url, number, key);
    const { browser, page } = await opened(house, number);
    await browser.visit(page.address);
    await browser.follow(page, '電子証書（PDF）を開く');
    await opened(house, number, secondEmail);
    const views = await house.owner.view.findMany({
      where: { revision: { guaranteeNumber: number } },
      orderBy: { viewedAt: 'asc' },
    });
    expect(views.map(({ what }) => what)).toEqual(['page', 'page', 'file', 'page']);
    const heard = await responsesOn(house, number);
    expect(heard).toMatchObject([
      { kind: 'opened', revision: 1, by: '高根沢町 総務課', reason: null },
      { kind: 'opened', revision: 1, by: '高根沢町 契約係', reason: null },
    ]);
  });

  test('many views at once are one opening', async () => {
    const number = newNumber();
    await createPosting(house.url, number, key);
    const { browser, page } = await opened(house, number);
    await Promise.all(Array.from({ length: 8 }, () => browser.visit(page.address)));
    expect(await responsesOn(house, number)).toHaveLength(1);
  });

  test('the newest revision is shown, the older stay readable, and the page says what came since the last view', async () => {
    const number = newNumber();
    await createPosting(house.url, number, key);
    const { browser, page } = await opened(house, number);
    await post(
      house.url,
      buildPosting(number, { revision: 2, revisionKind: 'amendment', guaranteeAmountYen: 24_800_000 }),
    );
    const newest = await browser.visit(page.address);
    expect(newest.text).toContain('前回ご覧になった No.1 のあとに、No.2（変更）が届いています');
    expect(newest.text).toContain('24,800,000円');
    expect(newest.text.indexOf('2 ')).toBeLessThan(newest.text.lastIndexOf('1 '));
    const older = await browser.follow(newest, 'No.1 を見る');
    expect(older.text).toContain('これは No.1 の内容です。最新は No.2 です。');
    expect(older.text).not.toContain('受領する');
  });
});
