/** One id of each table, of a company: read from the tables as they are, so that a new table is among them. */
import type { Database } from '../../../prisma/database.ts';

/** An id of every table with ids, of this company where its rows say whose they are. */
export async function idsOf(db: Database, contractorId: string): Promise<readonly string[]> {
  const columns = await db.$queryRaw<{ name: string; columns: string[] }[]>`
    SELECT table_name::text AS name, array_agg(column_name::text) AS columns FROM information_schema.columns
    WHERE table_schema = 'public' GROUP BY table_name
    HAVING bool_or(column_name = 'id' AND data_type = 'uuid')`;
  const found = await Promise.all(
    columns.map(({ name, columns: named }) =>
      db.$queryRawUnsafe<{ id: string }[]>(
        `SELECT id::text AS id FROM "${name}" WHERE ${ofCompany(name, named, contractorId)} ORDER BY id LIMIT 1`,
      ),
    ),
  );
  return [...new Set(found.flat().map(({ id }) => id))];
}

function ofCompany(table: string, columns: readonly string[], contractorId: string): string {
  if (table === 'contractor') return `id = '${contractorId}'`;
  if (columns.includes('contractor_id')) return `contractor_id = '${contractorId}'`;
  if (columns.includes('user_id')) return `user_id IN (SELECT id FROM "user" WHERE contractor_id = '${contractorId}')`;
  return 'true';
}
