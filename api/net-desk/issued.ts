/** GET /issued: 電子保証履歴一覧, and the same as a CSV file. */
import type { RequestHandler } from 'express';
import { dayInJapan } from '../../domain/dates.ts';
import { listInstant } from '../../domain/eras.ts';
import { revisionKindNames, revisionKinds } from '../../domain/guarantee.ts';
import { products } from '../../domain/product.ts';
import type { Reader } from '../../domain/scopes.ts';
import type { Database } from '../../prisma/database.ts';
import {
  allIssuedRevisions,
  countIssuances,
  type IssuanceSearch,
  issuanceCursor,
  issuanceSorts,
  issuedRevisions,
} from '../../prisma/issued-revisions.ts';
import { type CsvFile, sendCsv } from '../../web/csv.ts';
import {
  addressWith,
  choiceOf,
  chosen,
  countedUpTo,
  countWords,
  pagerOf,
  type Query,
  refusalsOf,
  said,
  turnOf,
  typedDay,
} from '../portal/list-address.ts';
import { placeOf } from '../portal/place.ts';
import { show } from '../portal/show.ts';
import type { DeskServices } from './desk-services.ts';
import { certificateAddress, guaranteeAddress } from './follow-addresses.ts';
import { searchesOf } from './saved-searches.ts';
import { personIn } from './signed-in.ts';
import { productNames } from './stage-words.ts';

const path = '/issued';

export function issued(services: DeskServices): RequestHandler {
  return async (request, response) => {
    const { reader, userId } = personIn(response);
    const place = await placeOf(services, reader);
    show(services, request, response, 'issued', {
      place,
      searches: await searchesOf(services, userId, 'issued', request.query),
      ...(await issuedValues(services.db, reader, request.query)),
    });
  };
}

export function issuedCsv({ db, clock }: DeskServices): RequestHandler {
  return (request, response) =>
    sendCsv(response, issuedFile(db, personIn(response).reader, request.query, clock.now()));
}

/** What the page shows of the search that its address names. */
async function issuedValues(db: Database, reader: Reader, query: Query) {
  const { search, values, fields } = asked(query);
  const [page, count] = await Promise.all([
    issuedRevisions(db, reader, search, turnOf(query)),
    countIssuances(db, reader, search, countedUpTo + 1),
  ]);
  return {
    title: '電子保証履歴一覧',
    ...fields,
    refusals: refusalsOf(fields.from, fields.to),
    counted: countWords(count),
    rows: page.rows.map((row) => ({
      ...row,
      href: guaranteeAddress(row.id),
      certificateHref: certificateAddress(row.id, row.number),
      product: productNames[row.product],
      kind: revisionKindNames[row.kind],
    })),
    isNarrowed: Object.keys(values).some((name) => name !== 'sort' && values[name] !== ''),
    csvHref: addressWith(`${path}.csv`, values),
    ...pagerOf(page, path, values, issuanceCursor),
  };
}

/** The whole list that the address names, for a spreadsheet. */
function issuedFile(db: Database, reader: Reader, query: Query, now: Date): CsvFile {
  const { search } = asked(query);
  return {
    name: `電子保証履歴一覧_${dayInJapan(now)}`,
    headings: ['保証契約番号', 'No.', '電子保証発行日時', '対象', '商品名', '工事名', '発注者名', '保証金額'],
    rows: rowsOf(db, reader, search),
  };
}

async function* rowsOf(db: Database, reader: Reader, search: IssuanceSearch) {
  for await (const row of allIssuedRevisions(db, reader, search)) {
    yield [
      row.guaranteeNumber,
      row.number,
      listInstant(row.arrivedAt),
      revisionKindNames[row.kind],
      productNames[row.product],
      row.projectName,
      row.authorityName,
      row.amountYen,
    ];
  }
}

const sortTitles = { newest: '発行の新しい順', oldest: '発行の古い順' };

function asked(query: Query) {
  const sort = chosen(query, 'sort', issuanceSorts) ?? 'newest';
  const [words, from, to] = [said(query, 'q'), typedDay(query, 'from'), typedDay(query, 'to')];
  const product = chosen(query, 'product', products);
  const kind = chosen(query, 'kind', revisionKinds);
  const search: IssuanceSearch = { words, product, kind, fromOn: from.value, toOn: to.value, sort };
  const values: Record<string, string> = {
    q: words,
    product: product ?? '',
    kind: kind ?? '',
    from: from.typed,
    to: to.typed,
    sort: sort === 'newest' ? '' : sort,
  };
  const fields = {
    words,
    from,
    to,
    product: choiceOf(product, products, productNames),
    kind: choiceOf(kind, revisionKinds, revisionKindNames),
    sort: choiceOf(sort, issuanceSorts, sortTitles),
  };
  return { search, values, fields };
}
