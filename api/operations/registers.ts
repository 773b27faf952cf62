/** GET /registers: 登録簿, every register with what it is for, how many rows it has and what is planned. */
import type { RequestHandler } from 'express';
import { registers as all } from '../../domain/registers/all.ts';
import { tableOf } from '../../prisma/register-tables.ts';
import { show } from '../portal/show.ts';
import type { OperationsServices } from './operations-services.ts';
import { registerHref } from './registers/addresses.ts';

export function registers(services: OperationsServices): RequestHandler {
  const { db } = services;
  return async (request, response) => {
    const planned = await db.registerChange.groupBy({ by: ['register'], where: { state: 'planned' }, _count: true });
    const rows = await Promise.all(
      all.map(async (register) => ({
        title: register.title,
        explanation: register.explanation,
        source: register.source,
        href: registerHref(register),
        count: await tableOf(db, register).count({}),
        planned: planned.find((each) => each.register === register.name)?._count ?? 0,
      })),
    );
    const feeTables = {
      title: '保証料の表',
      explanation: '保証料率の表の版です。版どうしの比較と、試算ができます。一度使った版は変わりません。',
      source: 'R-F1',
      href: '/registers/fee-tables',
      count: await db.feeTable.count(),
      planned: 0,
    };
    show(services, request, response, 'registers', { title: '登録簿', rows: [...rows, feeTables] });
  };
}
