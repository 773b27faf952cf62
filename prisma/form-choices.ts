/** What the application's form offers to choose from: authorities, departments, banks, branches. */
import type { Database } from './database.ts';

/** Every row of the registers that a contractor may name, in reading order. */
export async function formChoices(db: Database) {
  const [authorities, banks, branches] = await Promise.all([
    db.authority.findMany({ include: { departments: true }, orderBy: [{ prefecture: 'asc' }, { reading: 'asc' }] }),
    db.bankBranch.findMany({ where: { hasAgreement: true }, orderBy: [{ bankName: 'asc' }, { branchName: 'asc' }] }),
    db.branch.findMany({ orderBy: { name: 'asc' } }),
  ]);
  return {
    authorities: authorities.map(({ id, name, prefecture }) => ({ value: id, title: `${name}（${prefecture}）` })),
    departments: authorities.flatMap(({ name, departments }) =>
      departments.map((department) => ({ value: department.id, title: `${name} ${department.name}` })),
    ),
    banks: banks.map(({ id, bankName, branchName }) => ({ value: id, title: `${bankName} ${branchName}` })),
    branches: branches.map(({ id, name, telephone }) => ({ value: id, title: name, telephone })),
  };
}

export type FormChoices = Awaited<ReturnType<typeof formChoices>>;
