/** GET /registers/:name/changes: what was changed in a register, by whom and why, and what is planned; a plan is taken back. */
import type { RequestHandler } from 'express';
import type { Register } from '../../../domain/registers/register.ts';
import { withdrawChange } from '../../../prisma/planned-changes.ts';
import { registerChanges } from '../../../prisma/register-history.ts';
import { type ReferenceNames, referenceNames } from '../../../prisma/register-rows.ts';
import { show } from '../../portal/show.ts';
import type { OperationsServices } from '../operations-services.ts';
import { idIn } from '../pressing.ts';
import { may, personIn } from '../signed-in.ts';
import { registerHref, registerIn, trailOf } from './addresses.ts';
import { differences } from './differences.ts';
import { keeperIn } from './keeper.ts';

type Change = Awaited<ReturnType<typeof registerChanges>>[number];

export function changes(services: OperationsServices): RequestHandler {
  const { db } = services;
  return async (request, response) => {
    const register = registerIn(request);
    const [found, names] = await Promise.all([
      registerChanges(db, { register: register.name }, 200),
      referenceNames(db, register),
    ]);
    const title = '変更の履歴と予定';
    show(services, request, response, 'registers/changes', {
      title,
      trail: trailOf(register, title),
      register: register.title,
      mayKeep: may(personIn(response), 'keep-registers'),
      history: changesShown(register, found, names),
    });
  };
}

export function withdrawal({ db, clock }: OperationsServices): RequestHandler {
  return async (request, response) => {
    const register = registerIn(request);
    const id = idIn(request, 'register-change-must-exist');
    await withdrawChange(db, register, id, keeperIn(response), clock.now());
    response.redirect(303, `${registerHref(register)}/changes`);
  };
}

/** Changes as lists show them: what is different, in words. */
export function changesShown(register: Register, found: readonly Change[], names: ReferenceNames) {
  return found.map(({ id, title, before, after, state, reason, by, madeAt, appliesOn }) => ({
    id,
    title,
    reason,
    by,
    madeAt,
    appliesOn,
    what: before === null ? '追加' : after === null ? '削除' : '変更',
    word: stateWords[state] ?? state,
    isPlanned: state === 'planned',
    withdrawalHref: `${registerHref(register)}/changes/${id}/withdrawal`,
    differences: differences(register, before, after, names).filter(({ isChanged }) => isChanged),
  }));
}

const stateWords: Readonly<Record<string, string>> = {
  planned: '予定',
  applied: '適用済み',
  withdrawn: '取消し',
};
