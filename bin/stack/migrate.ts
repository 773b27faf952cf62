/** Brings a database up to date: its group role, every forward migration, then the grants; one process at a time. */

import { existsSync, readFileSync } from 'node:fs';
import { Client } from 'pg';
import type { House } from './houses.ts';
import { applyMigrations } from './schema-engine.ts';

/** Any number that nobody else locks in the same database. */
const migrationLock = 4_032_015;

/** The database has all migrations and grants of the house; returns the names of the migrations applied just now. */
export async function migrate(house: House, ownerUrl: string): Promise<readonly string[]> {
  const owner = new Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    await owner.query('SELECT pg_advisory_lock($1)', [migrationLock]);
    await ensureGroupRole(owner, house.groupRole);
    const applied = await applyMigrations(house, ownerUrl);
    if (existsSync(house.grantsPath)) await owner.query(readFileSync(house.grantsPath, 'utf8'));
    return applied;
  } finally {
    await owner.end();
  }
}

/** The group role exists. Another database of the same server may create it at the same moment: that is as good. */
async function ensureGroupRole(owner: Client, role: string): Promise<void> {
  const name = owner.escapeIdentifier(role);
  await owner.query(`
    DO $$ BEGIN
      IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = ${owner.escapeLiteral(role)}) THEN
        CREATE ROLE ${name} NOLOGIN;
      END IF;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
    END $$`);
}
