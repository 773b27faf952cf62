/** A process that seals and is killed by SIGKILL before its nth statement: `node dying-sealer.ts URL N`. */
import { openDatabase } from '../../../prisma/database.ts';
import { sealEvents } from '../../../prisma/sealing.ts';
import { dyingAt } from './dying-database.ts';

const [url = '', nth = ''] = process.argv.slice(2);
const db = openDatabase(url, 2);
await sealEvents(dyingAt(db, Number(nth)), () => new Date());
await db.$disconnect(); // only reached where there was no nth statement: the parent expects SIGKILL
