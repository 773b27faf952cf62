/** GET /guarantees: 保証契約一覧, and the same as a CSV file. */
import type { RequestHandler } from 'express';
import { dayInJapan } from '../../domain/dates.ts';
import { formNames, forms, products } from '../../domain/product.ts';
import type { Reader } from '../../domain/scopes.ts';
import { stageGroupNames, stageGroups } from '../../domain/stage-groups.ts';
import type { Database } from '../../prisma/database.ts';
import {
  allFollowedGuarantees,
  countGuarantees,
  followedCursor,
  followedGuarantees,
  type GuaranteeSearch,
  type GuaranteeSort,
  guaranteeSorts,
} from '../../prisma/followed-guarantees.ts';
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
import { guaranteeAddress } from './follow-addresses.ts';
import { searchesOf } from './saved-searches.ts';
import { personIn } from './signed-in.ts';
import { productNames, stageChip } from './stage-words.ts';

const path = '/guarantees';

export function guarantees(services: DeskServices): RequestHandler {
  return async (request, response) => {
    const { reader, userId } = personIn(response);
    const place = await placeOf(services, reader);
    show(services, request, response, 'guarantees', {
      place,
      searches: await searchesOf(services, userId, 'guarantees', request.query),
      ...(await guaranteesValues(services.db, reader, request.query)),
    });
  };
}

export function guaranteesCsv({ db, clock }: DeskServices): RequestHandler {
  return (request, response) =>
    sendCsv(response, guaranteesFile(db, personIn(response).reader, request.query, clock.now()));
}

/** What the page shows of the search that its address names. */
async function guaranteesValues(db: Database, reader: Reader, query: Query) {
  const { search, values, fields } = asked(query);
  const [page, count] = await Promise.all([
    followedGuarantees(db, reader, search, turnOf(query)),
    countGuarantees(db, reader, search, countedUpTo + 1),
  ]);
  return {
    title: '保証契約一覧',
    ...fields,
    refusals: refusalsOf(fields.from, fields.to),
    counted: countWords(count),
    rows: page.rows.map((row) => ({
      ...row,
      href: guaranteeAddress(row.id),
      product: productNames[row.product],
      chip: stageChip(row.stage),
    })),
    isNarrowed: Object.keys(values).some((name) => name !== 'sort' && values[name] !== ''),
    csvHref: addressWith(`${path}.csv`, values),
    ...pagerOf(page, path, values, followedCursor(search.sort)),
  };
}

/** The whole list that the address names, for a spreadsheet. */
function guaranteesFile(db: Database, reader: Reader, query: Query, now: Date): CsvFile {
  const { search } = asked(query);
  return {
    name: `保証契約一覧_${dayInJapan(now)}`,
    headings: [
      '受付番号',
      '申込日',
      '保証契約番号',
      '商品名',
      '証書の形式',
      '工事名',
      '発注者名',
      '保証金額',
      '手続状況',
      '手続状況の日',
    ],
    rows: rowsOf(db, reader, search),
  };
}

async function* rowsOf(db: Database, reader: Reader, search: GuaranteeSearch) {
  for await (const row of allFollowedGuarantees(db, reader, search)) {
    yield [
      row.receiptNumber,
      dayInJapan(row.appliedAt),
      row.guaranteeNumber,
      productNames[row.product],
      formNames[row.form],
      row.projectName,
      row.authorityName,
      row.amountYen,
      stageChip(row.stage).word,
      dayInJapan(row.stageSince),
    ];
  }
}

const sortTitles: Record<GuaranteeSort, string> = {
  newest: '申込の新しい順',
  oldest: '申込の古い順',
  moved: '動きのあった順',
  amount: '保証金額の大きい順',
  number: '保証契約番号順',
};

function asked(query: Query) {
  const sort = chosen(query, 'sort', guaranteeSorts) ?? 'newest';
  const [words, from, to] = [said(query, 'q'), typedDay(query, 'from'), typedDay(query, 'to')];
  const group = chosen(query, 'group', stageGroups);
  const product = chosen(query, 'product', products);
  const form = chosen(query, 'form', forms);
  const search: GuaranteeSearch = { words, group, product, form, fromOn: from.value, toOn: to.value, sort };
  const values: Record<string, string> = {
    q: words,
    group: group ?? '',
    product: product ?? '',
    form: form ?? '',
    from: from.typed,
    to: to.typed,
    sort: sort === 'newest' ? '' : sort,
  };
  const fields = {
    words,
    from,
    to,
    group: choiceOf(group, stageGroups, stageGroupNames),
    product: choiceOf(product, products, productNames),
    form: choiceOf(form, forms, formNames),
    sort: choiceOf(sort, guaranteeSorts, sortTitles),
  };
  return { search, values, fields };
}
