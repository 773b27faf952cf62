/** GET /authorities: 電子保証対応の発注者. What each authority's rules say of a contract of today, by department and product. */
import type { RequestHandler } from 'express';
import { electronicAcceptance } from '../../domain/acceptance.ts';
import { type Day, dayInJapan } from '../../domain/dates.ts';
import { type Product, productNames, products } from '../../domain/product.ts';
import {
  countAuthorities,
  type ListedAuthority,
  listAuthorities,
  prefectures,
} from '../../prisma/authority-register.ts';
import { countedUpTo, countWords, pagerOf, said, turnOf } from '../portal/list-address.ts';
import { show } from '../portal/show.ts';
import { acceptanceChip, acceptanceValidity } from './acceptance-words.ts';
import type { DeskServices } from './desk-services.ts';
import { type Speech, speechOf } from './speech.ts';

const path = '/authorities';

export function authorities(services: DeskServices): RequestHandler {
  const { db, clock } = services;
  return async (request, response) => {
    const speech = speechOf(services, request);
    const search = { words: said(request.query, 'q'), prefecture: said(request.query, 'prefecture') };
    const values = { q: search.words, prefecture: search.prefecture };
    const [page, count, inPrefectures] = await Promise.all([
      listAuthorities(db, search, turnOf(request.query)),
      countAuthorities(db, search, countedUpTo + 1),
      prefectures(db),
    ]);
    const today = dayInJapan(clock.now());
    show(services, request, response, 'authorities', {
      title: '電子保証対応の発注者',
      today,
      ...search,
      prefectures: inPrefectures.map((name) => ({ value: name, title: name })),
      counted: countWords(count),
      isNarrowed: search.words !== '' || search.prefecture !== '',
      rows: page.rows.flatMap((authority) => rowsOf(authority, today, speech)),
      ...pagerOf(page, path, values, ({ id }) => id),
    });
  };
}

/** A row for the authority and for each department; the products of which the same holds stand together. */
function rowsOf(authority: ListedAuthority, today: Day, speech: Speech) {
  const places = [{ id: null, name: null, reading: null }, ...authority.departments];
  return places.flatMap((department) =>
    alike(authority, department.id, today).map(({ named, verdict }) => ({
      authority: authority.name,
      reading: authority.reading,
      prefecture: authority.prefecture,
      department: department.name,
      products: named.length === products.length ? ['すべて'] : named.map((product) => productNames[product]),
      chip: acceptanceChip(verdict),
      isByApproval: verdict.basis?.ground === 'by-approval',
      validity: acceptanceValidity(verdict, speech),
      dayName: verdict.basis?.dayName ?? null,
      source: verdict.source,
    })),
  );
}

/** What holds today for a contract that is made, noticed and guaranteed today. */
function alike({ id, rules }: ListedAuthority, departmentId: string | null, today: Day) {
  const contract = { authorityId: id, departmentId, contractOn: today, noticeOn: today };
  const groups = new Map<string, { named: Product[]; verdict: ReturnType<typeof electronicAcceptance> }>();
  for (const product of products) {
    const verdict = electronicAcceptance(rules, { contract, originalContractOn: today, product, today });
    const group = groups.get(JSON.stringify(verdict)) ?? { named: [], verdict };
    group.named.push(product);
    groups.set(JSON.stringify(verdict), group);
  }
  return [...groups.values()];
}
