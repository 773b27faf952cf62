/** The forms that stand on pages, as people would send them: every field as it is shown, and what is empty filled in. */
import type { Route } from '../../../../api/operations/route.ts';
import type { Browser } from '../../../../bin/example/browser.ts';
import type { SampleStaffName } from '../../../../prisma/sample-staff.ts';
import type { EveryPage } from './every-page.ts';

export interface FormOnPage {
  readonly who: SampleStaffName;
  /** Where it is sent. */
  readonly address: string;
  readonly fields: ReadonlyMap<string, string>;
}

/** The forms of all pages that are sent to an address of the table, the first of each. By the address's path. */
export async function formsOnPages(
  { opened }: Pick<EveryPage, 'opened'>,
  routes: readonly Route[],
  browserOf: (who: SampleStaffName) => Promise<Browser>,
): Promise<ReadonlyMap<string, FormOnPage>> {
  const found = new Map<string, FormOnPage>();
  const posts = routes.filter(({ method }) => method === 'post');
  for (const [who, addresses] of opened) {
    const browser = await browserOf(who);
    for (const page of addresses) {
      for (const { action, fields } of formsIn((await browser.visit(page)).html)) {
        const address = action ?? page;
        const route = posts.find(({ path }) => patternOf(path).test(address));
        if (route !== undefined && !found.has(route.path)) found.set(route.path, { who, address, fields });
      }
    }
  }
  return found;
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll('.', '\\.').replace(/:\w+/g, '[^/]+')}$`);
}

/** The forms that are posted, with the fields that go along. */
export function formsIn(html: string): { action: string | null; fields: ReadonlyMap<string, string> }[] {
  return [...html.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs)]
    .filter(([, head = '']) => /\bmethod="post"/.test(head))
    .map(([, head = '', inside = '']) => ({ action: attribute(head, 'action'), fields: fieldsIn(inside) }));
}

function fieldsIn(form: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const [whole, tag = '', head = ''] of form.matchAll(/<(input|select|textarea|button)\b([^>]*)>/g)) {
    const name = attribute(head, 'name');
    if (name === null || fields.has(name)) continue;
    const shown = tag === 'select' ? chosenIn(form.slice(form.indexOf(whole))) : (attribute(head, 'value') ?? '');
    fields.set(name, shown === '' ? '見本' : shown);
  }
  return fields;
}

/** The first choice that says something. */
function chosenIn(select: string): string {
  const choices = [...select.slice(0, select.indexOf('</select>')).matchAll(/<option\b[^>]*\bvalue="([^"]+)"/g)];
  return choices[0]?.[1] ?? '';
}

function attribute(head: string, name: string): string | null {
  const value = new RegExp(`\\b${name}="([^"]*)"`).exec(head)?.[1];
  return value === undefined
    ? null
    : value
        .replace(/&quot;/g, '"')
        .replace(/&#x3D;/g, '=')
        .replace(/&amp;/g, '&');
}
