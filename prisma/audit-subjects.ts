/** What the subjects of acts are called: one query for each kind of subject, however many there are. */
import type { Database } from './database.ts';
import { uuidForm } from './keyset.ts';

export interface SubjectName {
  /** As people recognise the thing. */
  readonly name: string;
  /** It stood there once, and has no page any more. */
  readonly isGone?: boolean;
}

export type SubjectNames = ReadonlyMap<string, SubjectName>;
type Named = readonly (readonly [id: string, name: SubjectName])[];

/** By the whole subject; what nobody knows any more, and what needs no looking up, is not among them. */
export async function subjectNames(db: Database, subjects: readonly (string | null)[]): Promise<SubjectNames> {
  const wanted = Map.groupBy(new Set(subjects.flatMap((subject) => subject ?? [])), kindOf);
  const found = await Promise.all(
    Object.entries(lookUps).map(async ([kind, lookUp]) => {
      const ids = (wanted.get(kind) ?? []).map((subject) => subject.slice(kind.length + 1));
      const known = ids.length === 0 ? [] : await lookUp(db, ids);
      return known.map(([id, name]) => [`${kind}/${id}`, name] as const);
    }),
  );
  return new Map(found.flat());
}

function kindOf(subject: string): string {
  if (subject.startsWith('register/fee-bill/')) return 'register/fee-bill';
  return subject.slice(0, Math.max(0, subject.indexOf('/')));
}

const lookUps: Readonly<Record<string, (db: Database, ids: readonly string[]) => Promise<Named>>> = {
  user: async (db, ids) => {
    const rows = await db.user.findMany({ where: { id: { in: uuids(ids) } }, select: { id: true, name: true } });
    return rows.map(({ id, name }) => [id, { name }]);
  },
  'bulk-retry': async (db, ids) => {
    const rows = await db.bulkRetry.findMany({ where: { id: { in: uuids(ids) } }, select: { id: true, reason: true } });
    return rows.map(({ id, reason }) => [id, { name: reason }]);
  },
  finding: async (db, ids) => {
    const where = { id: { in: uuids(ids) } };
    const rows = await db.sweepFinding.findMany({ where, select: { id: true, about: true } });
    return rows.map(({ id, about }) => [id, { name: about }]);
  },
  'bank-file': async (db, ids) => {
    const rows = await db.bankFile.findMany({
      where: { id: { in: uuids(ids) } },
      select: { id: true, fileName: true },
    });
    return rows.map(({ id, fileName }) => [id, { name: fileName }]);
  },
  /** The kind of the event whose words were erased. */
  erasure: async (db, ids) => {
    const rows = await db.event.findMany({ where: { id: { in: uuids(ids) } }, select: { id: true, kind: true } });
    return rows.map(({ id, kind }) => [id, { name: kind }]);
  },
  'register/fee-bill': async (db, ids) => {
    const rows = await db.$queryRaw<{ id: string; name: string }[]>`
      SELECT fee_bill.id, contractor.name || ' ' || to_char(fee_bill.month_on, 'YYYY/MM') AS name
      FROM fee_bill JOIN contractor ON contractor.id = fee_bill.contractor_id
      WHERE fee_bill.id = ANY (${uuids(ids)}::uuid[])`;
    return rows.map(({ id, name }) => [id, { name }]);
  },
  /** `REGISTER/ROW`, as the history of the register calls the row. */
  register: async (db, ids) => {
    const rows = await db.$queryRaw<{ id: string; title: string; isGone: boolean }[]>`
      SELECT wanted.id, newest.title, newest.after IS NULL AS "isGone"
      FROM unnest(${[...ids]}::text[]) AS wanted (id)
      JOIN LATERAL (
        SELECT title, after FROM register_change
        WHERE register = split_part(wanted.id, '/', 1) AND row_key = substr(wanted.id, strpos(wanted.id, '/') + 1)
        ORDER BY state = 'applied' DESC, made_at DESC LIMIT 1
      ) newest ON true`;
    return rows.map(({ id, title, isGone }) => [id, { name: title, isGone }]);
  },
};

function uuids(ids: readonly string[]): string[] {
  return ids.filter((id) => uuidForm.test(id));
}
