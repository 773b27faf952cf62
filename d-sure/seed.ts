/** The sample surety company, authority and person. Running it again changes nothing but a changed token or password. */
import { hashPassword, verifyPassword } from 'better-auth/crypto';
import { z } from 'zod';
import { read } from './config.ts';
import { type Database, openDatabase } from './database.ts';
import { sha256 } from './sha256.ts';

const person = {
  id: 'takanezawa-soumu',
  name: '高根沢町 総務課',
  email: 'soumu@takanezawa.example.jp',
  department: '総務課',
};

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
  await database.authority.upsert({
    where: { id: 'takanezawa' },
    create: { id: 'takanezawa', name: '高根沢町' },
    update: {},
  });
  await database.authorityUser.upsert({
    where: { id: person.id },
    create: { ...person, emailVerified: true, authorityId: 'takanezawa' },
    update: {},
  });
  await setPassword(database, person.id, password);
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
