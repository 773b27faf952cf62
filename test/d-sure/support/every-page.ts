/** Everything that D-Sure shows a person, with something on each page: read from its own router, so that nobody can forget one. */
import type { Browser, Page } from '../../../bin/example/browser.ts';
import { createApp } from '../../../d-sure/app.ts';
import { addressesOf, filled, parametersOf } from '../../api/support/addresses.ts';
import { createPasskey, email, type House, secondEmail, sessionSecret } from './house.ts';
import { register } from './locators.ts';
import { buildPosting, createPosting, post } from './postings.ts';
import { signIn } from './screens.ts';

export const key = 'Z28YUE4J3Bux';
export const number = '31074-00001M';

export interface EveryPage {
  /** Signed in as the authority's administrator, who opened the certificate. */
  readonly reading: Browser;
  readonly certificate: Page;
  /** An address in order for each page. */
  readonly pages: readonly string[];
  /** Paths that no id of the authority opened. */
  readonly unopened: readonly string[];
}

export const pathsOf = (house: House): string[] =>
  addressesOf(createApp(house.services, { origin: house.url, sessionSecret, name: 'D-Sure', trustedProxies: 0 }))
    .filter(({ method }) => method === 'GET')
    .map(({ path }) => path);

/** Certificates of two revisions, answers, a memo, views, locators, people, departments and hand-overs; then each page is tried. */
export async function openEveryPage(house: House, leftOut: readonly string[]): Promise<EveryPage> {
  await createPosting(house.url, number, key);
  const { reading: colleague, home: theirs } = await signIn(house.url, secondEmail);
  const asked = await colleague.press(theirs, '開く', { 保証契約番号: number, 認証キー: key });
  await askCorrection(colleague, asked);
  await post(
    house.url,
    buildPosting(number, { revision: 2, revisionKind: 'amendment', guaranteeAmountYen: 24_800_000 }),
  );
  await createPosting(house.url, '31074-00002M', key);
  const { reading, home } = await signIn(house.url, email);
  await reading.press(home, '開く', { 保証契約番号: '31074-00002M', 認証キー: key });
  await post(house.url, buildPosting('31074-00002M', { revision: 2, revisionKind: 'amendment' }));
  const certificate = await reading.press(home, '開く', { 保証契約番号: number, 認証キー: key });
  await reading.press(certificate, 'メモを保存する', { メモの内容: '起案 第12号\n課長決裁済み' });
  const locator = await register(reading);
  await reading.press(locator, 'パスワードを表示する');
  await reading.press(locator, '確認済みにする');
  await register(reading, { 閲覧URL: 'https://hoken.example.jp/view?id=7', 引受会社: '', 保証金額: '', メモ: '' });
  const ids = await idsOf(house, certificate.address);
  return { reading, certificate, ...(await openedBy(house, reading, ids, leftOut)) };
}

async function askCorrection(person: Browser, certificate: Page): Promise<void> {
  const form = await person.follow(certificate, '補正を依頼する');
  const question = await person.press(form, '内容を確認する', { 理由: '契約日をご確認ください。' });
  await person.press(question, '補正を依頼する');
}

async function idsOf({ owner }: House, certificate: string): Promise<string[]> {
  const [users, departments, locators] = await Promise.all([
    owner.authorityUser.findMany({ where: { right: 'officer' } }),
    owner.department.findMany(),
    owner.locator.findMany({ orderBy: { addedAt: 'asc' } }),
  ]);
  const handover = await owner.handover.create({
    data: {
      id: 'handover-of-april',
      authorityId: 'takanezawa',
      uploadedById: 'takanezawa-soumu',
      uploadedAt: new Date(),
      rows: [],
    },
  });
  const passkey = await createPasskey(owner, 'takanezawa-soumu');
  const grant = certificate.split('/').at(-1) ?? '';
  return [grant, passkey, ...[...users, ...departments, ...locators, handover].map(({ id }) => id)];
}

async function openedBy(house: House, reading: Browser, ids: readonly string[], leftOut: readonly string[]) {
  const cookie = [...reading.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const [pages, unopened]: [string[], string[]] = [[], []];
  for (const path of pathsOf(house).filter((each) => !leftOut.includes(each))) {
    let found: { address: string; isPage: boolean } | null = null;
    for (const id of parametersOf(path) === 0 ? [''] : ids) {
      const address = filled(path, [id, '1']);
      const answer = await fetch(`${house.url}${address}`, { redirect: 'manual', headers: { cookie } });
      await answer.body?.cancel();
      if (answer.status !== 200) continue;
      found = { address, isPage: /text\/html/.test(answer.headers.get('content-type') ?? '') };
      break;
    }
    if (found === null) unopened.push(path);
    else if (found.isPage) pages.push(found.address);
  }
  return { pages, unopened };
}
