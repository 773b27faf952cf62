/** Every page of Net Desk, read from its router, with the ids of a company that has one of everything. */
import { addressesOf, filled, parametersOf } from '../../support/addresses.ts';
import { fillCompany } from '../../support/foreign-company.ts';
import { idsOf } from '../../support/foreign-ids.ts';
import { type OpenDesk, people } from './desk.ts';
import { applyFor, returnTo } from './followed.ts';

/** What parameters beside ids may be. */
const otherValues = ['1', 'key-notice', 'apply'];

export interface EveryPage {
  /** An address in order for each page; files are none. */
  readonly pages: readonly string[];
  /** Paths for which no id of the company gave one. */
  readonly unopened: readonly string[];
  readonly ids: readonly string[];
}

/** Fills the company of the sample people and opens each page but those. */
export async function everyPage(desk: OpenDesk, butThose: readonly string[]): Promise<EveryPage> {
  const followed = await fillCompany(desk);
  const returned = await applyFor(desk);
  await returnTo(desk, returned, '金額をご確認ください。');
  await desk.owner.user.update({ where: { id: people.reader.id }, data: { deactivatedAt: new Date() } });
  const more = [returned.guaranteeId, people.reader.id];
  const ids = [...new Set([...followed, ...more, ...(await idsOf(desk.owner, people.clerk.contractorId))])];
  return { ids, ...(await opened(desk, ids, butThose)) };
}

async function opened(desk: OpenDesk, ids: readonly string[], butThose: readonly string[]) {
  const { browser } = await desk.signIn('administrator');
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const [pages, unopened]: [string[], string[]] = [[], []];
  const paths = addressesOf(desk.app).filter(({ method }) => method === 'GET');
  for (const { path } of paths.filter((each) => !butThose.includes(each.path))) {
    let isFile = false;
    let found: string | null = null;
    for (const values of valuesFor(path, ids)) {
      const address = filled(path, values);
      const answer = await fetch(`${desk.url}${address}`, { redirect: 'manual', headers: { cookie } });
      // A paper to be looked at is shut in a sandbox where nothing runs, axe neither; its template has tests of its own.
      const isShutIn = /sandbox/.test(answer.headers.get('content-security-policy') ?? '');
      const isPage = /text\/html/.test(answer.headers.get('content-type') ?? '') && !isShutIn;
      await answer.body?.cancel();
      if (answer.status !== 200) continue;
      isFile = !isPage;
      found = address;
      break;
    }
    if (found === null) unopened.push(path);
    else if (!isFile) pages.push(found);
  }
  return { pages, unopened };
}

export function valuesFor(path: string, ids: readonly string[]): readonly (readonly string[])[] {
  if (parametersOf(path) === 0) return [[]];
  if (parametersOf(path) === 1) return [...ids, ...otherValues].map((id) => [id]);
  return ids.flatMap((id) => [...otherValues, ...ids].map((other) => [id, other]));
}
