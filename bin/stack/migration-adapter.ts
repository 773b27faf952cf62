/**
 * Prisma's PostgreSQL adapter, mended in the three places where migrations need it otherwise: a script runs whole
 * (the adapter cuts it at every semicolon, also inside a function's body), the shadow database is really another
 * database (a connection string would win over its name) that can be dropped, and the catalogue's one-letter type
 * "char", which the engine asks for and the adapter does not know, passes as what it is.
 */

import { randomUUID } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import {
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import { Client, type QueryResult } from 'pg';

/** PostgreSQL's own numbers of the two types. */
const catalogueChar = 18;
const text = 25;

type PrismaPgAdapter = Awaited<ReturnType<PrismaPg['connect']>>;

export interface MigrationAdapter {
  readonly factory: SqlMigrationAwareDriverAdapterFactory;
  /** Every connection is closed and every shadow database gone. The engine itself leaves both behind. */
  close(): Promise<void>;
}

export function migrationAdapter(ownerUrl: string): MigrationAdapter {
  const opened: SqlDriverAdapter[] = [];
  const shadows: string[] = [];
  const open = async (url: string): Promise<SqlDriverAdapter> => {
    const adapter = await connect(url);
    opened.push(adapter);
    return adapter;
  };
  return {
    factory: {
      provider: 'postgres',
      adapterName: '@prisma/adapter-pg',
      connect: () => open(ownerUrl),
      async connectToShadowDb() {
        const name = `hosho_shadow_${randomUUID().replaceAll('-', '')}`;
        await runOnce(ownerUrl, `CREATE DATABASE "${name}" TEMPLATE template0`);
        shadows.push(name);
        return open(withDatabase(ownerUrl, name));
      },
    },
    async close() {
      await Promise.all(opened.map((adapter) => adapter.dispose()));
      for (const name of shadows) await runOnce(ownerUrl, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
    },
  };
}

/** The same server and person, another database. */
export function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}

async function connect(url: string): Promise<PrismaPgAdapter> {
  const adapter = await new PrismaPg({ connectionString: url, max: 1, allowExitOnIdle: true }).connect();
  const pool = adapter.underlyingDriver();
  const query = pool.query.bind(pool) as (config: unknown) => Promise<QueryResult>;
  adapter.executeScript = async (script: string) => {
    if (script.trim() !== '') await query(script);
  };
  adapter.dispose = async () => {
    if (!pool.ending) await pool.end();
  };
  passOneLetterColumns(adapter, query);
  return adapter;
}

/** A column of the catalogue's type "char" reaches the engine as a single character. */
function passOneLetterColumns(adapter: PrismaPgAdapter, query: (config: unknown) => Promise<QueryResult>): void {
  const pool = adapter.underlyingDriver();
  const oneLetterColumns = new WeakMap<object, number[]>();
  pool.query = (async (config: unknown) => {
    const result = await query(config);
    const letters = (result.fields ?? []).flatMap((field, index) =>
      field.dataTypeID === catalogueChar ? [index] : [],
    );
    for (const field of result.fields ?? []) if (field.dataTypeID === catalogueChar) field.dataTypeID = text;
    oneLetterColumns.set(result.rows, letters);
    return result;
  }) as unknown as typeof pool.query;
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (sql) => {
    const set = await queryRaw(sql);
    for (const index of oneLetterColumns.get(set.rows) ?? []) set.columnTypes[index] = ColumnTypeEnum.Character;
    return set;
  };
}

async function runOnce(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
