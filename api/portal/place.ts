/** Where a page's event stream goes on: asked before the page reads its rows, so that no change falls between the two. */
import type { Reader } from '../../domain/scopes.ts';
import { headPosition } from '../../prisma/sealed-changes.ts';
import { sealPlace } from '../streams/place.ts';
import type { PortalServices } from './portal.ts';

export async function placeOf(
  { db, keyRing }: Pick<PortalServices, 'db' | 'keyRing'>,
  { contractorId }: Reader,
): Promise<string> {
  return sealPlace(keyRing, contractorId ?? 'staff', await headPosition(db));
}
