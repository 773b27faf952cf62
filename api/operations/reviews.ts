/** GET /reviews: what waits for a reviewer, who holds what, and the press that takes the next. */
import type { RequestHandler } from 'express';
import { dayInJapan } from '../../domain/dates.ts';
import { productNames, products } from '../../domain/product.ts';
import { Refusal } from '../../domain/refusals.ts';
import { connectedWith } from '../../prisma/actors.ts';
import { claimCase, stagesUnderReview } from '../../prisma/review-claims.ts';
import { reviewCutOffs } from '../../prisma/review-cut-offs.ts';
import { nextToReview, type QueueSearch, reviewQueue } from '../../prisma/review-queue.ts';
import { addressWith, chosen, pageNumberIn, type Query, rowsAPage, said } from '../portal/list-address.ts';
import { placeOf } from '../portal/place.ts';
import { show } from '../portal/show.ts';
import { ageWords } from './age-words.ts';
import { reviewAddress } from './case-address.ts';
import type { OperationsServices } from './operations-services.ts';
import { personIn, readerIn } from './signed-in.ts';
import { stageWords } from './stage-words.ts';

const path = '/reviews';
const holders = ['mine', 'free', 'all'] as const;
const holderNames: Record<(typeof holders)[number], string> = { mine: '自分の担当', free: '担当なし', all: 'すべて' };
const mostPages = 1000;
const untils = ['today'] as const;
/** So often another may be faster before the person is led back to look at the queue. */
const mostTries = 10;

export function reviews(services: OperationsServices): RequestHandler {
  const { db, clock } = services;
  return async (request, response) => {
    const { userId } = personIn(response);
    const reader = readerIn(response);
    const place = await placeOf(services, reader);
    const { search: typed, values, page } = asked(request.query, userId);
    const search = await withCutOffs(services, typed, values);
    const { rows, count, mine } = await reviewQueue(db, reader, search, rowsAPage, (page - 1) * rowsAPage);
    const at = (number: number) => addressWith(path, { ...values, page: number === 1 ? undefined : String(number) });
    const now = clock.now();
    show(services, request, response, 'reviews', {
      title: '審査',
      place,
      rows: rows.map(({ holder, ...row }) => ({
        ...row,
        href: reviewAddress(row.id),
        product: productNames[row.product],
        stage: stageWords[row.stage].word,
        age: ageWords(row.appliedAt, now),
        holder: holder?.name ?? null,
        isMine: holder?.id === userId,
      })),
      counted: { text: '{count}件', count: count.toLocaleString('ja-JP') },
      mine: mine.toLocaleString('ja-JP'),
      isNarrowed: Object.values(values).some((value) => value !== undefined && value !== ''),
      nothingLeft: said(request.query, 'nothing') === 'left',
      previousHref: page > 1 ? at(page - 1) : null,
      nextHref: page * rowsAPage < count ? at(page + 1) : null,
      ...(await choices(services, values, reader.branches)),
    });
  };
}

/**
 * The case that this person should look at next is theirs, within the search: held already, else the oldest that nobody
 * holds. Where another was faster, the next one after it. Leads to the queue where none is left.
 */
export function nextReview(services: OperationsServices): RequestHandler {
  const { db, clock } = services;
  return async (request, response) => {
    const { userId, by } = personIn(response);
    const reader = readerIn(response);
    const now = clock.now();
    const without = await connectedWith(db, userId, dayInJapan(now));
    const { search: typed, values } = asked(bodyOf(request.body), userId);
    const search = { ...(await withCutOffs(services, typed, values)), without };
    for (let tries = 0; tries < mostTries; tries += 1) {
      const id = await nextToReview(db, reader, search);
      if (id === null) return response.redirect(303, `${path}?nothing=left`);
      const isMine = await claimCase(db, reader, id, { ...by, userId }, now).then(
        () => true,
        (error: unknown) => {
          if (error instanceof Refusal) return false; // somebody took or decided it a moment before
          throw error;
        },
      );
      if (isMine) return response.redirect(303, `${reviewAddress(id)}?recorded=claim`);
    }
    response.redirect(303, path);
  };
}

function bodyOf(body: unknown): Query {
  return typeof body === 'object' && body !== null ? (body as Query) : {};
}

/** The search that an address names, and what of it stands in addresses. */
function asked(query: Query, userId: string) {
  const holder = chosen(query, 'holder', holders);
  const product = chosen(query, 'product', products);
  const stage = chosen(query, 'stage', stagesUnderReview);
  const branchId = said(query, 'branch', 40);
  const until = chosen(query, 'until', untils);
  const search: QueueSearch = {
    holder: holder ?? 'all',
    userId,
    product,
    stage,
    branchId: branchId === '' ? undefined : branchId,
  };
  const page = Math.min(mostPages, pageNumberIn(query));
  return { search, page, values: { holder, product, stage, branch: branchId, until } };
}

/** Where the day's work is asked for: what the branches received before today's cut-off. */
async function withCutOffs(
  { db, clock }: OperationsServices,
  search: QueueSearch,
  { until }: { until?: 'today' | undefined },
) {
  return until === undefined ? search : { ...search, receivedBy: await reviewCutOffs(db, clock.now()) };
}

async function choices(
  { db }: OperationsServices,
  values: ReturnType<typeof asked>['values'],
  branches: 'all' | readonly string[],
) {
  const rows = await db.branch.findMany({
    where: branches === 'all' ? {} : { id: { in: [...branches] } },
    orderBy: { code: 'asc' },
    select: { id: true, name: true },
  });
  return {
    holder: { value: values.holder ?? 'all', options: holders.map((value) => ({ value, title: holderNames[value] })) },
    product: { value: values.product ?? '', options: products.map((value) => ({ value, title: productNames[value] })) },
    stage: {
      value: values.stage ?? '',
      options: stagesUnderReview.map((value) => ({ value, title: stageWords[value].word })),
    },
    until: { value: values.until ?? '', options: untils.map((value) => ({ value, title: '本日中に審査する申込' })) },
    branch: { value: values.branch, options: rows.map(({ id, name }) => ({ value: id, title: name })) },
  };
}
