/** Prisma's official schema engine as WebAssembly: it applies migrations, writes new ones and finds drift without a native download. */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bindMigrationAwareSqlAdapterFactory, type ErrorRegistry } from '@prisma/driver-adapter-utils';
import { SchemaEngine, type SchemasContainer } from '@prisma/schema-engine-wasm';
import { withoutLockTimer } from './engine-timer.ts';
import type { House } from './houses.ts';
import { migrationAdapter } from './migration-adapter.ts';
import { readMigrations } from './migration-list.ts';

const filters = { externalTables: [], externalEnums: [] };

/** The database has every migration of the house; returns the names of those applied just now. */
export function applyMigrations(house: House, ownerUrl: string): Promise<readonly string[]> {
  return withEngine(house, ownerUrl, async (engine) => {
    const migrationsList = readMigrations(house.migrationsFolder);
    const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters });
    return appliedMigrationNames;
  });
}

/** The SQL that leads from the migrations to the schema; empty when they already give exactly the schema. */
export function findDrift(house: House, serverUrl: string): Promise<string> {
  return withEngine(house, serverUrl, async (engine) => {
    const { exitCode, stdout } = await engine.diff({
      from: { tag: 'migrations', ...readMigrations(house.migrationsFolder) },
      to: { tag: 'schemaDatamodel', ...schemaOf(house) },
      script: true,
      exitCode: true,
      filters,
    });
    return exitCode === 0 ? '' : (stdout ?? 'The engine found a difference that it cannot write as SQL.');
  });
}

/**
 * A new migration folder leads from the migrations to the schema; returns its name, or null when there is nothing to do.
 * The engine's own createMigration knows no shadow database on PostgreSQL, so the folder holds the difference found.
 */
export async function createMigration(
  house: House,
  serverUrl: string,
  name: string,
  now: Date,
): Promise<string | null> {
  const script = await findDrift(house, serverUrl);
  if (script === '') return null;
  const folderName = `${now.toISOString().replace(/\D/g, '').slice(0, 14)}_${name}`;
  const folder = join(house.migrationsFolder, folderName);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'migration.sql'), script);
  return folderName;
}

async function withEngine<T>(house: House, url: string, act: (engine: SchemaEngine) => Promise<T>): Promise<T> {
  const adapter = migrationAdapter(url);
  const factory = bindMigrationAwareSqlAdapterFactory(adapter.factory);
  const datamodels = schemaOf(house).files.map(({ path, content }): [string, string] => [path, content]);
  try {
    const engine = await SchemaEngine.new({ datamodels }, () => {}, factory);
    try {
      return await withoutLockTimer(() => act(engine));
    } finally {
      engine.free();
    }
  } catch (error) {
    throw withCause(error as Error, factory.errorRegistry);
  } finally {
    await adapter.close();
  }
}

/** The engine names an error of the database only by a number; the registry knows what it was. */
function withCause(error: Error, registry: ErrorRegistry): Error {
  const id = /External error id#(\d+)/.exec(error.message)?.[1];
  const cause = id === undefined ? undefined : registry.consumeError(Number(id))?.error;
  return cause === undefined ? error : new Error(`${(cause as Error).message}\n${error.message}`, { cause });
}

function schemaOf(house: House): SchemasContainer {
  return { files: [{ path: house.schemaPath, content: readFileSync(house.schemaPath, 'utf8') }] };
}
