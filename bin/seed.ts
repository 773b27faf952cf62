/** bin/seed: the sample registers and people are there; with --api-keys, new sample keys are printed as JSON, once; with SEED_PASSWORD the people may sign in. */
import { parseArgs } from 'node:util';
import { readDatabaseUrl } from '../config.ts';
import { openDatabase } from '../prisma/database.ts';
import { seedApiKeys, seedRegisters } from '../prisma/sample-registers.ts';
import { seedSignIns } from '../prisma/sample-sign-ins.ts';

const { values } = parseArgs({ options: { 'api-keys': { type: 'boolean', default: false } } });
const db = openDatabase(readDatabaseUrl(process.env), 2);
await seedRegisters(db);
const { SEED_PASSWORD: password } = process.env;
if (password !== undefined) await seedSignIns(db, password);
console.log(JSON.stringify({ apiKeys: values['api-keys'] ? await seedApiKeys(db, new Date()) : {} }));
await db.$disconnect();
