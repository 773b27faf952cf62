/** GET /guarantees: the list of guarantees, whatever their number; and what it shows as a CSV file. */
import type { RequestHandler } from 'express';
import { dayInJapan } from '../../domain/dates.ts';
import { formNames } from '../../domain/product.ts';
import { stageGroupOf } from '../../domain/stage-groups.ts';
import { isEnd } from '../../domain/stages.ts';
import { listBranches } from '../../prisma/branches.ts';
import {
  allListed,
  countListed,
  type ListedGuarantee,
  listedCursor,
  listedGuarantees,
} from '../../prisma/listed-guarantees.ts';
import { staffViews } from '../../prisma/staff-views.ts';
import { productNames } from '../net-desk/stage-words.ts';
import { addressWith, countedUpTo, countWords, pagerOf, turnOf } from '../portal/list-address.ts';
import { placeOf } from '../portal/place.ts';
import { show } from '../portal/show.ts';
import { sendExport } from './exported-list.ts';
import { asked, path } from './guarantees/asked.ts';
import { viewsOf } from './guarantees/views.ts';
import type { OperationsServices } from './operations-services.ts';
import { may, personIn, readerIn } from './signed-in.ts';
import { stageWords } from './stage-words.ts';

export function guarantees(services: OperationsServices): RequestHandler {
  const { db, clock } = services;
  return async (request, response) => {
    const [person, reader] = [personIn(response), readerIn(response)];
    const mayFree = may(person, 'free-stuck');
    const place = await placeOf(services, reader);
    const { search, values, fields, chips, errors, refusals } = asked(
      request.query,
      await listBranches(services.db),
      dayInJapan(clock.now()),
    );
    const [page, count, views] = await Promise.all([
      listedGuarantees(db, reader, search, turnOf(request.query)),
      countListed(db, reader, search, countedUpTo + 1),
      staffViews(db, person.userId),
    ]);
    const now = clock.now();
    show(services, request, response, 'guarantees', {
      title: '保証一覧',
      place,
      ...fields,
      chips,
      errors,
      refusals,
      counted: countWords(count),
      rows: page.rows.map((row) => ({ ...rowOf(row, now), mayChoose: mayFree && row.causes.length > 0 })),
      mayFree: mayFree && (search.stuck === true || page.rows.some(({ causes }) => causes.length > 0)),
      asked: Object.entries(values).flatMap(([name, value]) => (value === '' ? [] : [{ name, value }])),
      isNarrowed: chips.length > 0,
      isNarrowedFurther: ['authority', 'contractor', 'branch', 'min', 'max', 'from', 'to', 'due', 'today', 'form'].some(
        (name) => values[name] !== '' || errors[name] !== undefined,
      ),
      csvHref: may(person, 'export-cases') ? addressWith(`${path}.csv`, values) : null,
      views: viewsOf(views, values),
      ...pagerOf(page, path, values, listedCursor(search.sort)),
    });
  };
}

/** The whole list that the address names, as it is read. */
export function guaranteesCsv(services: OperationsServices): RequestHandler {
  return async (request, response) => {
    const today = dayInJapan(services.clock.now());
    const { search, values } = asked(request.query, await listBranches(services.db), today);
    await sendExport(
      services,
      response,
      { list: 'guarantees', narrowedBy: values },
      {
        name: `保証一覧_${today}`,
        headings: csvHeadings,
        rows: csvRows(allListed(services.db, readerIn(response), search)),
      },
    );
  };
}

function rowOf(row: ListedGuarantee, now: Date) {
  const { stage, stageSince, dueOn, causes } = row;
  const { word, waitsFor } = stageWords[stage];
  const dueDay = dueOn === null ? null : dueOn.toISOString().slice(0, 10);
  return {
    ...row,
    href: `${path}/${row.id}`,
    name: row.guaranteeNumber ?? row.receiptNumber,
    product: productNames[row.product],
    chip: { word, mood: causes.length > 0 ? 'stuck' : moods[stageGroupOf(stage)] },
    isStuck: causes.length > 0,
    waitsFor,
    age: isEnd(stage) ? null : ageOf(stageSince, now),
    dueDay,
    dueText: dueDay?.replaceAll('-', '/') ?? null,
    isOverdue: dueDay !== null && dueDay < dayInJapan(now),
  };
}

const moods = { yours: 'waiting', moving: 'moving', done: 'done', closed: 'waiting' } as const;

/** In the largest unit that is whole. */
export function ageOf(since: Date, now: Date): { text: string; count: number } {
  const minutes = Math.max(0, Math.floor((now.getTime() - since.getTime()) / 60_000));
  if (minutes >= 2880) return { text: '{count}日', count: Math.floor(minutes / 1440) };
  if (minutes >= 120) return { text: '{count}時間', count: Math.floor(minutes / 60) };
  return { text: '{count}分', count: minutes };
}

const csvHeadings = [
  '受付番号',
  '申込日',
  '保証契約番号',
  '商品名',
  '証書の形式',
  '受注者名',
  '工事名',
  '発注者名',
  '取扱支店',
  '保証金額',
  '段階',
  '次に動く人',
  '段階の日',
  '期限',
  '停止の原因',
];

async function* csvRows(rows: AsyncIterable<ListedGuarantee>) {
  for await (const row of rows) {
    const { word, waitsFor } = stageWords[row.stage];
    yield [
      row.receiptNumber,
      dayInJapan(row.appliedAt),
      row.guaranteeNumber,
      productNames[row.product],
      formNames[row.form],
      row.contractorName,
      row.projectName,
      row.authorityName,
      row.branchName,
      row.amountYen,
      word,
      waitsFor,
      dayInJapan(row.stageSince),
      row.dueOn?.toISOString().slice(0, 10) ?? null,
      row.causes.join(' / '),
    ];
  }
}
