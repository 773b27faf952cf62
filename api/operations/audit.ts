/** GET /audit: the audit log, searched; and the same as a CSV file. */
import type { RequestHandler } from 'express';
import { dayInJapan } from '../../domain/dates.ts';
import { listInstant } from '../../domain/eras.ts';
import type { Doer } from '../../domain/event-doers.ts';
import { areas, areaWords, eventWords } from '../../domain/event-words.ts';
import {
  type AuditRow,
  type AuditSearch,
  allAudit,
  auditCursor,
  auditPage,
  calledGuarantee,
  countAudit,
} from '../../prisma/audit-search.ts';
import { subjectNames } from '../../prisma/audit-subjects.ts';
import type { Database } from '../../prisma/database.ts';
import { uuidForm } from '../../prisma/keyset.ts';
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
import { show } from '../portal/show.ts';
import { shownEvent, subjectId, subjectText } from './audit-words.ts';
import { caseAddress } from './case-address.ts';
import { cellsTogether, sendExport } from './exported-list.ts';
import type { OperationsServices } from './operations-services.ts';
import { may, type OperationsPerson, personIn, readerIn } from './signed-in.ts';

const path = '/audit';

export function audit(services: OperationsServices): RequestHandler {
  return async (request, response) => {
    const { db } = services;
    const [person, reader] = [personIn(response), readerIn(response)];
    const { search, values, fields } = asked(request.query);
    const { guaranteeId } = search;
    const [page, count, called] = await Promise.all([
      auditPage(db, reader, search, turnOf(request.query)),
      countAudit(db, reader, search, countedUpTo + 1),
      guaranteeId === undefined ? null : calledGuarantee(db, reader, guaranteeId),
    ]);
    const names = await subjectNames(
      db,
      page.rows.map(({ subject }) => subject),
    );
    show(services, request, response, 'audit', {
      title: '監査記録',
      ...fields,
      onlyCase: guaranteeId === undefined ? null : caseNamed(person, guaranteeId, called, values),
      refusals: refusalsOf(fields.from, fields.to),
      counted: countWords(count),
      rows: page.rows.map((row) => shownEvent(row, names, (...permission) => may(person, ...permission))),
      isNarrowed: Object.values(values).some((value) => value !== ''),
      csvHref: addressWith(`${path}.csv`, values),
      ...pagerOf(page, path, values, auditCursor),
    });
  };
}

/** The one case that the list is narrowed to, with the way back to it and to all cases. */
function caseNamed(
  person: OperationsPerson,
  id: string,
  called: string | null,
  values: Readonly<Record<string, string>>,
) {
  const seesCase = called !== null && may(person, 'see-cases');
  return {
    id,
    name: called ?? id.slice(0, 8),
    href: seesCase ? caseAddress(id) : null,
    allHref: addressWith(path, { ...values, case: '' }),
  };
}

/** The whole list that the address names, for a spreadsheet. That it was taken away stands in the log before it is sent. */
export function auditCsv(services: OperationsServices): RequestHandler {
  const { db, clock } = services;
  return async (request, response) => {
    const { search, values } = asked(request.query);
    const rows = cellsTogether(allAudit(db, readerIn(response), search), (some) => cells(db, some));
    const name = `監査記録_${dayInJapan(clock.now())}`;
    await sendExport(services, response, { list: 'audit', narrowedBy: values }, { name, headings, rows });
  };
}

const headings = [
  '日時',
  '番号',
  '対象の種類',
  '対象',
  '対象の名前',
  '履歴 No.',
  '行為',
  '行為者',
  '会社',
  '役割',
  'アドレス',
  '変更前',
  '変更後',
  '理由',
  'ハッシュ',
  '記録ID',
];

async function cells(db: Database, rows: readonly AuditRow[]) {
  const names = await subjectNames(
    db,
    rows.map(({ subject }) => subject),
  );
  return rows.map((row) => {
    const shown = shownEvent(row, names, () => false);
    const facts = (of: typeof shown.before) => of.map(({ name, value }) => `${name}: ${value}`).join(' / ');
    return [
      listInstant(row.occurredAt),
      row.position,
      shown.area,
      subjectId(row),
      subjectText(row, shown.subject),
      row.revision === 0 ? null : row.revision,
      shown.what,
      doerText(shown.doer),
      shown.company,
      shown.roles.join('・'),
      shown.address,
      shown.isErased ? '（法令により消去）' : facts(shown.before),
      shown.isErased ? '（法令により消去）' : facts(shown.after),
      shown.reason,
      row.hash,
      row.id,
    ];
  });
}

function doerText({ name, word, through }: Doer): string {
  return `${name ?? word}${through === null ? '' : `（${through}）`}`;
}

function asked(query: Query) {
  const [about, actor] = [said(query, 'about'), said(query, 'actor')];
  const [from, to] = [typedDay(query, 'from'), typedDay(query, 'to')];
  const area = chosen(query, 'area', areas);
  const kind = chosen(query, 'kind', Object.keys(eventWords));
  const guaranteeId = uuidForm.test(said(query, 'case')) ? said(query, 'case') : undefined;
  const search: AuditSearch = { about, guaranteeId, actor, area, kind, fromOn: from.value, toOn: to.value };
  const values: Record<string, string> = {
    about,
    actor,
    area: area ?? '',
    kind: kind ?? '',
    case: guaranteeId ?? '',
    from: from.typed,
    to: to.typed,
  };
  const fields = {
    about,
    actor,
    area: choiceOf(area, areas, areaWords),
    kind: { value: kind ?? '', options: Object.entries(eventWords).map(([value, title]) => ({ value, title })) },
    from,
    to,
  };
  return { search, values, fields };
}
