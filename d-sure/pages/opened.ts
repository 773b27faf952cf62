/** 保証の一覧: what this authority's people opened here or keep of other platforms; search, kind, state and page stand in the address. */
import type { Request, RequestHandler } from 'express';
import { listInstant } from '../../domain/eras.ts';
import { sendCsv } from '../../web/csv.ts';
import { listedStates, type OpenedSearch, openedByAuthority, sources } from '../opened-list.ts';
import { cellsOf, headings, rowValues, sourceNames, stateNames } from './opened-rows.ts';
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
      title: '保証の一覧',
      words: search.words,
      source: {
        value: search.source ?? '',
        options: sources.map((value) => ({ value, title: sourceNames[value] })),
      },
      state: {
        value: search.state ?? '',
        options: listedStates.map((value) => ({ value, title: stateNames[value] })),
      },
      isNarrowed: search.words !== '' || search.state !== null || search.source !== null,
      hasBeenRemoved: request.query.done === 'removed',
      count,
      isPaged: count > pageSize,
      from: place.offset + 1,
      to: place.offset + rows.length,
      printedAt: services.now(),
      conditions: conditionsOf(search),
      rows: rows.map(rowValues),
      csvHref: `/opened/file?${queryOf(search)}`,
      previousHref: number > 1 ? `/opened?${queryOf(search, number - 1)}` : null,
      nextHref: place.offset + rows.length < count ? `/opened?${queryOf(search, number + 1)}` : null,
    });
  };
}

/** No column of it holds a key or a password. */
export function openedFile(services: PageServices): RequestHandler {
  return async (request, response) => {
    const place = { offset: 0, limit: maxFileRows };
    const { rows } = await openedByAuthority(services.database, personIn(response), searchIn(request), place);
    const words = (text: string) => say(services, request, text);
    await sendCsv(response, {
      name: words('保証の一覧'),
      headings: headings.map(words),
      rows: rows.map((row) => cellsOf(row, words, listInstant)),
    });
  };
}

/** What narrowed the list, as its print says it: the form stands on no paper. */
function conditionsOf({ words, state, source }: OpenedSearch) {
  return [
    ...(words === '' ? [] : [{ label: '探す言葉', value: words, isWord: false }]),
    ...(source === null ? [] : [{ label: 'どこで見るか', value: sourceNames[source], isWord: true }]),
    ...(state === null ? [] : [{ label: '状態', value: stateNames[state], isWord: true }]),
  ];
}

function searchIn({ query }: Request): OpenedSearch {
  const words = typeof query.q === 'string' ? query.q.replaceAll('\0', '').trim().slice(0, 100) : '';
  return {
    words,
    state: listedStates.find((state) => state === query.state) ?? null,
    source: sources.find((source) => source === query.source) ?? null,
  };
}

function pageIn({ query }: Request): number {
  return typeof query.page === 'string' && /^[1-9]\d{0,4}$/.test(query.page) ? Number(query.page) : 1;
}

function queryOf({ words, state, source }: OpenedSearch, page = 1): string {
  const query = new URLSearchParams();
  if (words !== '') query.set('q', words);
  if (source !== null) query.set('source', source);
  if (state !== null) query.set('state', state);
  if (page > 1) query.set('page', String(page));
  return query.toString();
}
