/** Asking at Operations' addresses as somebody, one address after another, and what is told. */
import type { Route } from '../../../../api/operations/route.ts';
import type { SampleStaffName } from '../../../../prisma/sample-staff.ts';
import { filled } from '../../support/addresses.ts';
import type { OpenOperations } from './operations.ts';

export interface Told {
  readonly status: number;
  readonly location: string | null;
  readonly said: string;
  readonly isPage: boolean;
}

export interface StaffAsker {
  ask(route: Pick<Route, 'method' | 'path'>, values?: readonly string[], form?: Record<string, string>): Promise<Told>;
}

/** Signed in; whoever signs out by asking is in again. Every form carries the session's own token. */
export async function asStaff(operations: OpenOperations, who: SampleStaffName): Promise<StaffAsker> {
  const { browser, page } = await operations.signIn(who);
  const sessions = await operations.owner.session.findMany({ where: { portal: 'operations' } });
  const formToken = /name="formToken" value="([^"]+)"/.exec(page.html)?.[1] ?? '';
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  return {
    async ask({ method, path }, values = [], form = {}) {
      const answer = await fetch(`${operations.url}${filled(path, values)}`, {
        method: method.toUpperCase(),
        redirect: 'manual',
        headers: { cookie, origin: operations.url },
        ...(method === 'get' ? {} : { body: new URLSearchParams({ ...form, formToken }) }),
      });
      const isStream = /event-stream/.test(answer.headers.get('content-type') ?? '');
      const said = isStream ? '' : await answer.text();
      if (isStream) await answer.body?.cancel();
      await operations.owner.rateLimit.deleteMany();
      await operations.owner.session.createMany({ data: sessions, skipDuplicates: true });
      const isPage = /text\/html/.test(answer.headers.get('content-type') ?? '');
      return { status: answer.status, location: answer.headers.get('location'), said: levelled(said), isPage };
    },
  };
}

/** Without what is new in each answer: ids, form tokens, the places of event streams, and the time. */
function levelled(said: string): string {
  return said
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'ID')
    .replace(/name="formToken" value="[^"]+"/g, 'TOKEN')
    .replace(/place=[\w%.~-]+/g, 'PLACE')
    .replace(/\d{4}\/\d\d\/\d\d \d\d:\d\d/g, 'TIME');
}
