/** 会社の設定: its pages, one beside the other. */
import type { PageValues } from '../../../web/pages.ts';

const pages = [
  { href: '/company/users', title: '利用者' },
  { href: '/company/api-keys', title: 'APIキー' },
] as const;

export type CompanyPage = (typeof pages)[number]['href'];

/** The tabs, and where on them this page stands. */
export function tabsAt(current: CompanyPage): { tabs: unknown } {
  return { tabs: pages.map((page) => ({ ...page, isCurrent: page.href === current })) };
}

/** The way back from a page that belongs to one of them. */
export function trailFrom(current: CompanyPage, title: string): Pick<PageValues, string> {
  const { title: from } = pages.find(({ href }) => href === current) as (typeof pages)[number];
  return { trail: [{ title: from, href: current }, { title }] };
}
