/** The staff's people and roles as a sheet, a line a role: who is to be invited, and which roles are to be given. It takes nothing away. */
import type { Day } from './dates.ts';
import { readDay } from './dates.ts';
import { namedPerson } from './invitation.ts';
import { staffRoleNames, staffRoles } from './people.ts';
import type { RefusalName } from './refusals.ts';
import { type SheetRefusal, unmarked } from './registers/register-sheet.ts';
import type { StaffGrant } from './staff-grants.ts';
import { typedGrant } from './staff-wishes.ts';
import { normaliseWidth } from './text.ts';

/** In this order, out and in. The state and the second factor are told, and never taken in. */
export const staffSheetHeadings = [
  '氏名',
  'メールアドレス',
  '状態',
  '二段階認証',
  '権限',
  '支店',
  '最初の日',
  '最後の日',
] as const;

export const everyBranch = 'すべての支店';

/** Most lines that one file changes. */
export const mostStaffChanges = 300;

/** Somebody of the staff as the tables have it. */
export interface KnownPerson {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly isDeactivated: boolean;
  /** Those that are not over. */
  readonly grants: readonly StaffGrant[];
}

/** What a sheet is read against. */
export interface StaffAsItIs {
  readonly people: readonly KnownPerson[];
  /** Addresses of the sheet that belong to somebody who is none of the staff. */
  readonly taken: ReadonlySet<string>;
  readonly branches: readonly { readonly id: string; readonly name: string }[];
}

/** A role that a line gives, and to whom. */
export interface StaffSheetChange {
  readonly line: number;
  /** Null: somebody new, who is invited by the first line with the address. */
  readonly personId: string | null;
  readonly name: string;
  readonly email: string;
  readonly grant: StaffGrant;
}

export type StaffSheet =
  | { readonly changes: readonly StaffSheetChange[]; readonly same: number }
  | { readonly refusals: readonly SheetRefusal[] };

/** Every address of the sheet, as `readStaffSheet` understands it. */
export function addressesIn([, ...lines]: readonly (readonly string[])[]): string[] {
  return [...new Set(lines.map((cells) => emailIn(cells)).filter((email) => email !== ''))];
}

function emailIn(cells: readonly string[]): string {
  return unmarked(cells[1] ?? '')
    .normalize('NFKC')
    .trim()
    .toLowerCase();
}

/**
 * What the sheet would change, line by line; lines that say what stands there already are left out. People and roles that
 * the sheet does not name stay as they are.
 *
 * Refuses: `staff-file-headings-must-be-ours`, `register-file-must-hold-rows`, `staff-file-must-be-short-enough`, and by
 * line and heading `mail-address-must-be-free`, `person-must-come-in`, `name-must-be-as-it-stands`,
 * `referenced-row-must-exist`, `row-must-be-once`, `role-must-not-be-held-already`, and what an invitation and a role refuse.
 */
export function readStaffSheet(cells: readonly (readonly string[])[], asItIs: StaffAsItIs, today: Day): StaffSheet {
  const [headings = [], ...lines] = cells;
  const isOurs =
    headings.length === staffSheetHeadings.length &&
    staffSheetHeadings.every((heading, at) => normaliseWidth(headings[at] ?? '') === heading);
  if (!isOurs) return { refusals: [{ line: 1, heading: null, name: 'staff-file-headings-must-be-ours' }] };
  const refusals: SheetRefusal[] = [];
  const changes: StaffSheetChange[] = [];
  let same = 0;
  for (const [index, line] of lines.entries()) {
    if (line.every((cell) => cell.trim() === '')) continue;
    const at = index + 2;
    const read = readLine(line, asItIs, changes, today);
    if ('refusals' in read) refusals.push(...read.refusals.map((refusal) => ({ ...refusal, line: at })));
    else if (read.change === null) same += 1;
    else changes.push({ ...read.change, line: at });
  }
  if (refusals.length > 0) return { refusals };
  const whole = (name: RefusalName) => ({ refusals: [{ line: null, heading: null, name }] });
  if (changes.length + same === 0) return whole('register-file-must-hold-rows');
  if (changes.length > mostStaffChanges) return whole('staff-file-must-be-short-enough');
  return { changes, same };
}

type LineRefusal = Omit<SheetRefusal, 'line'>;
type Change = Omit<StaffSheetChange, 'line'>;
type Heading = (typeof staffSheetHeadings)[number];

const refused = (heading: Heading, name: RefusalName) => ({ refusals: [{ heading, name }] });

/** The line against what stands there and the lines above it. `change: null`: it says what is so already. */
function readLine(
  line: readonly string[],
  { people, taken, branches }: StaffAsItIs,
  above: readonly StaffSheetChange[],
  today: Day,
): { readonly change: Change | null } | { readonly refusals: readonly LineRefusal[] } {
  const cell = (heading: Heading) => unmarked(line[staffSheetHeadings.indexOf(heading)] ?? '').trim();
  const name = cell('氏名');
  const email = emailIn(line);
  const known = people.find((person) => (email === '' ? isNamed(person, name) : person.email === email)) ?? null;
  const read = readGrant(cell, branches, today);
  if (known !== null && (read.isNone || known.grants.some((grant) => isSame(grant, read.grant)))) {
    return sameName(known.name, name) ? { change: null } : refused('氏名', 'name-must-be-as-it-stands');
  }
  const person = namedPerson({ name, email });
  const refusals = [
    ...person.refusals.map((refusal) => ({ heading: headingsOf[refusal.field ?? ''] ?? null, name: refusal.name })),
    ...read.refusals,
  ];
  if (refusals.length > 0) return { refusals };
  if (taken.has(email)) return refused('メールアドレス', 'mail-address-must-be-free');
  if (known?.isDeactivated === true) return refused('メールアドレス', 'person-must-come-in');
  const own = above.filter((change) => change.email === email);
  const standing = known?.name ?? own[0]?.name;
  if (standing !== undefined && !sameName(standing, name)) return refused('氏名', 'name-must-be-as-it-stands');
  if (own.some(({ grant }) => isSame(grant, read.grant)))
    return { refusals: [{ heading: null, name: 'row-must-be-once' }] };
  const held = [...(known?.grants ?? []), ...own.map(({ grant }) => grant)];
  if (held.some((grant) => overlaps(grant, read.grant))) return refused('権限', 'role-must-not-be-held-already');
  return {
    change: { personId: known?.id ?? null, name: known?.name ?? person.name, email, grant: read.grant as StaffGrant },
  };
}

/** People who act by API key alone have no address: their lines come back by their names. */
function isNamed(person: KnownPerson, name: string): boolean {
  return person.email === null && sameName(person.name, name);
}

function sameName(one: string, other: string): boolean {
  return normaliseWidth(one) === normaliseWidth(other);
}

const headingsOf: Readonly<Record<string, Heading>> = {
  name: '氏名',
  email: 'メールアドレス',
  role: '権限',
  branchId: '支店',
  fromOn: '最初の日',
  toOn: '最後の日',
};

/** The role of a line. `grant` may be one that began long ago: whether it may be given, `refusals` tell. */
function readGrant(cell: (heading: Heading) => string, branches: StaffAsItIs['branches'], today: Day) {
  const [roleCell, branchCell, fromCell, toCell] = [cell('権限'), cell('支店'), cell('最初の日'), cell('最後の日')];
  const role = staffRoles.find((each) => each === roleCell || staffRoleNames[each] === normaliseWidth(roleCell));
  const isForAll = normaliseWidth(branchCell) === everyBranch;
  const said = normaliseWidth(branchCell);
  const branch = branches.find(({ id, name }) => id === branchCell || normaliseWidth(name) === said);
  const typed = {
    role: role ?? '',
    branchId: isForAll ? '' : (branch?.id ?? ''),
    fromOn: fromCell || today,
    toOn: toCell,
  };
  const wished = typedGrant(
    typed,
    branches.map(({ id }) => id),
    today,
  );
  const refusals: LineRefusal[] = [
    ...(role === undefined && roleCell !== '' ? [{ heading: '権限', name: 'referenced-row-must-exist' as const }] : []),
    ...(branchCell === '' ? [{ heading: '支店', name: 'field-must-be-given' as const }] : []),
    ...(branchCell !== '' && !isForAll && branch === undefined
      ? [{ heading: '支店', name: 'referenced-row-must-exist' as const }]
      : []),
    ...('refusals' in wished
      ? wished.refusals
          .filter(({ field }) => field !== 'role' || roleCell === '')
          .map(({ name, field }) => ({ heading: headingsOf[field ?? ''] ?? null, name }))
      : []),
  ];
  const fromOn = readDay(typed.fromOn);
  const toOn = toCell === '' ? null : readDay(toCell);
  const isWhole =
    role !== undefined && (isForAll || branch !== undefined) && fromOn !== null && (toCell === '' || toOn !== null);
  const grant: StaffGrant | null = isWhole ? { role, branchId: branch?.id ?? null, fromOn, toOn } : null;
  return { grant, refusals, isNone: [roleCell, branchCell, fromCell, toCell].every((each) => each === '') };
}

function isSame(one: StaffGrant, other: StaffGrant | null): boolean {
  return (
    other !== null &&
    one.role === other.role &&
    one.branchId === other.branchId &&
    one.fromOn === other.fromOn &&
    one.toOn === other.toOn
  );
}

/** Whether both would be held on one day, at one branch at least. */
function overlaps(one: StaffGrant, other: StaffGrant | null): boolean {
  if (other === null || one.role !== other.role) return false;
  const atOneBranch = one.branchId === null || other.branchId === null || one.branchId === other.branchId;
  return (
    atOneBranch && (one.toOn === null || other.fromOn <= one.toOn) && (other.toOn === null || one.fromOn <= other.toOn)
  );
}

/** The roles that a sheet gives to each address, the first line of a new one being the invitation. */
export function byAddress(changes: readonly StaffSheetChange[]): readonly (readonly StaffSheetChange[])[] {
  return [...Map.groupBy(changes, ({ email }) => email).values()];
}
