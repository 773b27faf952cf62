/** What stands in the tables, a digest each: two readings tell which tables were touched in between. */
import type { Database as DSureDatabase } from '../../d-sure/database.ts';
import type { Database } from '../../prisma/database.ts';

/** One question to the database, whatever tables there are, but those. */
export async function tableDigests(
  db: Database | DSureDatabase,
  butThose: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const ask = <Row>(sql: string) => (db as Database).$queryRawUnsafe<Row[]>(sql);
  const tables = await ask<{ name: string }>(
    `SELECT table_name::text AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
  );
  const readings = tables
    .filter(({ name }) => !butThose.includes(name))
    .map(
      ({ name }) =>
        `SELECT '${name}' AS name, coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') AS digest FROM "${name}" t`,
    );
  const read = await ask<{ name: string; digest: string }>(readings.join(' UNION ALL '));
  return new Map(read.map(({ name, digest }) => [name, digest]));
}

export function touched(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  return [...after].filter(([name, digest]) => before.get(name) !== digest).map(([name]) => name);
}
