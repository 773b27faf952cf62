/** 代決: who approves in whose place, and until when. GET /delegations */
import type { RequestHandler } from 'express';
import { dayInJapan } from '../../domain/dates.ts';
import { type Delegation, listDelegations } from '../../prisma/delegations.ts';
import { chosen } from '../portal/list-address.ts';
import { show } from '../portal/show.ts';
import type { OperationsServices } from './operations-services.ts';
import { may, personIn } from './signed-in.ts';

const states: Record<Delegation['state'], { readonly word: string; readonly mood: string }> = {
  holds: { word: '代決中', mood: 'moving' },
  coming: { word: 'これから', mood: 'waiting' },
  over: { word: '終了', mood: 'done' },
};

export function delegations(services: OperationsServices): RequestHandler {
  const { db, clock } = services;
  return async (request, response) => {
    const person = personIn(response);
    const all = await listDelegations(db, dayInJapan(clock.now()));
    const row = (delegation: Delegation) => ({
      ...delegation,
      chip: states[delegation.state],
      endHref: mayChange(person, delegation.approver.id) ? `/delegations/${delegation.id}/end` : null,
    });
    show(services, request, response, 'delegations', {
      title: '代決',
      done: chosen(request.query, 'done', ['made', 'ended']) ?? null,
      open: all.filter(({ state }) => state !== 'over').map(row),
      over: all.filter(({ state }) => state === 'over').map(row),
    });
  };
}

/** Administrators set anybody's, an approver the own alone. */
export function mayChange(
  person: Parameters<typeof may>[0] & { readonly userId: string },
  approverId: string,
): boolean {
  return may(person, 'keep-users') || person.userId === approverId;
}
