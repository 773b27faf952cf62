/** Who is signed in to Operations, and what this person may do: the one place that asks for a permission. */
import type { Request, RequestHandler, Response } from 'express';
import type { ActedBy } from '../../domain/audit.ts';
import { staffRoleNames, staffRoles } from '../../domain/people.ts';
import { Refusal } from '../../domain/refusals.ts';
import { type Reader, staffReader } from '../../domain/scopes.ts';
import { includesBranch } from '../../domain/staff-grants.ts';
import { isAllowed, type Permission, whereAllowed } from '../../domain/staff-rights.ts';
import { issuanceStop } from '../../prisma/circuit-views.ts';
import { findStaffPerson, type StaffPerson } from '../../prisma/staff-people.ts';
import { callerOf, isByItself } from '../portal/caller.ts';
import type { PortalPerson } from '../portal/portal.ts';
import type { OperationsServices } from './operations-services.ts';

export type OperationsPerson = StaffPerson & PortalPerson & { readonly by: ActedBy & { readonly userId: string } };

/**
 * Who an address is for: everybody; a person whose second factor is not set up yet; whoever is signed in, for the
 * person's own things; or those with a permission.
 */
export type Admission = 'everybody' | 'newcomer' | 'staff' | Permission;

/**
 * Lets those through whom the address is for; others go to the sign-in page, or to the page that sets up the second
 * factor. Refuses: `role-must-allow-this`.
 */
export function admit(services: OperationsServices, admission: Admission): RequestHandler {
  if (admission === 'everybody') return (_request, _response, next) => next();
  return async (request, response, next) => {
    const session = await services.signIn.sessionOf(callerOf(request), isByItself(request));
    const found = session === null ? null : await staffOf(services, session, request);
    if (found === null) return response.redirect(303, '/sign-in');
    response.locals.person = found;
    if (admission !== 'newcomer' && !found.hasSecondFactor) return response.redirect(303, '/account/second-factor');
    if (admission !== 'newcomer' && admission !== 'staff') {
      response.locals.reader = readerFor(found, admission);
      if (!isAllowed(found.grants, admission)) throw new Refusal('role-must-allow-this');
    }
    response.locals.issuanceStop = await issuanceStop(services.db);
    next();
  };
}

/** The person of this session, or null for whoever is none of the staff. */
export async function staffOf(
  { db, clock }: Pick<OperationsServices, 'db' | 'clock'>,
  { userId, sessionId }: { readonly userId: string; readonly sessionId: string },
  { ip }: Pick<Request, 'ip'>,
): Promise<OperationsPerson | null> {
  const found = await findStaffPerson(db, userId, clock.now());
  if (found === null) return null;
  const own = found.grants.filter(({ lentBy }) => lentBy === undefined);
  const held = staffRoles.filter((role) => own.some((grant) => grant.role === role));
  const lent = own.length < found.grants.length ? ['代決'] : [];
  const by = { userId, roles: held, address: ip ?? null };
  return { ...found, sessionId, rightNames: [...held.map((role) => staffRoleNames[role]), ...lent], by };
}

/** The person that the address let through. */
export function personIn(response: Response): OperationsPerson {
  return response.locals.person as OperationsPerson;
}

/**
 * Every read of a page goes through this: only the cases of branches where the person holds the address's own
 * permission exist. A page for all staff has none: it asks `readerFor`.
 */
export function readerIn(response: Response): Reader {
  const reader = response.locals.reader as Reader | undefined;
  if (reader === undefined) throw new Error('This address names no permission, so nobody reads cases by it.');
  return reader;
}

/** The reader that this person is for another permission than the address's own. */
export function readerFor({ grants }: Pick<OperationsPerson, 'grants'>, permission: Permission): Reader {
  return staffReader(whereAllowed(grants, permission));
}

/** Whether to offer something: where a branch is given, at that branch; else anywhere. */
export function may({ grants }: Pick<OperationsPerson, 'grants'>, permission: Permission, branchId?: string): boolean {
  return branchId === undefined
    ? isAllowed(grants, permission)
    : includesBranch(whereAllowed(grants, permission), branchId);
}
