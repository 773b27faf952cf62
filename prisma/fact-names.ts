/** The names of people and rows that the words of an event mention by id: one query for each kind of them. */
import type { Database } from './database.ts';
import { uuidForm } from './keyset.ts';

export interface Mentioned {
  readonly people: readonly string[];
  readonly contractors: readonly string[];
  readonly branches: readonly string[];
  readonly authorities: readonly string[];
  readonly departments: readonly string[];
}

/** By id; who or what does not exist any more is not among them. */
export async function factNames(db: Database, mentioned: Mentioned): Promise<ReadonlyMap<string, string>> {
  const select = { id: true, name: true };
  const { people, contractors, branches, authorities, departments } = mentioned;
  const of = (ids: readonly string[]) => ({ where: { id: { in: [...ids] } }, select });
  const uuids = (ids: readonly string[]) => of(ids.filter((id) => uuidForm.test(id)));
  const found = await Promise.all([
    people.length === 0 ? [] : db.user.findMany(uuids(people)),
    contractors.length === 0 ? [] : db.contractor.findMany(uuids(contractors)),
    branches.length === 0 ? [] : db.branch.findMany(of(branches)),
    authorities.length === 0 ? [] : db.authority.findMany(of(authorities)),
    departments.length === 0 ? [] : db.department.findMany(of(departments)),
  ]);
  return new Map(found.flat().map(({ id, name }) => [id, name]));
}
