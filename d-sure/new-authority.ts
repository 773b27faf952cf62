/** bin/authority: registers a procurement authority at D-Sure with its first administrator, and tells the start code once. */
import { parseArgs } from 'node:util';
import { Refusal } from '../domain/refusals.ts';
import { openDatabase } from './database.ts';
import { type NewAuthority, registerAuthority } from './staff/registration.ts';

const usage = `bin/authority --name 高根沢町 --department 総務課 --administrator 見本太郎 --email soumu@example.jp [--json]
Registers a procurement authority at D-Sure with its first administrator and prints the start code, once. Asked again
before the administrator has come in, it prints a new start code, and the one before is void.
The URL of D-Sure's tables, with their owner's role, stands in D_SURE_DATABASE_OWNER_URL.`;

const options = {
  name: { type: 'string' },
  department: { type: 'string' },
  administrator: { type: 'string' },
  email: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** 0 done, 1 refused, 2 not understood. */
async function main(): Promise<number> {
  const { values } = parseArgs({ options });
  if (values.help) return say(usage, 0);
  const { name, department, administrator, email } = values;
  if (name === undefined || department === undefined || administrator === undefined || email === undefined) {
    return say(usage, 2);
  }
  const url = process.env.D_SURE_DATABASE_OWNER_URL;
  if (url === undefined || url === '') return say(`D_SURE_DATABASE_OWNER_URL is not set.\n${usage}`, 2);
  return register(url, { name, department, administrator, email }, values.json);
}

async function register(url: string, typed: NewAuthority, asJson: boolean): Promise<number> {
  const database = openDatabase(url);
  try {
    const registered = await registerAuthority(database, typed, new Date());
    if (asJson) return say(JSON.stringify(registered), 0);
    const { authorityId, startCode, startCodeUntil, isNewCodeOnly } = registered;
    const done = isNewCodeOnly
      ? `${typed.name} stood there already; the start code is new.`
      : `${typed.name} is there.`;
    const until = startCodeUntil.toISOString();
    return say(`${done}\nAuthority   ${authorityId}\nStart code  ${startCode} (for ${typed.email}, until ${until})`, 0);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return say(`${error.refusal}: ${error.sentence}`, 1);
  } finally {
    await database.$disconnect();
  }
}

function say(text: string, exitCode: number): number {
  console.log(text);
  return exitCode;
}

process.exitCode = await main().catch((error: Error) => say(error.message, 2));
