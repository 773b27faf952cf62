/** GET /registers/:name: a register's rows, searched and by page, and the same as a CSV file that can come back. */
import type { RequestHandler } from 'express';
import { dayInJapan } from '../../../domain/dates.ts';
import type { Register, RegisterRow } from '../../../domain/registers/register.ts';
import { sheetCells, sheetHeadings } from '../../../domain/registers/register-sheet.ts';
import {
  type ReferenceNames,
  referenceNames,
  registerPage,
  registerRows,
  wordsOf,
} from '../../../prisma/register-rows.ts';
import { addressWith, pageNumberIn, rowsAPage, said } from '../../portal/list-address.ts';
import { show } from '../../portal/show.ts';
import { sendExport } from '../exported-list.ts';
import type { OperationsServices } from '../operations-services.ts';
import { may, personIn } from '../signed-in.ts';
import { hrefOfRow, registerHref, registerIn, trailOf } from './addresses.ts';

export function rows(services: OperationsServices): RequestHandler {
  const { db, clock } = services;
  return async (request, response) => {
    const register = registerIn(request);
    const words = said(request.query, 'q');
    const page = pageNumberIn(request.query);
    const from = (page - 1) * rowsAPage;
    const { rows, names, count } = await registerPage(db, register, { words, from, limit: rowsAPage });
    const today = dayInJapan(clock.now());
    const href = registerHref(register);
    const pageHref = (to: number) => addressWith(href, { q: words, page: to > 1 ? String(to) : '' });
    show(services, request, response, 'registers/rows', {
      title: register.title,
      trail: trailOf(register),
      explanation: register.explanation,
      href,
      words,
      done: said(request.query, 'done', 20),
      mayKeep: may(personIn(response), 'keep-registers'),
      counted: { text: '{count}件', count: count.toLocaleString('ja-JP') },
      headings: columnsShown(register).map(({ title }) => title),
      rows: rows.map((row) => rowShown(register, row, names, today)),
      isNarrowed: words !== '',
      previousHref: page > 1 ? pageHref(page - 1) : null,
      nextHref: count > page * rowsAPage ? pageHref(page + 1) : null,
    });
  };
}

/** Long texts are read on the row's own page. */
function columnsShown({ fields }: Register) {
  return fields.filter(({ kind }) => kind !== 'lines').slice(0, 7);
}

function rowShown(register: Register, row: RegisterRow, names: ReferenceNames, today: string) {
  const [first, ...others] = columnsShown(register).map((field) => ({
    title: field.title,
    text: wordsOf(field, row, names),
    isNumber: ['yen', 'permille', 'number'].includes(field.kind),
  }));
  const from = register.datedBy === undefined ? null : row[register.datedBy];
  return { href: hrefOfRow(register, row), first, others, isAhead: typeof from === 'string' && from > today };
}

export function rowsCsv(services: OperationsServices): RequestHandler {
  const { db, clock } = services;
  return async (request, response) => {
    const register = registerIn(request);
    const [all, names] = await Promise.all([registerRows(db, register), referenceNames(db, register)]);
    await sendExport(
      services,
      response,
      { list: 'registers', narrowedBy: { register: register.name } },
      {
        name: `${register.title}_${dayInJapan(clock.now())}`,
        headings: sheetHeadings(register),
        rows: all.map((row) => sheetCells(register, row, (field) => wordsOf(field, row, names))),
      },
    );
  };
}
