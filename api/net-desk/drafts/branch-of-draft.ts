/** Whom to call about a draft: the branch that it names, else the company's usual one. */
import type { TypedApplication } from '../../../domain/application-form.ts';
import { dayInJapan } from '../../../domain/dates.ts';
import type { Reader } from '../../../domain/scopes.ts';
import { branchIdOf } from '../../../prisma/desk-home.ts';
import { branchDesk } from '../branch-desk.ts';
import type { DeskServices } from '../desk-services.ts';

export async function branchOfDraft({ db, clock }: DeskServices, reader: Reader, typed: TypedApplication) {
  const today = dayInJapan(clock.now());
  const named = await branchDesk(db, typed['delivery.branchId'] ?? null, today);
  return named ?? branchDesk(db, await branchIdOf(db, reader), today);
}
