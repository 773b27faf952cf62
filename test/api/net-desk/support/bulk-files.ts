/** Files of applications for tests, and how they are chosen on the page. */
import type { Browser, Page } from '../../../../bin/example/browser.ts';
import { addDays, addMonths, dayInJapan } from '../../../../domain/dates.ts';

const today = dayInJapan(new Date());

/** A row in order, under this control number. */
export const row = (number: string, more: Record<string, string> = {}): Record<string, string> => ({
  管理番号: number,
  工事名: `${number} 舗装補修工事`,
  発注者: '高根沢町',
  '被保証者（証書の名宛人）': '高根沢町長',
  請負金額: '50,000,000',
  請負契約日: today.replaceAll('-', '/'),
  '工期（始期）': addDays(today, 1),
  '工期（終期）': addMonths(today, 8),
  '前払金保証 保証金額': '20,000,000',
  '前払金保証 預託金融機関': '〇〇銀行 ××支店',
  '前払金保証 保証料支払方法': '一括納付',
  申込送信先: '栃木支店',
  ...more,
});

/** The rows as a CSV file with every heading that any of them has. */
export function csv(...rows: Record<string, string>[]): string {
  const headings = [...new Set(rows.flatMap((each) => Object.keys(each)))];
  const line = (cells: string[]) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');
  return [line(headings), ...rows.map((each) => line(headings.map((heading) => each[heading] ?? '')))].join('\r\n');
}

/** What the page's forms carry. */
export const tokenOn = ({ html }: Page) => /name="formToken" value="([^"]+)"/.exec(html)?.[1] ?? '';

/** The file is chosen on the page, and checked. */
export async function upload(browser: Browser, bytes: string | Uint8Array, name = '4月分.csv'): Promise<Page> {
  const form = new FormData();
  form.set('formToken', tokenOn(await browser.visit('/bulk')));
  form.set('file', new File([typeof bytes === 'string' ? bytes : new Uint8Array(bytes)], name), name);
  return browser.send('/bulk', form);
}

/** The id of the file that waits on this page for a person's word. */
export const idOf = ({ html }: Page) => /\/bulk\/([0-9a-f-]{36})\/sending/.exec(html)?.[1] ?? '';
