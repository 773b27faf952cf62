/** What people of authorities see and do at D-Sure, read as a person reads it. */

import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Browser, type Page } from '../../bin/example/browser.ts';
import { idleHours, signInsInARow } from '../../d-sure/library.ts';
import { allowances } from '../../d-sure/tries.ts';
import { email, type House, openHouse, password, secondEmail } from './support/house.ts';
import { buildPosting, createPosting, get, post, putKey } from './support/postings.ts';

const key = 'Z28YUE4J3Bux';
let house: House;
let count = 0;
const newNumber = () => `31074-${String(++count).padStart(5, '0')}M`;

beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());
beforeEach(async () => {
  await house.owner.tries.deleteMany();
  await house.owner.rateLimit.deleteMany();
});

async function signedIn(as = email): Promise<{ browser: Browser; page: Page }> {
  const browser = new Browser(house.url);
  const page = await browser.press(await browser.visit('/'), 'ログイン', { メールアドレス: as, パスワード: password });
  return { browser, page };
}

async function opened(number: string, as = email): Promise<{ browser: Browser; page: Page }> {
  const { browser, page } = await signedIn(as);
  return { browser, page: await browser.press(page, '開く', { 保証契約番号: number, 認証キー: key }) };
}

async function responsesOn(number: string) {
  const { json } = await get(house.url, '/api/responses?limit=1000');
  return json.responses.filter(({ guaranteeNumber }: { guaranteeNumber: string }) => guaranteeNumber === number);
}

describe('signing in', () => {
  test('leads to the page that opens certificates, under the name of the authority and department', async () => {
    const { page, browser } = await signedIn();
    expect(page.text).toContain('高根沢町 総務課');
    expect(page.text).toContain('電子証書を開く');
    expect([...browser.cookies.keys()].every((name) => name.startsWith('d-sure.'))).toBe(true);
  });

  test('a wrong password and an unknown person are refused in the same words', async () => {
    const texts = [];
    for (const as of [email, 'nobody@takanezawa.example.jp']) {
      const browser = new Browser(house.url);
      const page = await browser.press(await browser.visit('/sign-in'), 'ログイン', {
        メールアドレス: as,
        パスワード: 'wrong-password',
      });
      expect(page.status).toBe(422);
      texts.push(page.text);
    }
    expect(texts[0]).toContain('メールアドレスかパスワードが違います');
    expect(texts[0]).toBe(texts[1]);
  });

  test('too many wrong passwords stop the account for a while, the right one too', async () => {
    const browser = new Browser(house.url);
    const first = await browser.visit('/sign-in');
    for (let n = 0; n < allowances['sign-in'].tries; n++) {
      await browser.press(first, 'ログイン', { メールアドレス: secondEmail, パスワード: `wrong-password-${n}` });
    }
    const page = await browser.press(first, 'ログイン', { メールアドレス: secondEmail, パスワード: password });
    expect(page.status).toBe(429);
    expect(page.text).toContain('以降にもう一度お試しください');
  });

  test('too many sign-ins in a row from one network address are stopped, whoever they name', async () => {
    const browser = new Browser(house.url);
    const page = await browser.visit('/sign-in');
    const statuses = [];
    for (let n = 0; n <= signInsInARow; n++) {
      const answer = await browser.press(page, 'ログイン', {
        メールアドレス: `p${n}@example.jp`,
        パスワード: 'wrong-password',
      });
      statuses.push(answer.status);
    }
    expect(statuses).toEqual([...Array(signInsInARow).fill(422), 429]);
  });

  test('nobody signs up, and the library has no other door', async () => {
    const browser = new Browser(house.url);
    for (const address of ['/auth/sign-up/email', '/auth/sign-in/email', '/auth/ok', '/auth/get-session']) {
      expect((await browser.visit(address)).status).toBe(404);
      expect((await browser.send(address, new URLSearchParams())).status).toBe(404);
    }
    expect(await house.owner.authorityUser.count()).toBe(4);
  });

  test('a form from another site is refused', async () => {
    const browser = new Browser(house.url);
    const values = new URLSearchParams({ email, password });
    const page = await browser.send('/sign-in', values, { origin: 'https://elsewhere.example.jp' });
    expect(page.status).toBe(403);
    expect(page.text).toContain('もう一度開いてから操作してください');
  });

  test('signing out ends the session and closes what it had opened', async () => {
    const number = newNumber();
    await createPosting(house.url, number, key);
    const { browser, page } = await opened(number);
    expect((await browser.press(page, 'ログアウト')).text).toContain('パスワード');
    const again = await signedIn();
    expect((await again.browser.visit(page.address)).status).toBe(404);
    expect(await house.owner.grant.count({ where: { guaranteeNumber: number } })).toBe(0);
  });

  test('a session ends an hour after its last request, and a session that has ended opens nothing', async () => {
    const { browser } = await signedIn();
    const [session] = await house.owner.session.findMany({ orderBy: { createdAt: 'desc' }, take: 1 });
    const hours = ((session?.expiresAt.getTime() ?? 0) - (session?.createdAt.getTime() ?? 0)) / 3_600_000;
    expect(Math.round(hours)).toBe(idleHours);
    await house.owner.session.update({
      where: { id: session?.id ?? '' },
      data: { expiresAt: new Date(Date.now() - 1) },
    });
    expect((await browser.visit('/certificates')).address).toBe('/sign-in');
    await signedIn();
    expect(await house.owner.session.count({ where: { id: session?.id ?? '' } })).toBe(0);
  });

  test('every page asks who one is first', async () => {
    const browser = new Browser(house.url);
    const grant = randomUUID();
    for (const address of ['/', '/certificates', `/certificates/${grant}`, `/certificates/${grant}/revisions/1/file`]) {
      expect((await browser.visit(address)).address).toBe('/sign-in');
    }
  });
});

describe('opening a certificate', () => {
  test('number and key show its lines, arrival, revision and whether it is undamaged', async () => {
    const number = newNumber();
    house.setClock(new Date('2026-04-03T03:00:00Z'));
    await createPosting(house.url, number, key);
    house.setClock(null);
    const { page } = await opened(number);
    expect(page.status).toBe(200);
    const shown = [
      `前払金保証 ${number}`,
      'No.1 新規',
      '到着 2026/04/03 12:00',
      '✓ データは改ざんされていません',
      '保証契約者 〇〇建設 株式会社',
      '被保証者 高根沢町長',
      '保証金額(前払) 20,000,000円',
      '保証期間 令和08年12月01日',
      '工事名 ●●●●工事',
      '請負金額(前払) 50,000,000円',
      '工期 令和08年04月02日 ～ 令和08年12月01日',
      '請負契約日 令和08年04月01日',
      '預託金融機関 〇〇銀行 ××支店',
      '取締役社長 保証 太郎',
      'TEL 028-000-0000',
    ];
    for (const words of shown) expect(page.text).toContain(words);
  });

  test('the number may be typed in full width, without its hyphen, and the key with spaces and hyphens', async () => {
    const number = newNumber();
    await createPosting(house.url, number, key);
    const { browser, page } = await signedIn();
    const typed = { 保証契約番号: ` ${number.replace('-', '').replace('M', 'ｍ')} `, 認証キー: 'Z28Y-UE4J 3Bux' };
    expect((await browser.press(page, '開く', typed)).text).toContain('電子証書の内容');
  });

  test('an unknown number, a wrong key and a number without a key are answered byte for byte alike', async () => {
    const number = newNumber();
    const bare = newNumber();
    await createPosting(house.url, number, key);
    await post(house.url, buildPosting(bare));
    const { browser, page } = await signedIn();
    const answers = [];
    for (const wrong of [number, bare, '31074-99999M']) {
      const answer = await browser.press(page, '開く', { 保証契約番号: wrong, 認証キー: 'aB3dE5gH7jK9' });
      expect(answer.status).toBe(422);
      const headers = [...answer.headers].filter(([name]) => name !== 'date');
      answers.push(JSON.stringify([headers, answer.html.replaceAll(wrong, 'NUMBER')]));
    }
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toContain('保証契約番号と認証キーの組み合わせが確認できませんでした');
    expect(answers[0]).not.toContain('aB3dE5gH7jK9');
  });

  test('characters that look alike are named, whether or not the number exists', async () => {
    const number = newNumber();
    await createPosting(house.url, number, key);
    const { browser, page } = await signedIn();
    for (const typed of [number, '31074-99999M']) {
      const answer = await browser.press(page, '開く', { 保証契約番号: typed, 認証キー: 'Z28YUE4J3BuO' });
      expect(answer.text).toContain('見まちがえやすい文字があります');
    }
  });

  test('wrong keys are limited per account, with the time from which it goes on', async () => {
    const number = newNumber();
    await createPosting(house.url, number, key);
    const { browser, page } = await signedIn();
    for (let n = 0; n < allowances.account.tries; n++) {
      const wrong = { 保証契約番号: `31074-8${String(n).padStart(4, '0')}M`, 認証キー: 'aB3dE5gH7jK9' };
      expect((await browser.press(page, '開く', wrong)).status).toBe(422);
    }
    const stopped = await browser.press(page, '開く', { 保証契約番号: number, 認証キー: key });
    expect(stopped.status).toBe(429);
    expect(stopped.text).toMatch(/受け付けを止めています。\d{4}\/\d\d\/\d\d \d\d:\d\d 以降に/);
    expect((await opened(number, secondEmail)).page.status).toBe(200);
    house.setClock(new Date(Date.now() + (allowances.account.minutes + 1) * 60_000));
    expect((await browser.press(page, '開く', { 保証契約番号: number, 認証キー: key })).status).toBe(200);
    house.setClock(null);
  });

  test('wrong keys are limited per number, whoever types them, known or not; and many at once do not slip through', async () => {
    const number = newNumber();
    await createPosting(house.url, number, key);
    for (const typed of [number, '31074-77777M']) {
      await house.owner.tries.deleteMany();
      const first = await signedIn();
      const second = await signedIn(secondEmail);
      const half = allowances.number.tries / 2;
      const wrong = { 保証契約番号: typed, 認証キー: 'aB3dE5gH7jK9' };
      const pages = await Promise.all(
        [first, second].flatMap(({ browser, page }) =>
          Array.from({ length: half + 2 }, () => browser.press(page, '開く', wrong)),
        ),
      );
      expect(pages.filter(({ status }) => status === 422)).toHaveLength(allowances.number.tries);
      expect(pages.filter(({ status }) => status === 429)).toHaveLength(4);
      expect((await second.browser.press(second.page, '開く', { ...wrong, 認証キー: key })).status).toBe(429);
    }
  });

  test('right keys do not use up tries', async () => {
    const number = newNumber();
    await createPosting(house.url, number, key);
    const { browser, page } = await signedIn();
    for (let n = 0; n <= allowances.number.tries; n++) {
      expect((await browser.press(page, '開く', { 保証契約番号: number, 認証キー: key })).status).toBe(200);
    }
  });

  test('what one session opened, no other session reads, be it of the same person', async () => {
    const number = newNumber();
    await createPosting(house.url, number, key);
    const { page } = await opened(number);
    for (const as of [email, secondEmail]) {
      const other = await signedIn(as);
      for (const address of [page.address, `${page.address}/revisions/1/file`, `${page.address}/acceptance`]) {
        expect((await other.browser.visit(address)).status).toBe(404);
      }
    }
  });

  test('a replaced key closes what the old one had opened, and the old one opens no more', async () => {
    const number = newNumber();
    await createPosting(house.url, number, key);
    const { browser, page } = await opened(number);
    await putKey(house.url, number, 'aB3dE5gH7jK9', { replaces: true });
    expect((await browser.visit(page.address)).status).toBe(404);
    expect((await opened(number)).page.status).toBe(422);
  });

  test('pages and files are not kept by browsers or proxies, run no script of their own, and show in no frame', async () => {
    const number = newNumber();
    await createPosting(house.url, number, key);
    const { browser, page } = await opened(number);
    for (const each of [
      page,
      await browser.follow(page, '電子証書（PDF）を開く'),
      await browser.visit('/certificates'),
    ]) {
      expect(each.headers.get('cache-control')).toBe('no-store');
      expect(each.headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(each.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    }
    expect(page.html).not.toMatch(/<script(?! src="\/assets\/)|<style|style="| on\w+="/);
  });

  test('text of the certificate is shown as text, never as markup', async () => {
    const number = newNumber();
    await post(house.url, buildPosting(number, { projectName: '<script>alert(1)</script>' }));
    await putKey(house.url, number, key);
    const { page } = await opened(number);
    expect(page.html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  });
});

describe('the PDF', () => {
  test('comes byte for byte as it was posted, to look at or to save', async () => {
    const number = newNumber();
    const { file } = await createPosting(house.url, number, key);
    const { browser, page } = await opened(number);
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
    const { browser, page } = await opened(number);
    expect(page.text).toContain('データが到着時と一致しません');
    expect((await browser.visit(`${page.address}/revisions/1/file`)).status).toBe(500);
  });
});

describe('views and revisions', () => {
  test('every view is on record; the surety hears of the first by each account, once per revision', async () => {
    const number = newNumber();
    await createPosting(house.url, number, key);
    const { browser, page } = await opened(number);
    await browser.visit(page.address);
    await browser.follow(page, '電子証書（PDF）を開く');
    await opened(number, secondEmail);
    const views = await house.owner.view.findMany({
      where: { revision: { guaranteeNumber: number } },
      orderBy: { viewedAt: 'asc' },
    });
    expect(views.map(({ what }) => what)).toEqual(['page', 'page', 'file', 'page']);
    const heard = await responsesOn(number);
    expect(heard).toMatchObject([
      { kind: 'opened', revision: 1, by: '高根沢町 総務課', reason: null },
      { kind: 'opened', revision: 1, by: '高根沢町 契約係', reason: null },
    ]);
  });

  test('many views at once are one opening', async () => {
    const number = newNumber();
    await createPosting(house.url, number, key);
    const { browser, page } = await opened(number);
    await Promise.all(Array.from({ length: 8 }, () => browser.visit(page.address)));
    expect(await responsesOn(number)).toHaveLength(1);
  });

  test('the newest revision is shown, the older stay readable, and the page says what came since the last view', async () => {
    const number = newNumber();
    await createPosting(house.url, number, key);
    const { browser, page } = await opened(number);
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

describe('the answer', () => {
  test('an acceptance is confirmed first, recorded under the authority, and told to the surety once', async () => {
    const number = newNumber();
    await createPosting(house.url, number, key);
    const { browser, page } = await opened(number);
    const asked = await browser.follow(page, '受領する');
    expect(asked.text).toContain('受領は取り消せません');
    const pages = await Promise.all([browser.press(asked, '受領する'), browser.press(asked, '受領する')]);
    for (const each of pages) expect(each.text).toContain('高根沢町 総務課');
    expect((await browser.visit(page.address)).text).toContain('✓ 受領');
    const accepted = (await responsesOn(number)).filter(({ kind }: { kind: string }) => kind === 'accepted');
    expect(accepted).toMatchObject([{ revision: 1, by: '高根沢町 総務課', reason: null }]);
  });

  test('a correction is asked with a reason, looked at before it is sent, and told to the surety once', async () => {
    const number = newNumber();
    await createPosting(house.url, number, key);
    const { browser, page } = await opened(number);
    const form = await browser.follow(page, '補正を依頼する');
    const reason = '請負契約日が違います。\n令和8年4月2日としてください。';
    const look = await browser.press(form, '内容を確認する', { 理由: reason });
    expect(look.text).toContain('この内容で補正を依頼しますか');
    expect((await browser.press(look, '理由を直す')).text).toContain('令和8年4月2日としてください。');
    await Promise.all([browser.press(look, '補正を依頼する'), browser.press(look, '補正を依頼する')]);
    expect((await browser.visit(page.address)).text).toContain('補正依頼');
    const asked = (await responsesOn(number)).filter(({ kind }: { kind: string }) => kind === 'correction-asked');
    expect(asked).toMatchObject([{ revision: 1, by: '高根沢町 総務課', reason }]);
  });

  test.each([
    ['no reason', '  ', '理由を入力してください'],
    ['a reason without end', 'あ'.repeat(1_001), '理由は1,000文字以内で入力してください'],
    ['a reason that cannot be printed', 'a\u0000b', '文字'],
    [
      'a reason that tells the key (reason-must-not-hold-the-key)',
      '認証キー Z28Y UE4J 3Bux で開けません',
      '認証キーを消してください',
    ],
  ])('%s is refused beside its field', async (_what, reason, said) => {
    const number = newNumber();
    await createPosting(house.url, number, key);
    const { browser, page } = await opened(number);
    const answer = await browser.press(await browser.follow(page, '補正を依頼する'), '内容を確認する', {
      理由: reason,
    });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(said);
    expect(await responsesOn(number)).toHaveLength(1);
  });

  test('what was looked at must still be the newest', async () => {
    const number = newNumber();
    await createPosting(house.url, number, key);
    const { browser, page } = await opened(number);
    const asked = await browser.follow(page, '受領する');
    await post(house.url, buildPosting(number, { revision: 2, revisionKind: 'correction' }));
    const answer = await browser.press(asked, '受領する');
    expect(answer.status).toBe(409);
    expect(answer.text).toContain('新しい電子証書が届いています');
  });

  test('a form without the session’s own token is refused', async () => {
    const number = newNumber();
    await createPosting(house.url, number, key);
    const { browser, page } = await opened(number);
    for (const formToken of ['', 'x'.repeat(43)]) {
      const answer = await browser.send(
        `${page.address}/acceptance`,
        new URLSearchParams({ formToken, revision: '1' }),
      );
      expect(answer.status).toBe(403);
    }
    expect(await responsesOn(number)).toHaveLength(1);
  });
});

describe('forms that no person fills so', () => {
  const odd = ['\u0000', '\uFFFD', '％００', '{{key}}', "' OR 1=1 --", '＜', '𠮷'.repeat(300), '-'.repeat(300), ' '];

  test.each(odd)('%j as number, key, e-mail and password is refused, not stumbled over', async (text) => {
    const { browser, page } = await signedIn();
    const answer = await browser.press(page, '開く', { 保証契約番号: text, 認証キー: text });
    expect(answer.status).toBe(422);
    const stranger = new Browser(house.url);
    const refused = await stranger.press(await stranger.visit('/sign-in'), 'ログイン', {
      メールアドレス: text,
      パスワード: text,
    });
    expect(refused.status).toBe(422);
  });

  test('fields sent twice, missing, too many or too long, and broken cookies, are refused', async () => {
    const { browser, page } = await signedIn();
    const formToken = /name="formToken" value="([^"]+)"/.exec(page.html)?.[1] ?? '';
    const twice = new URLSearchParams([
      ['formToken', formToken],
      ['key', 'a'],
      ['key', 'b'],
      ['guaranteeNumber', 'a'],
      ['guaranteeNumber', 'b'],
    ]);
    expect((await browser.send('/certificates', twice)).status).toBe(422);
    expect((await browser.send('/certificates', new URLSearchParams({ formToken }))).status).toBe(422);
    const many = new URLSearchParams(Array.from({ length: 50 }, (_, n) => [`f${n}`, '1']));
    expect((await browser.send('/certificates', many)).status).toBe(413);
    expect((await browser.send('/certificates', new URLSearchParams({ key: 'x'.repeat(100_000) }))).status).toBe(413);
    for (const cookie of ['d-sure.session_token=%E0%A4%A', 'd-sure.session_token=a.b', '=', 'd-sure.session_token']) {
      const answer = await fetch(new URL('/certificates', house.url), { headers: { cookie }, redirect: 'manual' });
      expect([answer.status, answer.headers.get('location')]).toEqual([303, '/sign-in']);
    }
    for (const address of [
      '/certificates/..',
      '/certificates/x',
      '/certificates/%00',
      `/certificates/${randomUUID()}/revisions/99999999`,
      '/nothing',
    ]) {
      expect((await browser.visit(address)).status).toBe(address === '/certificates/..' ? 200 : 404);
    }
  });
});

test('keys and passwords stand in no log and no table', async () => {
  const tables = [
    'session',
    'account',
    'guarantee',
    'revision',
    'grant',
    'tries',
    'view',
    'response',
    'rate_limit',
    'authority_user',
  ];
  for (const table of tables) {
    const [row] = await house.owner.$queryRawUnsafe<{ all: string | null }[]>(
      `SELECT string_agg(t::text, ' ') AS all FROM "${table}" t`,
    );
    for (const secret of [key, 'aB3dE5gH7jK9', password]) expect(row?.all ?? '').not.toContain(secret);
  }
  for (const secret of [key, 'aB3dE5gH7jK9', password, email]) expect(house.logged()).not.toContain(secret);
});
