/** Who of the staff comes in at all: invited by mail, deactivated, let in again, a lost second factor taken off. The person is told by mail of each. */
import { randomUUID } from 'node:crypto';
import { dayInJapan } from '../domain/dates.ts';
import type { StaffRole } from '../domain/people.ts';
import { Refusal } from '../domain/refusals.ts';
import { askAccountMail } from './account-mails.ts';
import type { Database, Transaction } from './database.ts';
import { actOn, type Changing, changeStaff, demandVersion, staffRow } from './staff-changes.ts';
import { keepAnAdministrator, writeGrant } from './staff-roles.ts';
import { tellPerson } from './staff-told.ts';

export interface StaffInvitation {
  readonly name: string;
  /** Lower case. */
  readonly email: string;
  /** The first role, from today on; more are given on the person's page. */
  readonly role: StaffRole;
  readonly branchId: string | null;
}

/** A mail to the same person again, after so long. A press sooner is the same press. */
const againAfterMs = 60_000;

/**
 * The person is there, with a first role, and a mail goes out whose link sets a password. Returns the person's id.
 *
 * Refuses, in the field `email`: `mail-address-must-be-free`.
 */
export async function inviteStaff(db: Database, invitation: StaffInvitation, changing: Changing): Promise<string> {
  const { by, now } = changing;
  const { name, email, role, branchId } = invitation;
  let id = '';
  await changeStaff(db, now, async (tx) => {
    id = await addInvited(tx, { name, email }, now);
    const grant = { role, branchId, fromOn: dayInJapan(now), toOn: null };
    const given = await writeGrant(tx, id, grant, by.userId, now);
    return [actOn(id, 'person-invited', changing, { after: { name, ...given } })];
  });
  return id;
}

/** The person, with no role yet, and the mail. Refuses, in the field `email`: `mail-address-must-be-free`. */
export async function addInvited(
  tx: Transaction,
  { name, email }: Pick<StaffInvitation, 'name' | 'email'>,
  now: Date,
): Promise<string> {
  const id = randomUUID();
  const { count } = await tx.user.createMany({ data: { id, name, email, roles: [] }, skipDuplicates: true });
  if (count === 0) throw new Refusal('mail-address-must-be-free', { field: 'email' });
  await mailTo(tx, email, now);
  return id;
}

/** The mail goes again, with a link of its own. Refuses: `staff-person-must-exist`, also of those who came in. */
export async function inviteStaffAgain(db: Database, id: string, { by, now }: Omit<Changing, 'reason'>): Promise<void> {
  await changeStaff(db, now, async (tx) => {
    const { email, deactivatedAt } = await staffRow(tx, id);
    const cameIn = (await tx.account.count({ where: { userId: id } })) > 0;
    if (email === null || deactivatedAt !== null || cameIn) throw new Refusal('staff-person-must-exist');
    const lately = { kind: 'invitation', toAddress: email, createdAt: { gt: new Date(now.getTime() - againAfterMs) } };
    if ((await tx.accountMail.count({ where: lately })) > 0) return [];
    await mailTo(tx, email, now);
    return [actOn(id, 'invitation-sent-again', { by, reason: null }, {})];
  });
}

/**
 * The person comes in no more: sessions, links and API keys are over. What the person did stays, and roles too, for then.
 *
 * Refuses: `staff-person-must-exist`, `person-must-not-have-changed`, `own-deactivation-must-be-by-another`,
 * `staff-must-keep-an-administrator`.
 */
export async function deactivateStaff(db: Database, id: string, version: number, changing: Changing): Promise<void> {
  const { by, now } = changing;
  await changeStaff(db, now, async (tx) => {
    const { deactivatedAt } = await staffRow(tx, id);
    if (deactivatedAt !== null) throw new Refusal('staff-person-must-exist');
    if (id === by.userId) throw new Refusal('own-deactivation-must-be-by-another');
    await demandVersion(tx, id, version);
    await tx.user.update({ where: { id }, data: { deactivatedAt: now } });
    await keepAnAdministrator(tx, now);
    await Promise.all([
      tx.session.deleteMany({ where: { userId: id } }),
      tx.verification.deleteMany({ where: { value: id } }),
      tx.apiKey.updateMany({ where: { userId: id, revokedAt: null }, data: { revokedAt: now } }),
    ]);
    await tellPerson(tx, id, { kind: 'person-deactivated' }, changing.now);
    return [actOn(id, 'person-deactivated', changing, {})];
  });
}

/** The person may come in again, as before. Refuses: `staff-person-must-exist`, `person-must-not-have-changed`. */
export async function reactivateStaff(db: Database, id: string, version: number, changing: Changing): Promise<void> {
  await changeStaff(db, changing.now, async (tx) => {
    const { deactivatedAt } = await staffRow(tx, id);
    if (deactivatedAt === null) throw new Refusal('staff-person-must-exist');
    await demandVersion(tx, id, version);
    await tx.user.update({ where: { id }, data: { deactivatedAt: null } });
    await tellPerson(tx, id, { kind: 'person-reactivated' }, changing.now);
    return [actOn(id, 'person-reactivated', changing, {})];
  });
}

/**
 * The person's authenticator app, recovery codes and passkeys open nothing any more: after the password a new app is set up. Sessions
 * are over.
 *
 * Refuses: `staff-person-must-exist`, also of those who have none; `second-factor-must-be-reset-by-another`,
 * `person-must-not-have-changed`.
 */
export async function resetSecondFactor(db: Database, id: string, version: number, changing: Changing): Promise<void> {
  const { by, now } = changing;
  await changeStaff(db, now, async (tx) => {
    const { twoFactorEnabled } = await staffRow(tx, id);
    if (!twoFactorEnabled) throw new Refusal('staff-person-must-exist');
    if (id === by.userId) throw new Refusal('second-factor-must-be-reset-by-another');
    await demandVersion(tx, id, version);
    await tx.twoFactor.deleteMany({ where: { userId: id } });
    await tx.passkey.deleteMany({ where: { userId: id } });
    await tx.user.update({ where: { id }, data: { twoFactorEnabled: false } });
    await tx.session.deleteMany({ where: { userId: id } });
    await tellPerson(tx, id, { kind: 'second-factor-reset' }, changing.now);
    return [actOn(id, 'second-factor-reset', changing, {})];
  });
}

function mailTo(tx: Transaction, toAddress: string, now: Date): Promise<void> {
  return askAccountMail(tx, { kind: 'invitation', portal: 'operations', toAddress }, now);
}
