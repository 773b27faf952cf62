/** 開いた電子証書の一覧: what this authority's people have opened; search, state and page stand in the address. */
import type { Request, RequestHandler } from 'express';
import { responseKindNames } from '../../domain/authority-response.ts';
import { listInstant } from '../../domain/eras.ts';
import { productNames } from '../../domain/product.ts';
import { sendCsv } from '../../web/csv.ts';
import { type OpenedRow, type OpenedSearch, openedByAuthority, openedStates } from '../opened-list.ts';
import type { PageServices } from './page-services.ts';
import { say, show } from './show.ts';
import { personIn } from './signed-in.ts';

const pageSize = 50;
const maxFileRows = 100_000;

export function opened(services: PageServices): RequestHandler {
  return async (request, response) => {
    const search = searchIn(request);
    const number = pageIn(request);
    const place = { offset: (number - 1) * pageSize, limit: pageSize };
    const { rows, count } = await openedByAuthority(services.database, personIn(response), search, place);
    show(services, request, response, 'opened', {
      title: '開いた電子証書の一覧',
      words: search.words,
      state: {
        value: search.state ?? '',
        options: openedStates.map((value) => ({ value, title: responseKindNames[value] })),
      },
      isNarrowed: search.words !== '' || search.state !== null,
      count,
      rows: rows.map(rowValues),
      csvHref: `/opened/file?${queryOf(search)}`,
      previousHref: number > 1 ? `/opened?${queryOf(search, number - 1)}` : null,
      nextHref: place.offset + rows.length < count ? `/opened?${queryOf(search, number + 1)}` : null,
    });
  };
}

export function openedFile(services: PageServices): RequestHandler {
  return async (request, response) => {
    const place = { offset: 0, limit: maxFileRows };
    const { rows } = await openedByAuthority(services.database, personIn(response), searchIn(request), place);
    const words = (text: string) => say(services, request, text);
    await sendCsv(response, {
      name: words('開いた電子証書の一覧'),
      headings: headings.map(words),
      rows: rows.map((row) => [
        row.guaranteeNumber,
        row.data === null ? null : words(productNames[row.data.product]),
        row.data?.projectName ?? null,
        row.data?.contractor ?? null,
        row.data?.guaranteeAmountYen ?? null,
        row.seenRevision,
        words(responseKindNames[row.state]),
        listInstant(row.lastViewedAt),
        row.memo,
      ]),
    });
  };
}

const headings = [
  '保証契約番号',
  '商品名',
  '工事名',
  '保証契約者',
  '保証金額',
  '見た履歴 No.',
  '状態',
  '最後に見た日時',
  'メモ',
];

function rowValues({ data, state, ...row }: OpenedRow) {
  return {
    ...row,
    product: data === null ? '' : productNames[data.product],
    projectName: data?.projectName ?? '',
    contractor: data?.contractor ?? '',
    amountYen: data?.guaranteeAmountYen ?? null,
    state: responseKindNames[state],
    mood: state === 'accepted' ? 'done' : state === 'correction-asked' ? 'waiting-for-you' : 'waiting',
  };
}

function searchIn({ query }: Request): OpenedSearch {
  const words = typeof query.q === 'string' ? query.q.replaceAll('\0', '').trim().slice(0, 100) : '';
  return { words, state: openedStates.find((state) => state === query.state) ?? null };
}

function pageIn({ query }: Request): number {
  return typeof query.page === 'string' && /^[1-9]\d{0,4}$/.test(query.page) ? Number(query.page) : 1;
}

function queryOf({ words, state }: OpenedSearch, page = 1): string {
  const query = new URLSearchParams();
  if (words !== '') query.set('q', words);
  if (state !== null) query.set('state', state);
  if (page > 1) query.set('page', String(page));
  return query.toString();
}
