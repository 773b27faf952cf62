/** GET /registers/fee-tables: the versions, a case tried by each, and two of them side by side. */
import type { RequestHandler } from 'express';
import { dayInJapan } from '../../domain/dates.ts';
import type { FeeTable } from '../../domain/fee-table.ts';
import { productNames, products } from '../../domain/product.ts';
import { yen } from '../../domain/yen.ts';
import { feeTables as allTables } from '../../prisma/fee-tables.ts';
import { chosen, said, typedDay, typedYen } from '../portal/list-address.ts';
import { show } from '../portal/show.ts';
import { comparison, feeOf, tableHref } from './fee-tables/words.ts';
import type { OperationsServices } from './operations-services.ts';
import { may, personIn } from './signed-in.ts';

export function feeTables(services: OperationsServices): RequestHandler {
  const { db, clock } = services;
  return async (request, response) => {
    const { query } = request;
    const { tables, inForce } = await allTables(db, dayInJapan(clock.now()));
    const product = chosen(query, 'product', products);
    const [amount, from, to] = [typedYen(query, 'amount'), typedDay(query, 'from'), typedDay(query, 'to')];
    const isAsked =
      product !== undefined && amount.value !== undefined && from.value !== undefined && to.value !== undefined;
    const isInOrder = isAsked && (to.value ?? '') >= (from.value ?? '') && (amount.value ?? 0) > 0;
    const named = (name: string) => tables.find(({ version }) => version === said(query, name));
    const [one, other] = [named('one'), named('other')];
    show(services, request, response, 'fee-tables', {
      title: '保証料の表',
      trail: [{ title: '登録簿', href: '/registers' }, { title: '保証料の表' }],
      mayKeep: may(personIn(response), 'keep-registers'),
      done: said(query, 'done', 20),
      tables: tables.map((table) => ({
        version: table.version,
        href: tableHref(table),
        from: table.effectiveFromOn,
        to: table.effectiveToOn,
        isInForce: table === inForce,
        fee: isInOrder ? tried(table, product, amount.value as number, from.value as never, to.value as never) : null,
      })),
      trial: { product: product ?? '', amount, from, to, isDone: isInOrder, products: productChoices },
      versions: tables.map(({ version }) => ({ value: version, title: version })),
      one: one?.version ?? inForce?.version ?? '',
      other: other?.version ?? '',
      comparison: one === undefined || other === undefined ? null : comparison(one, other),
    });
  };
}

const productChoices = products.map((value) => ({ value, title: productNames[value] }));

function tried(table: FeeTable, product: (typeof products)[number], amount: number, from: never, to: never): string {
  return feeOf(table, product, yen(amount), from, to);
}
