/** The pages of an authority's administrator, and what each shows around its own. */
import type { Request, Response } from 'express';
import type { PageValues } from '../../../web/pages.ts';
import type { PageServices } from '../page-services.ts';
import { show } from '../show.ts';

const tabs = [
  { href: '/administration/users', title: '利用者' },
  { href: '/administration/departments', title: '部署' },
  { href: '/administration/handovers', title: '人事異動' },
  { href: '/administration/entry', title: 'ログインの条件' },
  { href: '/administration/records', title: '管理の記録' },
] as const;

export function showAdministration(
  services: PageServices,
  request: Request,
  response: Response,
  name: string,
  values: PageValues,
): void {
  const isHere = (href: string) => request.path === href || request.path.startsWith(`${href}/`);
  const shown = tabs.map((tab) => ({ ...tab, isCurrent: isHere(tab.href) }));
  show(services, request, response, `administration/${name}`, { tabs: shown, ...values });
}

/** What was done, as the page that follows says it; it stands in the address as a word of ours. */
export function doneWord(request: Request, words: Readonly<Record<string, string>>): string | undefined {
  const { done } = request.query;
  return typeof done === 'string' && Object.hasOwn(words, done) ? words[done] : undefined;
}

/** The texts of a field that may be sent several times, such as checkboxes. */
export function formFields(request: Request, name: string): string[] {
  const body = request.body as Record<string, unknown> | undefined;
  const value = body !== undefined && Object.hasOwn(body, name) ? body[name] : [];
  return (Array.isArray(value) ? value : [value]).filter((text): text is string => typeof text === 'string');
}

/** The text in an address that names a row; whether it is there is the table's to say. */
export function idIn(request: Request): string {
  const { id } = request.params;
  return typeof id === 'string' ? id.replaceAll('\0', '') : '';
}
