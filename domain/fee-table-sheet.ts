/** A fee table as a sheet of four columns, out and in. */
import type { z } from 'zod';
import { readDay } from './dates.ts';
import { rateText } from './fee.ts';
import { type FeeShape, type FeeTable, feeTableSchema } from './fee-table.ts';
import { type Product, productNames, products } from './product.ts';
import type { RefusalName } from './refusals.ts';
import type { RoundingMode } from './rounding.ts';
import { normaliseWidth } from './text.ts';
import { readYen } from './yen.ts';

export const feeTableHeadings = ['項目', '商品', '上限額・年の日数', '値'] as const;

const roundingTitles: Record<RoundingMode, string> = { floor: '切捨て', ceil: '切上げ', 'half-up': '四捨五入' };
const [tier, yearly] = ['段階', '年率'];

export interface FeeSheetRefusal {
  /** The row as a spreadsheet numbers it; null: the whole table. */
  readonly line: number | null;
  readonly name: RefusalName;
}

/** The table's rows, as `readFeeTableSheet` reads them. */
export function feeTableCells(table: FeeTable): string[][] {
  return [
    ['版', '', '', table.version],
    ['適用開始日', '', '', table.effectiveFromOn],
    ['適用終了日', '', '', table.effectiveToOn ?? ''],
    ['端数処理', '', '', roundingTitles[table.rounding.mode]],
    ['端数の単位', '', '', String(table.rounding.unitYen)],
    ['最低額', '', '', String(table.minimumYen)],
    ...products.flatMap((product) => shapeCells(productNames[product], table.products[product])),
  ];
}

function shapeCells(title: string, shape: FeeShape): string[][] {
  if (shape.shape === 'annual-rate-by-days') {
    const days = `${shape.daysInYear}${shape.bothEndsCounted ? '（両端入れ）' : '（片端入れ）'}`;
    return [[yearly, title, days, rateText(shape.ratePpm)]];
  }
  return shape.bands.map(({ upToYen, ratePpm }) => [
    tier,
    title,
    upToYen === null ? '' : String(upToYen),
    rateText(ratePpm),
  ]);
}

/**
 * The table that the sheet describes, or what is wrong with it.
 *
 * Refuses: `fee-table-headings-must-be-ours`, `fee-table-row-must-be-known`, `fee-table-must-be-whole`.
 */
export function readFeeTableSheet(
  cells: readonly (readonly string[])[],
): { table: FeeTable } | { refusals: readonly FeeSheetRefusal[] } {
  const [headings = [], ...rows] = cells.map((row) => row.map((cell) => normaliseWidth(cell.replace(/^'/, ''))));
  if (feeTableHeadings.some((title, index) => headings[index] !== normaliseWidth(title))) {
    return { refusals: [{ line: 1, name: 'fee-table-headings-must-be-ours' }] };
  }
  const draft: Draft = { rounding: {}, products: {} };
  const refusals: FeeSheetRefusal[] = [];
  for (const [index, row] of rows.entries()) {
    if (row.every((cell) => cell === '')) continue;
    if (!readRow(draft, row)) refusals.push({ line: index + 2, name: 'fee-table-row-must-be-known' });
  }
  if (refusals.length > 0) return { refusals };
  const read = feeTableSchema.safeParse(draft);
  return read.success ? { table: read.data } : { refusals: [{ line: null, name: 'fee-table-must-be-whole' }] };
}

interface Draft {
  version?: string;
  effectiveFromOn?: string | null;
  effectiveToOn?: string | null;
  minimumYen?: number | null;
  rounding: { mode?: string | undefined; unitYen?: number | null };
  products: Partial<Record<Product, z.input<typeof feeTableSchema>['products'][Product]>>;
}

/** Puts the row where it belongs; false where it is none. */
function readRow(draft: Draft, [item = '', title = '', bound = '', value = '']: readonly string[]): boolean {
  switch (item) {
    case '版':
      draft.version = value;
      return value !== '';
    case '適用開始日':
      draft.effectiveFromOn = readDay(value);
      return draft.effectiveFromOn !== null;
    case '適用終了日':
      draft.effectiveToOn = value === '' ? null : readDay(value);
      return value === '' || draft.effectiveToOn !== null;
    case '端数処理':
      draft.rounding.mode = Object.entries(roundingTitles).find(([, words]) => words === value)?.[0];
      return draft.rounding.mode !== undefined;
    case '端数の単位':
      draft.rounding.unitYen = readYen(value);
      return draft.rounding.unitYen !== null;
    case '最低額':
      draft.minimumYen = readYen(value);
      return draft.minimumYen !== null;
    case tier:
    case yearly:
      return readShape(draft, item, title, bound, value);
    default:
      return false;
  }
}

function readShape(draft: Draft, item: string, title: string, bound: string, value: string): boolean {
  const product = products.find((each) => productNames[each] === title);
  const ratePpm = readRate(value);
  if (product === undefined || ratePpm === null) return false;
  if (item === yearly) {
    const match = /^(\d{3})\((両端入れ|片端入れ)\)$/.exec(bound);
    if (match === null || draft.products[product] !== undefined) return false;
    const bothEndsCounted = match[2] === '両端入れ';
    draft.products[product] = { shape: 'annual-rate-by-days', ratePpm, daysInYear: Number(match[1]), bothEndsCounted };
    return true;
  }
  const upToYen = bound === '' ? null : readYen(bound);
  if (bound !== '' && upToYen === null) return false;
  const known = draft.products[product] ?? { shape: 'tiered-by-amount' as const, bands: [] };
  if (known.shape !== 'tiered-by-amount') return false;
  draft.products[product] = { ...known, bands: [...known.bands, { upToYen, ratePpm }] };
  return true;
}

/** 0.30% as millionths: up to four decimals. */
function readRate(text: string): number | null {
  const match = /^(\d{1,2})(?:\.(\d{1,4}))?%?$/.exec(text);
  return match === null ? null : Number(match[1]) * 10_000 + Number((match[2] ?? '').padEnd(4, '0'));
}
