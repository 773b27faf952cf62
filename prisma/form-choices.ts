/** What the application's form offers to choose from, as far as was searched: authorities, departments, banks, branches. */
import type { TypedApplication } from '../domain/application-form.ts';
import type { Product } from '../domain/product.ts';
import { bankSearchKey } from '../domain/text.ts';
import { authorityChoices, prefectures } from './authority-register.ts';
import type { Database } from './database.ts';

/** As many as a person looks through; beyond them the search is to be narrowed. */
export const mostChoices = 50;

/** What fits the words, with what is chosen already; and how many fit. */
export interface Choices {
  readonly options: readonly { readonly value: string; readonly title: string }[];
  readonly count: number;
  readonly isCut: boolean;
}

export async function formChoices(db: Database, typed: TypedApplication) {
  const [authorities, departments, inPrefectures, branches] = await Promise.all([
    authoritiesFor(db, typed),
    departmentsFor(db, typed),
    prefectures(db),
    db.branch.findMany({ orderBy: { name: 'asc' } }),
  ]);
  return {
    authorities,
    departments,
    prefectures: inPrefectures.map((name) => ({ value: name, title: name })),
    branches: branches.map(({ id, name, telephone }) => ({ value: id, title: name, telephone })),
  };
}

/** The authorities that the words and the prefecture of the search find. */
export async function authoritiesFor(db: Database, typed: TypedApplication): Promise<Choices> {
  const search = { words: typed['search.authority'] ?? '', prefecture: typed['search.prefecture'] ?? '' };
  const chosenId = typed['contract.authorityId'] ?? '';
  const { authorities, count } = await authorityChoices(db, search, chosenId, mostChoices);
  const options = authorities.map(({ id, name, prefecture }) => ({ value: id, title: `${name}（${prefecture}）` }));
  return { options, count, isCut: count > mostChoices };
}

/** The departments of the authority that is chosen; before one is, all of them where they are few. */
export async function departmentsFor(db: Database, typed: TypedApplication): Promise<Choices['options']> {
  const authorityId = typed['contract.authorityId'] ?? '';
  const rows = await db.department.findMany({
    where: authorityId === '' ? {} : { authorityId },
    include: { authority: { select: { name: true } } },
    orderBy: [{ authority: { reading: 'asc' } }, { reading: 'asc' }],
    ...(authorityId === '' ? { take: mostChoices + 1 } : {}),
  });
  if (authorityId !== '') return rows.map(({ id, name }) => ({ value: id, title: name }));
  return rows.length > mostChoices
    ? []
    : rows.map(({ id, name, authority }) => ({ value: id, title: `${authority.name} ${name}` }));
}

/** The branches of banks with an agreement that the words find, by name or kana. Source: R-F0b, R-U10. */
export async function banksFor(db: Database, typed: TypedApplication, product: Product): Promise<Choices> {
  const keys = (typed[`${product}.bankSearch`] ?? '')
    .split(/\s+/)
    .map(bankSearchKey)
    .filter((key) => key !== '')
    .slice(0, 8);
  const chosenId = typed[`${product}.bankBranchId`] ?? '';
  const where = { hasAgreement: true, AND: keys.map((key) => ({ searchKey: { contains: likeText(key) } })) };
  const [rows, count, chosen] = await Promise.all([
    db.bankBranch.findMany({ where, orderBy: [{ reading: 'asc' }, { id: 'asc' }], take: mostChoices }),
    db.bankBranch.count({ where }),
    db.bankBranch.findUnique({ where: { id: chosenId } }),
  ]);
  const shown = [...(chosen === null ? [] : [chosen]), ...rows.filter(({ id }) => id !== chosenId)];
  const options = shown.map(({ id, bankName, branchName }) => ({ value: id, title: `${bankName} ${branchName}` }));
  return { options, count, isCut: count > mostChoices };
}

/** The names of what these applications chose, whether the search finds it or not. */
export async function chosenNames(db: Database, applications: readonly TypedApplication[]) {
  const ids = (name: string) => ({
    id: {
      in: applications.flatMap((typed) =>
        Object.keys(typed)
          .filter((key) => key.endsWith(name))
          .map((key) => typed[key] ?? ''),
      ),
    },
  });
  const [authorities, departments, banks] = await Promise.all([
    db.authority.findMany({ where: ids('.authorityId') }),
    db.department.findMany({ where: ids('.departmentId') }),
    db.bankBranch.findMany({ where: ids('.bankBranchId') }),
  ]);
  return {
    authorityId: authorities.map(({ id, name, prefecture }) => ({ value: id, title: `${name}（${prefecture}）` })),
    departmentId: departments.map(({ id, name }) => ({ value: id, title: name })),
    bankBranchId: banks.map(({ id, bankName, branchName }) => ({ value: id, title: `${bankName} ${branchName}` })),
  };
}

/** The words as they are: a per cent sign finds itself. */
export function likeText(key: string): string {
  return key.replace(/[\\%_]/g, '\\$&');
}

export type FormChoices = Awaited<ReturnType<typeof formChoices>>;
