/** Asking at the pages or at the API, and the answer byte for byte: for comparing what one is told with what another is. */
import { randomUUID } from 'node:crypto';
import { type OpenDesk, people } from '../net-desk/support/desk.ts';
import { type Address, filled } from './addresses.ts';

/** What is sent with it: texts of a page's form, or a body of the API. */
export type Form = Readonly<Record<string, unknown>>;

/** An answer, told so that it can be compared byte for byte. */
export interface Told {
  readonly status: number;
  readonly said: string;
}

/** Somebody who asks at one of the two: the pages or the API. */
export interface Asker {
  ask(address: Address, values: readonly string[], form?: Form): Promise<Told>;
}

/** Signed in at the pages; whoever signs out is in again. */
export async function atDesk(desk: OpenDesk, who: 'administrator' | 'stranger'): Promise<Asker> {
  const { browser, page } = await desk.signIn(who);
  const sessions = await desk.owner.session.findMany({ where: { userId: people[who].id } });
  const formToken = /name="formToken" value="([^"]+)"/.exec(page.html)?.[1] ?? '';
  const ask: Asker['ask'] = async ({ method, path }, values, form = {}) => {
    const address = `${desk.url}${filled(path, values)}`;
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const query = method === 'GET' ? `?${new URLSearchParams(form as Record<string, string>)}` : '';
    const body =
      method === 'GET' ? {} : { body: new URLSearchParams({ ...(form as Record<string, string>), formToken }) };
    const answer = await fetch(`${address}${query}`, {
      method,
      redirect: 'manual',
      headers: { cookie, origin: desk.url },
      ...body,
    });
    const told = await toldBy(answer, [...values, formToken]);
    if (answer.headers.get('location') === '/sign-in')
      await desk.owner.session.createMany({ data: sessions, skipDuplicates: true }); // it signed out: in again
    return told;
  };
  return { ask };
}

/** With a key of the API. */
export function atApi(desk: OpenDesk, who: 'contractor' | 'otherContractor'): Asker {
  return {
    async ask({ method, path }, values, form = {}) {
      const headers = { Authorization: `Bearer ${desk.tokens[who]}`, 'Idempotency-Key': randomUUID() };
      const query =
        method === 'GET'
          ? `?${new URLSearchParams(form as Record<string, string>)}`
          : path.endsWith('/attachments')
            ? '?name=a.pdf'
            : '';
      const type = path.endsWith('/attachments') ? 'application/pdf' : 'application/json';
      const body = method === 'GET' ? {} : { body: type.endsWith('pdf') ? '%PDF-1.7' : JSON.stringify(form) };
      const address = `${desk.apiUrl}${filled(path, values)}${query}`;
      return toldBy(await fetch(address, { method, headers: { ...headers, 'Content-Type': type }, ...body }), values);
    },
  };
}

/** What was answered, byte for byte but for what each request has of its own. */
async function toldBy(answer: Response, own: readonly string[]): Promise<Told> {
  const headers = [...answer.headers].filter(([name]) => !['date', 'x-request-id'].includes(name));
  const isStream = /event-stream/.test(answer.headers.get('content-type') ?? '');
  if (isStream) await answer.body?.cancel();
  let said = JSON.stringify(headers) + (isStream ? '' : await answer.text());
  for (const value of own.filter((each) => each.length > 30)) said = said.replaceAll(value, 'OWN');
  return { status: answer.status, said };
}
