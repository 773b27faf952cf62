/** The sample people's sign-ins to Net Desk, for development: their e-mail addresses, rights, and one password. */
import { hashPassword, verifyPassword } from 'better-auth/crypto';
import type { Right } from '../domain/rights.ts';
import { sampleTerms } from '../domain/sample-terms.ts';
import type { Database } from './database.ts';
import { samples } from './sample-registers.ts';
import { acceptTerms } from './terms.ts';

interface SamplePerson {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly right: Right;
  readonly contractorId: string;
}

/** Each right once in the sample company, and somebody of another company. */
export const samplePeople: readonly SamplePerson[] = [
  {
    id: samples.users.contractor,
    name: '見本 花子',
    email: 'hanako@marumaru-kensetsu.example.jp',
    right: 'clerk',
    contractorId: samples.contractorId,
  },
  {
    id: '00000000-0000-4000-8000-000000000015',
    name: '見本 次郎',
    email: 'jiro@marumaru-kensetsu.example.jp',
    right: 'administrator',
    contractorId: samples.contractorId,
  },
  {
    id: '00000000-0000-4000-8000-000000000016',
    name: '見本 三葉',
    email: 'mitsuha@marumaru-kensetsu.example.jp',
    right: 'reader',
    contractorId: samples.contractorId,
  },
  {
    id: samples.users.otherContractor,
    name: '見本 太郎',
    email: 'taro@sankaku-doboku.example.jp',
    right: 'administrator',
    contractorId: samples.otherContractorId,
  },
];

/** The sample people may sign in with this password, and have accepted the sample terms of use. Doing it again changes nothing but a changed password. */
export async function seedSignIns(db: Database, password: string): Promise<void> {
  let hash: string | null = null; // one hash for all: making one costs a quarter of a second on purpose
  for (const { id, name, ...person } of samplePeople) {
    const known = { ...person, emailVerified: true };
    await db.user.upsert({ where: { id }, create: { id, name, roles: ['contractor'], ...known }, update: known });
    await db.termsOfUse.createMany({ data: { ...sampleTerms }, skipDuplicates: true });
    await acceptTerms(db, id, sampleTerms.version, new Date());
    const where = { providerId_accountId: { providerId: 'credential', accountId: id } };
    const account = await db.account.findUnique({ where });
    if (account?.password != null && (await verifyPassword({ hash: account.password, password }))) continue;
    hash ??= await hashPassword(password);
    await db.account.upsert({
      where,
      create: { id, accountId: id, providerId: 'credential', userId: id, password: hash },
      update: { password: hash },
    });
  }
}
