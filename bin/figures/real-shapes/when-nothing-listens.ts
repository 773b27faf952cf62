/** Rows by the million: triggers and the indexes of what lists read wait until all are there. */
import type { Client } from 'pg';

const tables = [
  'construction_contract',
  'guarantee',
  'revision',
  'incident',
  'event',
  'deadline',
  'guarantee_listing',
] as const;
const filled = ['guarantee_listing', 'guarantee_search'] as const;

/** What `act` inserts is in the lists on return, as if the triggers had heard of it, and everything is as it was before. */
export async function whenNothingListens(client: Client, act: () => Promise<void>): Promise<void> {
  const { rows: there } = await client.query<{ name: string }>(
    'SELECT relname AS name FROM pg_class WHERE relname = ANY ($1) AND relkind = $2',
    [tables, 'r'],
  );
  const triggers = async (word: string) => {
    for (const { name } of there) await client.query(`ALTER TABLE ${name} ${word} TRIGGER USER`);
  };
  const { rows: indexes } = await client.query<{ name: string; definition: string }>(
    `SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition
     FROM pg_index WHERE indrelid = ANY ($1::regclass[]) AND NOT indisprimary`,
    [filled],
  );
  await client.query('BEGIN');
  await triggers('DISABLE');
  await act();
  for (const { name } of indexes) await client.query(`DROP INDEX ${name}`);
  await client.query(
    'ANALYZE guarantee, revision, application, construction_contract, contractor, authority, incident, deadline',
  );
  await client.query('SELECT list_all_guarantees()');
  await client.query('SELECT total_all_stages()');
  await client.query("SET LOCAL maintenance_work_mem = '1GB'");
  for (const { definition } of indexes) await client.query(definition);
  await triggers('ENABLE');
  await client.query('COMMIT');
}
