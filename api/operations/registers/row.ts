/** One row of a register, or a new one: typed, looked at beside what stands there, and changed with a reason. */
import type { Request, RequestHandler, Response } from 'express';
import { dayInJapan, readDay } from '../../../domain/dates.ts';
import { Refusal, refuse } from '../../../domain/refusals.ts';
import type { Register, RegisterRow } from '../../../domain/registers/register.ts';
import { readTypedRow, type TypedRow, typedRow } from '../../../domain/registers/typed-row.ts';
import { changeRow, versionOf } from '../../../prisma/register-changes.ts';
import { registerChanges } from '../../../prisma/register-history.ts';
import { casesTouched, referenceNames, titleOf } from '../../../prisma/register-rows.ts';
import { orFormAgain, type ToldAgain } from '../../portal/form-again.ts';
import { formField } from '../../portal/forms.ts';
import { said } from '../../portal/list-address.ts';
import { show } from '../../portal/show.ts';
import type { OperationsServices } from '../operations-services.ts';
import { speechOf } from '../pressing.ts';
import { may, personIn } from '../signed-in.ts';
import { fieldId, registerHref, registerIn, rowHref, rowIn, trailOf } from './addresses.ts';
import { changesShown } from './changes.ts';
import { differences } from './differences.ts';
import { fieldsShown } from './fields-shown.ts';
import { filledProfile } from './filled-profile.ts';
import { keeperIn, reasonIn } from './keeper.ts';

interface Subject {
  readonly register: Register;
  readonly rowKey: string | null;
  readonly row: RegisterRow | null;
}

type Find = (request: Request) => Promise<Subject>;

/** A row that stands there. */
export function row(services: OperationsServices) {
  return pages(services, (request) => rowIn(services.db, request));
}

/** A new one. */
export function newRow(services: OperationsServices) {
  return pages(services, async (request) => ({ register: registerIn(request), rowKey: null, row: null }));
}

function pages(services: OperationsServices, find: Find): { show: RequestHandler; submit: RequestHandler } {
  return {
    show: async (request, response) => {
      const subject = await find(request);
      const typed = subject.row === null ? {} : typedRow(subject.register, subject.row);
      await form(services, request, response, subject, { typed, version: versionOf(subject.row) });
    },
    submit: async (request, response) => {
      const subject = await find(request);
      const typed = typedIn(request, subject.register);
      const version = formField(request, 'version');
      await orFormAgain(
        response,
        'reason',
        () => press(services, request, response, subject, typed),
        (told) => form(services, request, response, subject, { typed, version, told }),
      );
    },
  };
}

/** Shows what would change; confirmed on that page, it is changed. */
async function press(
  services: OperationsServices,
  request: Request,
  response: Response,
  subject: Subject,
  typed: TypedRow,
) {
  const { register, row: before, rowKey } = subject;
  const { db, clock } = services;
  const after = readOrRefuse(register, typed, before);
  const today = dayInJapan(clock.now());
  const day = formField(request, 'appliesOn');
  const appliesOn = day === '' ? today : readDay(day);
  if (appliesOn === null) throw new Refusal('day-must-exist', { field: 'appliesOn' });
  const reason = reasonIn(request);
  if (formField(request, 'step') !== 'confirm') {
    if (appliesOn < today) throw new Refusal('change-day-must-not-be-past', { field: 'appliesOn' });
    return preview(services, request, response, subject, { after, typed, appliesOn, reason });
  }
  const change = { register, rowKey, version: formField(request, 'version') || null, after, appliesOn, reason };
  await changeRow(db, change, keeperIn(response), clock.now());
  response.redirect(303, `${registerHref(register)}?done=${appliesOn > today ? 'planned' : 'changed'}`);
}

function readOrRefuse(register: Register, typed: TypedRow, before: RegisterRow | null): RegisterRow {
  const read = readTypedRow(register, typed, before);
  if ('row' in read) return read.row;
  const details = read.refusals.map((refusal) => refuse(refusal.name, fieldId(refusal.field), refusal.sentence));
  throw new Refusal('content-must-be-in-order', { details });
}

function typedIn(request: Request, { fields }: Register): TypedRow {
  return Object.fromEntries(fields.map(({ name }) => [name, formField(request, fieldId(name))]));
}

interface Shown {
  readonly typed: TypedRow;
  readonly version: string;
  readonly told?: ToldAgain;
}

async function form(
  services: OperationsServices,
  request: Request,
  response: Response,
  subject: Subject,
  shown: Shown,
) {
  const { register, row: before, rowKey } = subject;
  const { db } = services;
  const names = await referenceNames(db, register);
  const t = speechOf(services, request);
  const title =
    before === null ? t('{register}に追加', { register: t(register.title) }) : titleOf(register, before, names);
  const mayKeep = may(personIn(response), 'keep-registers');
  const history = rowKey === null ? [] : await registerChanges(db, { register: register.name, rowKey }, 50);
  show(services, request, response, 'registers/row', {
    title,
    trail: trailOf(register, title),
    explanation: register.explanation,
    source: register.source,
    isNew: before === null,
    mayKeep,
    fields: await fieldsShown(db, register, shown.typed, before, shown.told?.errors ?? {}),
    href: rowKey === null ? `${registerHref(register)}/new` : rowHref(register, rowKey),
    backHref: registerHref(register),
    removalHref:
      before !== null && register.removable && mayKeep && rowKey !== null
        ? `${rowHref(register, rowKey)}/removal`
        : null,
    version: shown.version,
    appliesOn: formField(request, 'appliesOn'),
    reason: formField(request, 'reason'),
    isDated: register.datedBy !== undefined,
    refusals: shown.told?.refusals ?? [],
    errors: shown.told?.errors ?? {},
    history: changesShown(register, history, names),
    done: said(request.query, 'done', 20),
  });
}

interface Previewed {
  readonly after: RegisterRow;
  readonly typed: TypedRow;
  readonly appliesOn: string;
  readonly reason: string;
}

async function preview(
  services: OperationsServices,
  request: Request,
  response: Response,
  subject: Subject,
  shown: Previewed,
) {
  const { register, row: before, rowKey } = subject;
  const { after, typed, appliesOn, reason } = shown;
  const { db, clock } = services;
  const names = await referenceNames(db, register);
  const changed = differences(register, before, after, names);
  if (before !== null && changed.every(({ isChanged }) => !isChanged)) {
    throw new Refusal('register-change-must-change-something', { field: 'reason' });
  }
  const title = '変更の確認';
  show(services, request, response, 'registers/row-preview', {
    title,
    trail: trailOf(register, title),
    rowTitle: titleOf(register, after, names),
    isNew: before === null,
    differences: changed,
    cases: await casesTouched(db, register, after),
    isAtOnce: appliesOn === dayInJapan(clock.now()),
    appliesOn,
    reason,
    filled: register.name === 'submission-profiles' ? filledProfile(after) : null,
    hidden: [
      ...register.fields.map(({ name }) => ({ name: fieldId(name), value: typed[name] ?? '' })),
      { name: 'version', value: formField(request, 'version') },
      { name: 'appliesOn', value: appliesOn },
      { name: 'reason', value: reason },
    ],
    href: rowKey === null ? `${registerHref(register)}/new` : rowHref(register, rowKey),
    backHref: registerHref(register),
  });
}
