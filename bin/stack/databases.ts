/** The roles and databases of both houses on one server: an owner for migrations, a login with least rights for the processes. */

import { Client } from 'pg';
import { type House, houses } from './houses.ts';
import { migrate } from './migrate.ts';

export interface Passwords {
  readonly owner: string;
  readonly app: string;
}

/** The names of a house's database and its two logins. */
export const logins = {
  service: { database: 'hosho', owner: 'hosho_owner', app: 'hosho_app' },
  'd-sure': { database: 'd_sure', owner: 'd_sure_owner', app: 'd_sure_app' },
} as const;

/** The house's roles, database, migrations and grants are there, with these passwords. */
export async function ensureDatabase(house: House, superuserUrl: string, passwords: Passwords): Promise<void> {
  const { database, owner, app } = logins[house.name];
  const client = new Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    await ensureRole(client, owner, passwords.owner);
    await ensureRole(client, app, passwords.app);
    await ensureRole(client, house.groupRole, null);
    await client.query(`GRANT ${house.groupRole} TO ${app}`);
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [database]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${database} OWNER ${owner}`);
    await client.query(
      `REVOKE ALL ON DATABASE ${database} FROM PUBLIC; GRANT CONNECT ON DATABASE ${database} TO ${app}`,
    );
  } finally {
    await client.end();
  }
  await migrate(house, databaseUrl(superuserUrl, database, owner, passwords.owner));
}

/** Both houses, one after the other. */
export async function ensureDatabases(
  superuserUrl: string,
  passwords: Record<House['name'], Passwords>,
): Promise<void> {
  for (const house of Object.values(houses)) await ensureDatabase(house, superuserUrl, passwords[house.name]);
}

export function databaseUrl(serverUrl: string, database: string, user: string, password: string): string {
  const url = new URL(serverUrl);
  url.username = user;
  url.password = password;
  url.pathname = `/${database}`;
  return url.href;
}

async function ensureRole(client: Client, name: string, password: string | null): Promise<void> {
  const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [name]);
  if (rowCount === 0) await client.query(`CREATE ROLE ${name}`);
  if (password !== null) await client.query(`ALTER ROLE ${name} LOGIN PASSWORD ${client.escapeLiteral(password)}`);
}
