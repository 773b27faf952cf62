/** bin/seed: the sample registers and people are there; with --api-keys, new sample keys are printed as JSON, once; with SEED_PASSWORD the contractors' people may sign in, with SEED_STAFF_PASSWORD, SEED_STAFF_TOTP_SECRET and SESSION_SECRET the staff. */
import { parseArgs } from 'node:util';
import { readDatabaseUrl } from '../config.ts';
import { openDatabase } from '../prisma/database.ts';
import { seedApiKeys, seedRegisters } from '../prisma/sample-registers.ts';
import { seedSignIns } from '../prisma/sample-sign-ins.ts';
import { seedStaffSignIns } from '../prisma/sample-staff.ts';

const { values } = parseArgs({ options: { 'api-keys': { type: 'boolean', default: false } } });
const db = openDatabase(readDatabaseUrl(process.env), 2);
await seedRegisters(db);
const { SEED_PASSWORD: password, SEED_STAFF_PASSWORD: staffPassword } = process.env;
const { SEED_STAFF_TOTP_SECRET: totpSecret, SESSION_SECRET: sessionSecret } = process.env;
if (password !== undefined) await seedSignIns(db, password);
if (staffPassword !== undefined && totpSecret !== undefined && sessionSecret !== undefined) {
  await seedStaffSignIns(db, { password: staffPassword, totpSecret, sessionSecret });
}
console.log(JSON.stringify({ apiKeys: values['api-keys'] ? await seedApiKeys(db, new Date()) : {} }));
await db.$disconnect();
