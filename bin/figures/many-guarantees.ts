/** A contractor with very many guarantees: one applied for as usual, copied in the tables, each with names of its own. */
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';

/** Copies of the guarantee `id` and of all that a list reads. They stand at `posted`, and no run follows them. */
export async function copyGuarantee(ownerUrl: string, id: string, copies: number): Promise<void> {
  const seed = randomUUID();
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query('BEGIN');
    for (const statement of statements) await client.query(statement, [id, seed, copies]);
    await client.query('COMMIT');
    await client.query('ANALYZE');
  } finally {
    await client.end();
  }
}

/** $1 the guarantee, $2 what makes the copies' ids, $3 how many. Other columns than these are taken as they stand. */
const statements = [
  copied('construction_contract', {
    from: 'JOIN guarantee g ON g.construction_contract_id = source.id WHERE g.id = $1::uuid',
    changed: `'id', ${idOf('contract')}, 'project_name', '道路改良工事 第' || n || '号', 'works_number', 'K-' || n`,
  }),
  copied('application', {
    from: 'JOIN guarantee g ON g.application_id = source.id WHERE g.id = $1::uuid',
    changed: `'id', ${idOf('application')}, 'construction_contract_id', ${idOf('contract')},
      'receipt_number', 'R-20200401-' || lpad(n::text, 6, '0'), 'applied_at', source.applied_at - n * interval '1 minute'`,
  }),
  copied('guarantee', {
    from: 'WHERE source.id = $1::uuid',
    changed: `'id', ${idOf('guarantee')}, 'construction_contract_id', ${idOf('contract')},
      'application_id', ${idOf('application')}, 'guarantee_number', '99' || lpad(n::text, 6, '0') || 'B',
      'position', nextval(pg_get_serial_sequence('guarantee', 'position'))`,
  }),
  copied('revision', {
    from: 'WHERE source.guarantee_id = $1::uuid AND source.number = 1',
    changed: `'guarantee_id', ${idOf('guarantee')}, 'stage', 'posted', 'arrived_at', source.stage_since,
      'run_started_at', source.stage_since, 'amount_yen', 1000000 + n`,
  }),
  copied('event', {
    from: 'WHERE source.guarantee_id = $1::uuid AND source.sequence = 1',
    changed: `'id', ${idOf('event')}, 'guarantee_id', ${idOf('guarantee')}`,
  }),
];

function copied(table: string, { from, changed }: { from: string; changed: string }): string {
  return `INSERT INTO ${table}
    SELECT (jsonb_populate_record(NULL::${table}, to_jsonb(source) || jsonb_build_object(${changed}))).*
    FROM (SELECT source.* FROM ${table} source ${from}) source, generate_series(1, $3::int) n
    WHERE $1::uuid IS NOT NULL AND $2::text IS NOT NULL`;
}

function idOf(what: string): string {
  return `md5($2::text || '${what}' || n)::uuid`;
}
