/** Saved searches of a list: POST /guarantees/searches, /issued/searches, and their removal. */
import type { RequestHandler } from 'express';
import { Refusal } from '../../domain/refusals.ts';
import { uuidForm } from '../../prisma/keyset.ts';
import { removeSearch, type SavedList, savedSearches, saveSearch } from '../../prisma/saved-searches.ts';
import { formField } from '../portal/forms.ts';
import { said } from '../portal/list-address.ts';
import type { DeskServices } from './desk-services.ts';
import { personIn } from './signed-in.ts';

const longestQuery = 2000;
/** What of an address is a search: not its page, nor what was done just now. */
const searchFields = ['q', 'group', 'product', 'form', 'kind', 'from', 'to', 'sort'];

/** The person's searches as links, and the query of this very search; null where nothing is narrowed. */
export async function searchesOf({ db }: DeskServices, userId: string, list: SavedList, query: object) {
  const now = searchIn(new URLSearchParams(query as Record<string, string>).toString());
  const saved = await savedSearches(db, userId, list);
  return {
    list,
    saved: saved.map(({ id, name, query: kept }) => ({
      id,
      name,
      href: `/${list}?${kept}`,
      isCurrent: kept === now,
      removal: `/${list}/searches/${id}/removal`,
    })),
    query: now === '' || saved.some(({ query: kept }) => kept === now) ? null : now,
  };
}

/**
 * Keeps the search of the form's `query` under its name, and leads back to it.
 *
 * Refuses: `field-must-be-given` without a name; `saved-searches-must-be-few`.
 */
export function saving({ db, clock }: DeskServices, list: SavedList): RequestHandler {
  return async (request, response) => {
    const name = said({ name: formField(request, 'name') }, 'name', 60);
    const query = searchIn(formField(request, 'query'));
    if (name === '' || query === '') throw new Refusal('field-must-be-given', { field: 'name' });
    await saveSearch(db, { userId: personIn(response).userId, list, name, query }, clock.now());
    response.redirect(303, `/${list}?${query}`);
  };
}

/** Takes one away, and leads back to the list. Refuses: `address-must-exist`. */
export function removing({ db }: DeskServices, list: SavedList): RequestHandler {
  return async (request, response) => {
    const { id } = request.params;
    const isSaved = typeof id === 'string' && uuidForm.test(id);
    if (!isSaved || !(await removeSearch(db, personIn(response).userId, list, id))) {
      throw new Refusal('address-must-exist');
    }
    response.redirect(303, `/${list}`);
  };
}

/** The fields of a search in one order, empty ones left out: nothing else of an address is kept, or led to. */
function searchIn(query: string): string {
  const typed = new URLSearchParams(query.slice(0, longestQuery));
  const kept = searchFields.flatMap((field): [string, string][] => {
    const value = said({ [field]: typed.get(field) ?? '' }, field);
    return value === '' ? [] : [[field, value]];
  });
  return new URLSearchParams(kept).toString();
}
