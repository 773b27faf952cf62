/** A database of its own for each test file: a clone of the house's migrated template. */

import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { databaseUrl, logins } from '../../bin/stack/databases.ts';
import type { HouseName } from '../../bin/stack/houses.ts';

export interface TestDatabase {
  /** With the tables' owner, who may do anything to them. */
  readonly ownerUrl: string;
  /** With the role that the house's processes have. */
  readonly appUrl: string;
  drop(): Promise<void>;
}

/** An empty database with all migrations and grants. */
export async function createDatabase(house: HouseName): Promise<TestDatabase> {
  const { database: template, owner, app } = logins[house];
  const name = `${template}_${randomBytes(6).toString('hex')}`;
  const password = new URL(serverUrl()).password;
  await onServer(`CREATE DATABASE ${name} TEMPLATE ${template} OWNER ${owner}`);
  return {
    ownerUrl: databaseUrl(serverUrl(), name, owner, password),
    appUrl: databaseUrl(serverUrl(), name, app, password),
    drop: () => onServer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

/** The tests' PostgreSQL, with its superuser. */
export function serverUrl(): string {
  const url = process.env.HOSHO_TEST_POSTGRES;
  if (url === undefined) throw new Error('The tests run under jest.config.js, whose global setup starts PostgreSQL.');
  return url;
}

async function onServer(statement: string): Promise<void> {
  const client = new Client({ connectionString: serverUrl() });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
