/** GET /statements: 保証料計算書一覧, and the same as a CSV file for the accountant. Source: R-L7. */
import type { RequestHandler } from 'express';
import { addDays, addMonths, dayInJapan, parseDay } from '../../domain/dates.ts';
import type { Reader } from '../../domain/scopes.ts';
import type { Database } from '../../prisma/database.ts';
import {
  allFeeStatements,
  countStatements,
  type FeeStatementRow,
  feeStatements,
  type StatementSearch,
  statementCursor,
  statementMonths,
} from '../../prisma/fee-statements.ts';
import { type CsvCell, type CsvFile, sendCsv } from '../../web/csv.ts';
import {
  addressWith,
  countedUpTo,
  countWords,
  pagerOf,
  type Query,
  refusalsOf,
  said,
  turnOf,
  typedDay,
  typedYen,
} from '../portal/list-address.ts';
import { placeOf } from '../portal/place.ts';
import { show } from '../portal/show.ts';
import type { DeskServices } from './desk-services.ts';
import { documentAddress, guaranteeAddress } from './follow-addresses.ts';
import { personIn } from './signed-in.ts';
import { productNames } from './stage-words.ts';

const path = '/statements';
const mostMonths = 24;

export function statements(services: DeskServices): RequestHandler {
  return async (request, response) => {
    const { reader } = personIn(response);
    const place = await placeOf(services, reader);
    show(services, request, response, 'statements', {
      place,
      ...(await statementsValues(services.db, reader, request.query)),
    });
  };
}

export function statementsCsv({ db, clock }: DeskServices): RequestHandler {
  return (request, response) =>
    sendCsv(response, statementsFile(db, personIn(response).reader, request.query, clock.now()));
}

async function statementsValues(db: Database, reader: Reader, query: Query) {
  const { search, values, fields } = asked(query);
  const [page, count, months] = await Promise.all([
    feeStatements(db, reader, search, turnOf(query)),
    countStatements(db, reader, search, countedUpTo + 1),
    statementMonths(db, reader, mostMonths),
  ]);
  return {
    title: '保証料計算書一覧',
    ...fields,
    refusals: refusalsOf(fields.from, fields.to, fields.fromYen, fields.toYen),
    counted: countWords(count),
    months: months.map(({ month, ...sums }) => ({
      ...sums,
      year: month.slice(0, 4),
      month: String(Number(month.slice(5))),
      href: addressWith(path, { month }),
      isCurrent: values.month === month,
    })),
    rows: page.rows.map((row) => ({
      ...row,
      calculatedOn: dayInJapan(row.calculatedAt).replaceAll('-', '/'),
      product: productNames[row.product],
      guaranteeHref: guaranteeAddress(row.id),
      href: documentAddress(row.id, 'fee-statement', row.number),
    })),
    isNarrowed: Object.values(values).some((value) => value !== ''),
    csvHref: addressWith(`${path}.csv`, values),
    zipHref: values.month === '' ? null : addressWith(`${path}.zip`, values),
    ...pagerOf(page, path, values, statementCursor),
  };
}

function statementsFile(db: Database, reader: Reader, query: Query, now: Date): CsvFile {
  const { search } = asked(query);
  return {
    name: `保証料計算書一覧_${dayInJapan(now)}`,
    headings: statementHeadings,
    rows: rowsOf(db, reader, search),
  };
}

async function* rowsOf(db: Database, reader: Reader, search: StatementSearch) {
  for await (const row of allFeeStatements(db, reader, search)) {
    yield statementLine(row);
  }
}

export const statementHeadings = [
  ...['日付', '取引先', '保証料', '保証契約番号', 'No.', '商品名', '工事名', '発注者名', '保証料請求先'],
];

/** A statement's line in a file for the accountant. */
export function statementLine(row: FeeStatementRow): CsvCell[] {
  return [
    dayInJapan(row.calculatedAt),
    row.suretyName,
    row.feeYen,
    row.guaranteeNumber,
    row.number,
    productNames[row.product],
    row.projectName,
    row.authorityName,
    row.payer,
  ];
}

/** What the address asks for. */
export function statementSearch(query: Query): StatementSearch {
  return asked(query).search;
}

/** A month is the days in it; days that are named besides narrow it further. */
function asked(query: Query) {
  const [words, month] = [said(query, 'q'), said(query, 'month')];
  const [from, to] = [typedDay(query, 'from'), typedDay(query, 'to')];
  const [fromYen, toYen] = [typedYen(query, 'fromYen'), typedYen(query, 'toYen')];
  const monthFrom = /^\d{4}-\d{2}$/.test(month) ? parseDay(`${month}-01`) : null;
  const search: StatementSearch = {
    words,
    fromOn: from.value ?? monthFrom ?? undefined,
    toOn: to.value ?? (monthFrom === null ? undefined : addDays(addMonths(monthFrom, 1), -1)),
    fromYen: fromYen.value,
    toYen: toYen.value,
  };
  const values: Record<string, string> = {
    month: monthFrom === null ? '' : month,
    q: words,
    from: from.typed,
    to: to.typed,
    fromYen: fromYen.typed,
    toYen: toYen.typed,
  };
  return { search, values, fields: { words, month: values.month, from, to, fromYen, toYen } };
}
