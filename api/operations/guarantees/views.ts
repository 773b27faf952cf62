/** Named views of the list: POST /guarantees/views and their removal. */
import type { RequestHandler } from 'express';
import { dayInJapan } from '../../../domain/dates.ts';
import { Refusal } from '../../../domain/refusals.ts';
import { uuidForm } from '../../../prisma/keyset.ts';
import { removeStaffView, type StaffView, saveStaffView } from '../../../prisma/staff-views.ts';
import { formField } from '../../portal/forms.ts';
import { said } from '../../portal/list-address.ts';
import type { OperationsServices } from '../operations-services.ts';
import { personIn } from '../signed-in.ts';
import { asked, path } from './asked.ts';

/** The views as links, and the query of this very list; null where nothing is narrowed, or a view is it already. */
export function viewsOf(views: readonly StaffView[], values: Readonly<Record<string, string>>) {
  const now = queryOf(values);
  return {
    kept: views.map((view) => ({
      ...view,
      href: `${path}?${view.query}`,
      isCurrent: view.query === now,
      removal: `${path}/views/${view.id}/removal`,
    })),
    query: now === '' || views.some(({ query }) => query === now) ? null : now,
  };
}

/**
 * Keeps the list of the form's `query` under its name, shared where that is said, and leads back to it.
 *
 * Refuses: `field-must-be-given` without a name; `saved-searches-must-be-few`.
 */
export function keepView({ db, clock }: OperationsServices): RequestHandler {
  return async (request, response) => {
    const name = said({ name: formField(request, 'name') }, 'name', 60);
    const branches = await db.branch.findMany({ select: { id: true, name: true } });
    const typed = Object.fromEntries(new URLSearchParams(formField(request, 'query').slice(0, 2000)));
    const query = queryOf(asked(typed, branches, dayInJapan(clock.now())).values);
    if (name === '' || query === '') throw new Refusal('field-must-be-given', { field: 'name' });
    const shared = formField(request, 'shared') === 'yes';
    await saveStaffView(db, { userId: personIn(response).userId, name, query, shared }, clock.now());
    response.redirect(303, `${path}?${query}`);
  };
}

/** Takes one of the person's own away, and leads back to the list. Refuses: `address-must-exist`. */
export function removeView({ db }: OperationsServices): RequestHandler {
  return async (request, response) => {
    const { id } = request.params;
    const isOwn = typeof id === 'string' && uuidForm.test(id);
    if (!isOwn || !(await removeStaffView(db, personIn(response).userId, id))) throw new Refusal('address-must-exist');
    response.redirect(303, path);
  };
}

/** The conditions in one order, empty ones left out: nothing else of an address is kept, or led to. */
function queryOf(values: Readonly<Record<string, string>>): string {
  return new URLSearchParams(Object.entries(values).filter(([, value]) => value !== '')).toString();
}
