/** Every page of Operations, read from its table of addresses: for each an address in order, and somebody who opens it. */
import type { Route } from '../../../../api/operations/route.ts';
import { dayInJapan } from '../../../../domain/dates.ts';
import { isAllowed, permissions } from '../../../../domain/staff-rights.ts';
import { type SampleStaffName, sampleStaff } from '../../../../prisma/sample-staff.ts';
import { grantsInForce } from '../../../../prisma/staff-grants.ts';
import { filled } from '../../support/addresses.ts';
import { asStaff, type StaffAsker } from './asking.ts';
import { fillOperations } from './filled-operations.ts';
import { likelyValues } from './likely-values.ts';
import type { OpenOperations } from './operations.ts';

export interface EveryPage {
  /** Who opens which addresses: for each page somebody who may. Files are none. */
  readonly opened: ReadonlyMap<SampleStaffName, readonly string[]>;
  /** Paths that nobody opened. */
  readonly unopened: readonly string[];
  readonly ids: readonly string[];
}

export const everybody = Object.keys(sampleStaff) as SampleStaffName[];

/** Fills the tables and opens each page but those. */
export async function everyPage(operations: OpenOperations, butThose: readonly string[]): Promise<EveryPage> {
  const ids = await fillOperations(operations);
  const opened = new Map<SampleStaffName, string[]>();
  const unopened: string[] = [];
  const askerOf = askersOf(operations);
  for (const route of operations.routes.filter(({ method, path }) => method === 'get' && !butThose.includes(path))) {
    const found = await openedBy(operations, route, ids, askerOf);
    if (found === null) unopened.push(route.path);
    else if (found.isPage) opened.set(found.who, [...(opened.get(found.who) ?? []), found.address]);
  }
  return { opened, unopened, ids };
}

/** Whom an address is for, by its permission: everybody where it names none. */
export async function admitted({ db }: OpenOperations, { admission }: Route): Promise<readonly SampleStaffName[]> {
  if (admission === 'everybody' || admission === 'newcomer' || admission === 'staff') return everybody;
  const found: SampleStaffName[] = [];
  for (const who of everybody) {
    const grants = await grantsInForce(db, sampleStaff[who].id, dayInJapan(new Date()));
    if (admission in permissions && isAllowed(grants, admission)) found.push(who);
  }
  return found;
}

type AskerOf = (who: SampleStaffName) => Promise<StaffAsker>;

/** Each signs in once. */
function askersOf(operations: OpenOperations): AskerOf {
  const askers = new Map<SampleStaffName, Promise<StaffAsker>>();
  return (who) => {
    const asker = askers.get(who) ?? asStaff(operations, who);
    askers.set(who, asker);
    return asker;
  };
}

/** An address in order, and somebody who opens it; null where nobody does. */
async function openedBy(operations: OpenOperations, route: Route, ids: readonly string[], askerOf: AskerOf) {
  for (const who of await admitted(operations, route)) {
    const asker = await askerOf(who);
    for (const values of likelyValues(route.path, ids)) {
      const { status, isPage } = await asker.ask(route, values);
      if (status === 200) return { who, isPage, address: filled(route.path, values) };
    }
  }
  return null;
}
