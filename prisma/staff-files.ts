/** Files of the staff's people and roles: kept while an administrator looks at what they would change, applied as a whole, once. */
import { createHash, randomUUID } from 'node:crypto';
import { canonicalJson } from '../domain/canonical-json.ts';
import { dayInJapan } from '../domain/dates.ts';
import { Refusal } from '../domain/refusals.ts';
import {
  addressesIn,
  byAddress,
  readStaffSheet,
  type StaffSheet,
  type StaffSheetChange,
} from '../domain/staff-sheet.ts';
import type { Act } from './acts.ts';
import { listBranches } from './branches.ts';
import type { Database, Transaction } from './database.ts';
import { uuidForm } from './keyset.ts';
import { actOn, type Changing, changeStaff } from './staff-changes.ts';
import { addInvited } from './staff-coming-in.ts';
import { ofStaff } from './staff-people.ts';
import { writeGrant } from './staff-roles.ts';
import { tellRoles } from './staff-told.ts';
import { allStaff } from './staff-users.ts';

type Cells = readonly (readonly string[])[];

/** Beside the registers' names. */
const register = 'users';

/** The file is kept; nothing is changed by it yet. Returns its id. */
export async function keepStaffFile(
  db: Database,
  { fileName, cells }: { fileName: string; cells: Cells },
  byId: string,
  now: Date,
): Promise<string> {
  const id = randomUUID();
  await db.registerFile.create({
    data: { id, register, fileName, cells: cells.map((row) => [...row]), byId, madeAt: now },
  });
  return id;
}

/** The file of this person, not applied yet. Refuses: `register-file-must-be-open`. */
export async function openStaffFile(db: Database | Transaction, id: string, byId: string) {
  const file = uuidForm.test(id) ? await db.registerFile.findUnique({ where: { id } }) : null;
  if (file === null || file.appliedAt !== null || file.byId !== byId || file.register !== register) {
    throw new Refusal('register-file-must-be-open');
  }
  return { id, fileName: file.fileName, cells: file.cells as unknown as Cells };
}

/** What the file would change, against the people as they are now. */
export async function lookThroughStaff(db: Database | Transaction, cells: Cells, now: Date): Promise<StaffSheet> {
  const today = dayInJapan(now);
  const strangers = { email: { in: addressesIn(cells) }, NOT: ofStaff };
  const [staff, others, branches] = [
    await allStaff(db, today),
    await db.user.findMany({ where: strangers, select: { email: true } }),
    await listBranches(db),
  ];
  const people = staff.map(({ id, name, email, state, grants }) => ({
    id,
    name,
    email,
    isDeactivated: state === 'deactivated',
    grants: grants.map(({ role, branchId, fromOn, toOn }) => ({ role, branchId, fromOn, toOn })),
  }));
  return readStaffSheet(cells, { people, branches, taken: new Set(others.flatMap(({ email }) => email ?? [])) }, today);
}

/** What was shown to whoever presses: another look at the file must come to the same. */
export function seenDigest(changes: readonly StaffSheetChange[]): string {
  return createHash('sha256').update(canonicalJson(changes)).digest('hex');
}

/**
 * Every line of the file is applied, or none: new people are there with their roles, and a mail goes to each. Returns how
 * many roles were given. Each stands in the audit log by itself, with the reason.
 *
 * Refuses: `register-file-must-be-open`, `person-must-not-have-changed` where the file would change something else by now
 * than what was shown, `register-file-must-change-something`, `mail-address-must-be-free`.
 */
export async function applyStaffFile(
  db: Database,
  { id, seen }: { readonly id: string; readonly seen: string },
  changing: Changing,
): Promise<number> {
  const { by, now } = changing;
  let given = 0;
  await changeStaff(db, now, async (tx) => {
    const { cells } = await openStaffFile(tx, id, by.userId);
    const read = await lookThroughStaff(tx, cells, now);
    if ('refusals' in read || seenDigest(read.changes) !== seen) throw new Refusal('person-must-not-have-changed');
    if (read.changes.length === 0) throw new Refusal('register-file-must-change-something');
    const { count } = await tx.registerFile.updateMany({ where: { id, appliedAt: null }, data: { appliedAt: now } });
    if (count === 0) throw new Refusal('register-file-must-be-open');
    given = read.changes.length;
    const acts: Act[] = [];
    for (const own of byAddress(read.changes)) acts.push(...(await applyTo(tx, own, changing)));
    return acts;
  });
  return given;
}

/** All lines of one address. */
async function applyTo(tx: Transaction, changes: readonly StaffSheetChange[], changing: Changing): Promise<Act[]> {
  const [first] = changes;
  if (first === undefined) return [];
  const userId = first.personId ?? (await addInvited(tx, first, changing.now));
  if (first.personId !== null)
    await tellRoles(
      tx,
      userId,
      'role-given',
      changes.map(({ grant }) => grant),
      changing.now,
    );
  const acts: Act[] = [];
  for (const change of changes) {
    const given = await writeGrant(tx, userId, change.grant, changing.by.userId, changing.now);
    const isInvitation = first.personId === null && change === first;
    const kind = changing.by.userId === userId ? 'role-given-to-oneself' : 'role-given';
    acts.push(
      isInvitation
        ? actOn(userId, 'person-invited', changing, { after: { name: first.name, ...given } })
        : actOn(userId, kind, changing, { after: given }),
    );
  }
  return acts;
}
