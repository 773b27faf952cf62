/** The sample surety company, authority and people. Running it again changes nothing but a changed token or password. */
import { randomUUID } from 'node:crypto';
import { hashPassword, verifyPassword } from 'better-auth/crypto';
import { z } from 'zod';
import { read } from './config.ts';
import { type Database, openDatabase } from './database.ts';
import { sha256 } from './sha256.ts';

/** A person of each right in one authority, all with the same password. */
const departments = ['総務課', '都市整備課', '会計課'];
const people = [
  { name: '総務 花子', account: 'soumu', right: 'administrator', department: '総務課' },
  { name: '土木 次郎', account: 'toshi', right: 'officer', department: '都市整備課' },
  { name: '会計 三郎', account: 'kaikei', right: 'reader', department: '会計課' },
] as const;

/** The sample runs on one machine, whose people come from nowhere else. */
const sampleNetworks = ['127.0.0.0/16', '::1/128'];

/** The sample data is there. */
export async function seed(
  database: Database,
  { suretyToken, password }: { suretyToken: string; password: string },
): Promise<void> {
  const tokenDigest = sha256(suretyToken);
  await database.surety.upsert({
    where: { id: 'mirai' },
    create: { id: 'mirai', name: 'みらい建設保証 株式会社', tokenDigest, registeredAt: new Date() },
    update: { tokenDigest },
  });
  const authorityId = 'takanezawa';
  await database.authority.upsert({
    where: { id: authorityId },
    create: { id: authorityId, name: '高根沢町' },
    update: {},
  });
  await database.authority.updateMany({
    where: { id: authorityId, entryChosenAt: null },
    data: { entryRule: 'network', networks: sampleNetworks, entryChosenAt: new Date() },
  });
  for (const name of departments) {
    const where = { authorityId_name: { authorityId, name } };
    await database.department.upsert({ where, create: { id: randomUUID(), authorityId, name }, update: {} });
  }
  for (const person of people) await seedPerson(database, authorityId, person, password);
}

async function seedPerson(
  database: Database,
  authorityId: string,
  { name, account, right, department }: (typeof people)[number],
  password: string,
): Promise<void> {
  const id = `takanezawa-${account}`;
  const email = `${account}@takanezawa.example.jp`;
  const where = { authorityId_name: { authorityId, name: department } };
  const { id: departmentId } = await database.department.findUniqueOrThrow({ where });
  const found = await database.authorityUser.findUnique({ where: { id } });
  if (found?.deactivatedAt != null) return;
  if (found === null) {
    const memberships = { create: { departmentId, place: 0 } };
    await database.authorityUser.create({
      data: { id, name, email, emailVerified: true, authorityId, right, memberships },
    });
  }
  await setPassword(database, id, password);
}

async function setPassword(database: Database, userId: string, password: string): Promise<void> {
  const where = { providerId_accountId: { providerId: 'credential', accountId: userId } };
  const account = await database.account.findUnique({ where });
  if (account?.password != null && (await verifyPassword({ hash: account.password, password }))) return;
  const hash = await hashPassword(password);
  await database.account.upsert({
    where,
    create: { id: userId, accountId: userId, providerId: 'credential', userId, password: hash },
    update: { password: hash },
  });
}

if (import.meta.main) {
  const database = openDatabase(read(process.env, 'D_SURE_DATABASE_OWNER_URL', z.string()));
  await seed(database, {
    suretyToken: read(process.env, 'D_SURE_SEED_SURETY_TOKEN', z.string().min(16)),
    password: read(process.env, 'D_SURE_SEED_PASSWORD', z.string().min(12)),
  });
  await database.$disconnect();
}
