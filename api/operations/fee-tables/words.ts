/** A fee table and fees by it, as pages tell them. */
import { type Day, day } from '../../../domain/dates.ts';
import { guaranteeFee } from '../../../domain/fee.ts';
import type { FeeTable } from '../../../domain/fee-table.ts';
import { feeTableCells, feeTableHeadings } from '../../../domain/fee-table-sheet.ts';
import { type Product, productNames, products } from '../../../domain/product.ts';
import { formatYen, type Yen, yen, yenText } from '../../../domain/yen.ts';

export function tableHref({ version }: Pick<FeeTable, 'version'>): string {
  return `/registers/fee-tables/versions/${encodeURIComponent(version)}`;
}

/** The rows of the table, item by item. */
export function tableRows(table: FeeTable) {
  return { headings: [...feeTableHeadings], rows: feeTableCells(table).map((cells) => cells.map(withCommas)) };
}

function withCommas(cell: string): string {
  return /^\d{4,12}$/.test(cell) ? formatYen(yen(Number(cell))) : cell;
}

/** Cases that two tables are compared by: the sizes that applications have (section 14). */
const amounts = [1_000_000, 5_000_000, 20_000_000, 50_000_000, 200_000_000];
const [from, to] = [day('2026-04-01'), day('2026-12-28')];

/** The fee of each product and size by both tables. */
export function comparison(one: FeeTable, other: FeeTable) {
  return products.flatMap((product) =>
    amounts.map((amount) => {
      const basis = { product, amountYen: yen(amount), fromOn: from, toOn: to };
      const [before, after] = [guaranteeFee(basis, one), guaranteeFee(basis, other)];
      return {
        product: productNames[product],
        amount: yenText(yen(amount)),
        before: yenText(before),
        after: yenText(after),
        change: changeText(before, after),
      };
    }),
  );
}

function changeText(before: Yen, after: Yen): string {
  if (before === after) return '―';
  return `${after > before ? '＋' : '－'}${yenText(yen(Math.abs(after - before)))}`;
}

/** The fee of one case by one table. */
export function feeOf(table: FeeTable, product: Product, amountYen: Yen, fromOn: Day, toOn: Day): string {
  return yenText(guaranteeFee({ product, amountYen, fromOn, toOn }, table));
}
