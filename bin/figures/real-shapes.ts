/** Very many guarantees of real shapes, straight into the tables: companies, authorities, seasons, amounts and stages as they are. */
import { Client } from 'pg';
import { caseRows } from './real-shapes/cases.ts';
import { registerRows } from './real-shapes/registers.ts';
import { whenNothingListens } from './real-shapes/when-nothing-listens.ts';

/**
 * The tables hold so many guarantees more, of the three years up to now; the same numbers give the same guarantees. No run
 * follows them. A million takes some minutes, most of it for the index of words.
 */
export async function generateGuarantees(ownerUrl: string, guarantees: number): Promise<void> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query('SELECT setseed(0.4)');
    for (const statement of registerRows) await client.query(statement);
    await whenNothingListens(client, async () => {
      for (const statement of caseRows) await client.query(statement.replaceAll('$guarantees', String(guarantees)));
    });
    await client.query('VACUUM ANALYZE');
  } finally {
    await client.end();
  }
}
