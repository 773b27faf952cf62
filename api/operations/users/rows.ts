/** The list of the staff's people as an address says it: its filters, and the rows of its file. */
import type { StaffRole } from '../../../domain/people.ts';
import { staffRoleNames, staffRoles } from '../../../domain/people.ts';
import { everyBranch } from '../../../domain/staff-sheet.ts';
import { type StaffSearch, type StaffState, staffStates } from '../../../prisma/staff-list.ts';
import type { StaffUser } from '../../../prisma/staff-users.ts';
import { choiceOf, chosen, type Query, said } from '../../portal/list-address.ts';
import { stateChips } from './words.ts';

const stateTitles: Readonly<Record<StaffState, string>> = {
  'in-use': '利用中・招待中',
  active: '利用中',
  invited: '招待中',
  deactivated: '停止',
  all: 'すべて',
};

/** What the address asks for, the same as an address, and as the form shows it. */
export function askedStaff(query: Query, branches: readonly { readonly id: string; readonly name: string }[]) {
  const words = said(query, 'q');
  const role: StaffRole | undefined = chosen(query, 'role', staffRoles);
  const branchId = chosen(
    query,
    'branch',
    branches.map(({ id }) => id),
  );
  const state = chosen(query, 'state', staffStates) ?? 'in-use';
  const search: StaffSearch = { words, role, branchId, state };
  const values = { q: words, role: role ?? '', branch: branchId ?? '', state: state === 'in-use' ? '' : state };
  const fields = {
    words,
    role: choiceOf(role, staffRoles, staffRoleNames),
    branch: { value: branchId ?? '', options: branches.map(({ id, name }) => ({ value: id, title: name })) },
    state: choiceOf(state, staffStates, stateTitles),
  };
  return { search, values, fields };
}

/** A person's lines of the file: one a role. */
export function staffLines({ name, email, state, hasSecondFactor, grants }: StaffUser) {
  const own = [name, email, stateChips[state].word, hasSecondFactor ? '設定済み' : '未設定'];
  if (grants.length === 0) return [[...own, null, null, null, null]];
  return grants.map(({ role, branchName, fromOn, toOn }) => [
    ...own,
    staffRoleNames[role],
    branchName ?? everyBranch,
    fromOn,
    toOn,
  ]);
}
