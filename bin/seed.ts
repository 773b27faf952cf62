/** bin/seed: the sample registers and people are there; with --api-keys, new sample keys are printed as JSON, once. */
import { parseArgs } from 'node:util';
import { readDatabaseUrl } from '../config.ts';
import { openDatabase } from '../prisma/database.ts';
import { seedApiKeys, seedRegisters } from '../prisma/sample-registers.ts';

const { values } = parseArgs({ options: { 'api-keys': { type: 'boolean', default: false } } });
const db = openDatabase(readDatabaseUrl(process.env), 2);
await seedRegisters(db);
console.log(JSON.stringify({ apiKeys: values['api-keys'] ? await seedApiKeys(db, new Date()) : {} }));
await db.$disconnect();
