/** The migrations of a house as the schema engine wants to read them, in the order of their names. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MigrationList } from '@prisma/schema-engine-wasm';

/** Prisma's own commands keep this file beside the migrations; here every house is on PostgreSQL, written or not. */
const lockFile = 'migration_lock.toml';

/** All migrations of the folder; none when the folder does not exist yet. */
export function readMigrations(folder: string): MigrationList {
  const names = existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => entry.name)
        .sort()
    : [];
  return {
    baseDir: folder,
    lockfile: { path: lockFile, content: 'provider = "postgresql"\n' },
    shadowDbInitScript: '',
    migrationDirectories: names.map((name) => ({
      path: name,
      migrationFile: {
        path: 'migration.sql',
        content: { tag: 'ok', value: read(join(folder, name, 'migration.sql')) },
      },
    })),
  };
}

function read(path: string): string {
  return readFileSync(path, 'utf8');
}
