/** The sample surety's staff, for development: somebody of each role, a second reviewer, and a reviewer of one branch alone. */
import { hashPassword, symmetricEncrypt, verifyPassword } from 'better-auth/crypto';
import type { Day } from '../domain/dates.ts';
import type { StaffRole } from '../domain/people.ts';
import type { Database } from './database.ts';
import { fromDay } from './days.ts';

export interface SampleStaffPerson {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly StaffRole[];
  /** null: every branch. */
  readonly branchId: string | null;
}

/** The branch that the reviewer of one branch belongs to. */
export const sampleStaffBranchId = 'tochigi';

export const sampleStaff = {
  reviewer: person('12', '審査 一郎', 'ichiro', ['reviewer']),
  secondReviewer: person('17', '審査 四郎', 'shiro', ['reviewer']),
  branchReviewer: person('18', '栃木 五郎', 'goro', ['reviewer'], sampleStaffBranchId),
  approver: person('13', '承認 二郎', 'niro', ['reviewer', 'approver']),
  operator: person('14', '運用 三郎', 'saburo', ['operator']),
  registerKeeper: person('19', '登録 六花', 'rikka', ['register-keeper']),
  auditor: person('1a', '監査 七海', 'nanami', ['auditor']),
  administrator: person('1b', '管理 八重', 'yae', ['administrator']),
} as const;
export type SampleStaffName = keyof typeof sampleStaff;

const people: readonly SampleStaffPerson[] = Object.values(sampleStaff);

function person(
  end: string,
  name: string,
  mailbox: string,
  roles: readonly StaffRole[],
  branchId: string | null = null,
): SampleStaffPerson {
  const id = `00000000-0000-4000-8000-0000000000${end}`;
  return { id, name, email: `${mailbox}@mirai-hosho.example.jp`, roles, branchId };
}

/** The people and what they hold; what somebody changed of them stays as it is. The branches are there before. */
export async function seedStaff(db: Database): Promise<void> {
  const rows = people.map(({ id, name }) => ({ id, name, roles: [] }));
  await db.user.createMany({ data: rows, skipDuplicates: true });
  for (const { id, roles, branchId } of people) {
    if ((await db.staffGrant.count({ where: { userId: id } })) > 0) continue;
    await db.staffGrant.createMany({
      data: roles.map((role, index) => ({
        id: `${id.slice(0, -4)}${String(index + 1)}0${id.slice(-2)}`,
        userId: id,
        role,
        branchId,
        fromOn: fromDay('2020-04-01' as Day),
        grantedAt: new Date('2020-04-01T00:00:00Z'),
      })),
      skipDuplicates: true,
    });
  }
}

export interface StaffSignIns {
  readonly password: string;
  /** The secret of everybody's authenticator app, in base32. */
  readonly totpSecret: string;
  /** Under which the library keeps such secrets. */
  readonly sessionSecret: string;
}

/** The people may sign in with this password and codes of this secret. Doing it again changes nothing but a changed password or secret. */
export async function seedStaffSignIns(db: Database, signIns: StaffSignIns): Promise<void> {
  const { password, totpSecret, sessionSecret } = signIns;
  const encrypt = (data: string) => symmetricEncrypt({ key: sessionSecret, data });
  let hash: string | null = null; // one hash for all: making one costs a quarter of a second on purpose
  for (const { id, email } of people) {
    const where = { providerId_accountId: { providerId: 'credential', accountId: id } };
    const account = await db.account.findUnique({ where });
    if (account?.password == null || !(await verifyPassword({ hash: account.password, password }))) {
      hash ??= await hashPassword(password);
      await db.account.upsert({
        where,
        create: { id, accountId: id, providerId: 'credential', userId: id, password: hash },
        update: { password: hash },
      });
    }
    // As the library keeps a secret that comes from elsewhere; the sample people have no recovery codes.
    const factor = { secret: await encrypt(`base32:${totpSecret}`), verified: true };
    await db.twoFactor.upsert({
      where: { userId: id },
      create: { id, userId: id, backupCodes: await encrypt('[]'), ...factor },
      update: factor,
    });
    await db.user.update({ where: { id }, data: { email, emailVerified: true, twoFactorEnabled: true } });
  }
}
