/** Fees in the words of the staff's screens: what kind they are, how long there is, how they came in. */
import { type Day, daysBetween } from '../../../domain/dates.ts';
import type { PaymentMeans } from '../../../domain/fee-payment.ts';
import { productNames } from '../../../domain/product.ts';
import type { ListedFee } from '../../../prisma/fee-listing.ts';

/** The four places of the fees' desk, with the one that the page belongs to. */
export function feeTabs(current: string) {
  return [
    { href: '/fees', title: '保証料の一覧' },
    { href: '/fees/files', title: '入金ファイル' },
    { href: '/fees/deposits', title: '入金の一覧' },
    { href: '/fees/bills', title: '月の請求（一括納付）' },
  ].map((tab) => ({ ...tab, isCurrent: tab.href === current }));
}

export function feeKindName({ product }: Pick<ListedFee, 'product'>): string {
  return product === null ? '月の請求' : productNames[product];
}

/** How long there is until the day, as a label: late in red, with the word. */
export function dueChip({ dueOn, depositId }: Pick<ListedFee, 'dueOn' | 'depositId'>, today: Day) {
  if (depositId !== null) return { mood: 'moving', text: '入金を記録中', days: '' };
  const days = daysBetween(today, dueOn);
  if (days < 0) return { mood: 'stuck', text: '{days}日超過', days: String(-days) };
  if (days === 0) return { mood: 'waiting-for-you', text: '今日まで', days: '' };
  return { mood: 'waiting', text: 'あと{days}日', days: String(days) };
}

/** 2026/04/01, as lists have days. */
export function listDay(on: string | null): string | null {
  return on === null ? null : on.replaceAll('-', '/');
}

/** How money comes in, by the names that people read. */
export const meansNames: Record<PaymentMeans, string> = {
  cash: '窓口（現金）',
  cheque: '窓口（小切手）',
  transfer: '振込',
};

export function paidAsName({ depositId, paidAs }: Pick<ListedFee, 'depositId' | 'paidAs'>): string {
  if (depositId !== null) return '入金ファイル';
  return Object.hasOwn(meansNames, paidAs ?? '') ? meansNames[paidAs as PaymentMeans] : '記録のみ';
}
