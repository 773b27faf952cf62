/** The id of a guarantee, by its number or the id itself as it is typed. */
import type { Api } from './api.ts';
import { Ended, exitCodes } from './exit-codes.ts';
import { onOneLine } from './table.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Ends the command where no guarantee has the number. */
export async function idOfCase(api: Api, typed: string): Promise<string> {
  if (uuid.test(typed)) return typed.toLowerCase();
  const { guarantees } = await api.get(`/guarantees?${new URLSearchParams({ guaranteeNumber: typed })}`);
  const [found] = guarantees;
  if (found === undefined) {
    throw new Ended(exitCodes.found, `There is no guarantee ${onOneLine(typed)}.`, { name: 'guarantee-must-exist' });
  }
  return found.id;
}
