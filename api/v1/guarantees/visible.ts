/** Whether a guarantee exists for whoever asks. */
import { Refusal } from '../../../domain/refusals.ts';
import type { Reader } from '../../../domain/scopes.ts';
import { commandTarget } from '../../../prisma/command-views.ts';
import type { Database } from '../../../prisma/database.ts';

/** Refuses: `guarantee-must-exist`. */
export async function refuseUnlessVisible(db: Database, reader: Reader, guaranteeId: string): Promise<void> {
  if ((await commandTarget(db, reader, guaranteeId)) === null) throw new Refusal('guarantee-must-exist');
}
