/** The branch with its telephone and hours, as on every form and case. */
import type { Day } from '../../domain/dates.ts';
import type { Database } from '../../prisma/database.ts';
import { branchContact } from '../../prisma/working-registers.ts';

const weekdayNames = ['月曜日', '火曜日', '水曜日', '木曜日', '金曜日', '土曜日', '日曜日'];

/** What `branch.hbs` shows; null where no branch is known. Source: R-N3. */
export async function branchDesk(db: Database, branchId: string | null, today: Day) {
  const contact = branchId === null ? null : await branchContact(db, branchId, today);
  if (contact === null) return null;
  const { hours, ...branch } = contact;
  if (hours === null) return { ...branch, hours: null };
  const { weekdays, ...times } = hours;
  const named = weekdays.join() === '1,2,3,4,5' ? ['平日'] : weekdays.map((weekday) => weekdayNames[weekday - 1]);
  return { ...branch, hours: { ...times, weekdays: named } };
}
