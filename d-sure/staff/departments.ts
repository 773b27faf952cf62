/** Departments of an authority. */
import { randomUUID } from 'node:crypto';
import { Refusal } from '../../domain/refusals.ts';
import { textProblem } from '../../domain/text.ts';
import type { Database } from '../database.ts';
import type { Services } from '../services.ts';
import { type Keeper, keep } from './keeping.ts';

/** A department name stands with the authority's in the surety's feed. */
export const maxNameLength = 60;

/** The open departments by name, with the number of active people. */
export async function openDepartments(database: Database, authorityId: string) {
  const rows = await database.department.findMany({
    where: { authorityId, closedAt: null },
    orderBy: { name: 'asc' },
    include: { _count: { select: { members: { where: { user: { deactivatedAt: null } } } } } },
  });
  return rows.map(({ id, name, _count }) => ({ id, name, people: _count.members }));
}

/** An open department of the keeper's own authority. Refuses: `address-must-exist`, alike for missing, closed and another's. */
export async function findDepartment(
  database: Pick<Database, 'department'>,
  { authorityId }: Pick<Keeper, 'authorityId'>,
  id: string,
) {
  const found = await database.department.findFirst({ where: { id, authorityId, closedAt: null } });
  if (found === null) throw new Refusal('address-must-exist');
  return found;
}

/** The department is there. One closed under this name is open again. Refuses: those of `checkedName`, `department-name-must-be-free`. */
export async function addDepartment(services: Services, keeper: Keeper, typed: string): Promise<void> {
  const name = checkedName(typed);
  const { authorityId } = keeper;
  await keep(services, keeper, async (tables) => {
    const found = await tables.department.findUnique({ where: { authorityId_name: { authorityId, name } } });
    if (found !== null && found.closedAt === null) throw new Refusal('department-name-must-be-free', { field: 'name' });
    if (found === null) await tables.department.create({ data: { id: randomUUID(), authorityId, name } });
    else await tables.department.update({ where: { id: found.id }, data: { closedAt: null } });
    return { kind: 'department-added', subject: name, result: undefined };
  });
}

/** Refuses: those of `checkedName`, `department-name-must-be-free`, `address-must-exist`. */
export async function renameDepartment(services: Services, keeper: Keeper, id: string, typed: string): Promise<void> {
  const name = checkedName(typed);
  const { authorityId } = keeper;
  await keep(services, keeper, async (tables) => {
    const department = await findDepartment(tables, keeper, id);
    const taken = await tables.department.count({ where: { authorityId, name, id: { not: id } } });
    if (taken > 0) throw new Refusal('department-name-must-be-free', { field: 'name' });
    await tables.department.update({ where: { id }, data: { name } });
    return { kind: 'department-renamed', subject: `${department.name} → ${name}`, result: undefined };
  });
}

/** Refuses: `department-must-be-empty`, `address-must-exist`. */
export async function closeDepartment(services: Services, keeper: Keeper, id: string): Promise<void> {
  await keep(services, keeper, async (tables) => {
    const department = await findDepartment(tables, keeper, id);
    const people = await tables.membership.count({ where: { departmentId: id, user: { deactivatedAt: null } } });
    if (people > 0) throw new Refusal('department-must-be-empty');
    await tables.department.update({ where: { id }, data: { closedAt: services.now() } });
    return { kind: 'department-closed', subject: department.name, result: undefined };
  });
}

/** A name without spaces around it. Refuses: `field-must-be-given`, `text-must-be-short-enough`, `text-must-be-printable`. */
export function checkedName(typed: string, field = 'name'): string {
  const name = typed.trim();
  const problem = textProblem(name, { maxLength: maxNameLength, lines: false });
  if (problem === 'blank') throw new Refusal('field-must-be-given', { field });
  if (problem === 'too-long') throw new Refusal('text-must-be-short-enough', { field });
  if (problem === 'unprintable') throw new Refusal('text-must-be-printable', { field });
  return name;
}
