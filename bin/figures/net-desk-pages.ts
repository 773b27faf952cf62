/** Figures: Net Desk's list and guarantee page for a contractor with very many guarantees, beside the bare SQL of each. */
import { Client } from 'pg';
import { samples } from '../../prisma/sample-registers.ts';
import type { BenchStack } from './bench-stack.ts';
import { signInAtDesk } from './desk-visitor.ts';
import { besides, type Figure, type Pair, percentile } from './figure.ts';
import { copyGuarantee } from './many-guarantees.ts';

/** How often each page is asked for, after the engines have compiled what is called often. */
const visits = 300;
const warming = 30;

/** p99 of each page and of its SQL, in turn on the same machine. */
export async function netDeskPages(
  { service, desk }: BenchStack,
  { guarantees }: { readonly guarantees: number },
): Promise<Figure[]> {
  const id = await service.apply();
  await copyGuarantee(desk.ownerDatabase, id, guarantees);
  const visitor = await signInAtDesk(desk);
  const tables = new Client({ connectionString: desk.database });
  await tables.connect();
  try {
    const asked = async (query: string, value: string) => {
      const since = performance.now();
      await tables.query(query, [samples.contractorId, value]);
      return performance.now() - since;
    };
    const pages = [
      { name: 'net-desk-list', path: '/guarantees', sql: () => asked(listSql, '') },
      { name: 'net-desk-search', path: '/guarantees?q=第777号', sql: () => asked(searchSql, '%第777号%') },
      { name: 'guarantee-page', path: `/guarantees/${id}`, sql: () => asked(guaranteeSql, id) },
    ];
    const figures: Figure[] = [];
    for (const { name, path, sql } of pages) {
      const times = name === 'net-desk-search' ? visits / 10 : visits;
      const pairs: Pair[] = [];
      for (let n = -Math.min(warming, times); n < times; n++) {
        const pair = { value: await visitor.visit(path), baseline: await sql() };
        if (n >= 0) pairs.push(pair);
      }
      const [value, baseline] = [p99(pairs.map((one) => one.value)), p99(pairs.map((one) => one.baseline))];
      figures.push(besides(`${name}-p99`, 'ms', { value, baseline }));
    }
    return figures;
  } finally {
    await tables.end();
  }
}

const p99 = (values: readonly number[]) => percentile(values, 0.99);

const joined = `guarantee g
  JOIN LATERAL (SELECT * FROM revision WHERE guarantee_id = g.id ORDER BY number DESC LIMIT 1) r ON true
  JOIN construction_contract c ON c.id = g.construction_contract_id
  JOIN authority a ON a.id = g.authority_id
  JOIN application p ON p.id = g.application_id`;
const columns = `g.id, g.guarantee_number, g.product, g.form, r.stage, r.stage_since, r.amount_yen, c.project_name,
  a.name, p.receipt_number, p.applied_at`;
const newest = 'ORDER BY g.position DESC LIMIT 51';

const listSql = `SELECT ${columns} FROM ${joined} WHERE g.contractor_id = $1::uuid AND $2 = '' ${newest}`;
const searchSql = `SELECT ${columns} FROM ${joined}
  WHERE g.contractor_id = $1::uuid AND concat_ws(' ', c.project_name, c.works_number, c.joint_venture_name,
    c.beneficiary_title, a.name, g.guarantee_number, p.receipt_number) ILIKE $2 ${newest}`;
const guaranteeSql = `SELECT to_json(g), to_json(r), to_json(c), to_json(a), to_json(p),
    (SELECT json_agg(d) FROM document d WHERE d.guarantee_id = g.id),
    (SELECT json_agg(s) FROM submission s WHERE s.guarantee_id = g.id),
    (SELECT json_agg(w) FROM authority_response w WHERE w.guarantee_id = g.id),
    (SELECT json_agg(e ORDER BY e.sequence) FROM event e WHERE e.guarantee_id = g.id)
  FROM ${joined} WHERE g.contractor_id = $1::uuid AND g.id = $2::uuid`;
