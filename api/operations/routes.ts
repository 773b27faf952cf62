/**
 * Every address of Operations, in one table: whom it is for stands beside it.
 *
 * To add a page: put its file at api/operations/<path>.ts and its template at templates/operations/<path>.hbs; name its
 * permission in domain/staff-rights.ts where none fits; add `get(…)`, `post(…)` or `form(…)` to the table below, and to
 * `ways` in frame.ts where it belongs into the menu. Read rows with `readerIn(response)` through prisma/visibility.ts, ask
 * `may(person, permission, branchId)` before offering a press, answer with `show(services, …)` of api/portal. A page test
 * signs in with `openOperations().signIn('reviewer')` of test/api/operations/support/operations.ts; the walks over rights
 * and barriers find the address by themselves.
 */

import { passkeyRemoval } from '../portal/account/passkeys/removal.ts';
import { newPasskey, passkeys } from '../portal/account/passkeys.ts';
import { password } from '../portal/account/password.ts';
import { recoveryCodes } from '../portal/account/recovery-codes.ts';
import { confirmation as factorConfirmation } from '../portal/account/second-factor/confirmation.ts';
import { removal as factorRemoval } from '../portal/account/second-factor/removal.ts';
import { secondFactor } from '../portal/account/second-factor.ts';
import { sessionEnd } from '../portal/account/sessions/end.ts';
import { account } from '../portal/account.ts';
import { newPassword } from '../portal/new-password.ts';
import { passwordReset } from '../portal/password-reset.ts';
import { codePage, recoveryCodePage } from '../portal/sign-in/code.ts';
import { passkeySignIn } from '../portal/sign-in/passkey.ts';
import { signInPage } from '../portal/sign-in.ts';
import { signOut, signOutEverywhere } from '../portal/sign-out.ts';
import { alerts } from './alerts.ts';
import { auditEventPage } from './audit/event.ts';
import { audit, auditCsv } from './audit.ts';
import { bulkRetry } from './bulk-retries/bulk-retry.ts';
import { newBulkRetry } from './bulk-retries/new.ts';
import { circuitSwitch, circuits } from './circuits.ts';
import { delegationEnd } from './delegations/end.ts';
import { newDelegation } from './delegations/new.ts';
import { delegations } from './delegations.ts';
import { events } from './events.ts';
import { feesRoutes } from './fees/routes.ts';
import { guarantee } from './guarantee.ts';
import { claim as prepaymentClaim } from './guarantees/claim.ts';
import { dispatch } from './guarantees/dispatch.ts';
import { checkCopy, feeStatement, paper } from './guarantees/files.ts';
import { message } from './guarantees/message.ts';
import { keepView, removeView } from './guarantees/views.ts';
import { withdrawal } from './guarantees/withdrawal.ts';
import { guarantees, guaranteesCsv } from './guarantees.ts';
import { cause } from './incidents/cause.ts';
import { comments, incident, owner, resolution, retry } from './incidents/incident.ts';
import { incidents } from './incidents.ts';
import type { OperationsServices } from './operations-services.ts';
import { registerRoutes } from './register-routes.ts';
import { review } from './review.ts';
import { approval } from './reviews/approval.ts';
import { claim, release, takeover } from './reviews/claims.ts';
import { decline } from './reviews/decline.ts';
import { paperRequest } from './reviews/paper-request.ts';
import { returning } from './reviews/return.ts';
import { nextReview, reviews } from './reviews.ts';
import { form, get, post, type Route } from './route.ts';
import { start } from './start.ts';
import { finding, findingClosing } from './sweeps/finding.ts';
import { findingOwner, sweeps } from './sweeps.ts';
import { userDeactivation, userReactivation, userSecondFactorReset } from './users/act.ts';
import { invitationAgain } from './users/again.ts';
import { connectionEnd, ownConnections, userConnections } from './users/connections.ts';
import { userInvitation } from './users/invitation.ts';
import { userRole } from './users/role.ts';
import { roleRemoval } from './users/role-removal.ts';
import { usersFileRoutes } from './users/routes.ts';
import { user } from './users/user.ts';
import { users, usersCsv } from './users.ts';

export function operationsRoutes(services: OperationsServices): readonly Route[] {
  return [
    // Coming in.
    ...form('/sign-in', 'everybody', signInPage(services)),
    ...form('/sign-in/code', 'everybody', codePage(services)),
    ...form('/sign-in/recovery-code', 'everybody', recoveryCodePage(services)),
    post('/sign-in/passkey', 'everybody', passkeySignIn(services).submit),
    post('/sign-in/passkey/question', 'everybody', passkeySignIn(services).question),
    ...form('/password-reset', 'everybody', passwordReset(services)),
    get('/password-reset/sent', 'everybody', passwordReset(services).sent),
    ...form('/new-password/:token', 'everybody', newPassword(services)),
    // The person's own sign-in.
    post('/sign-out', 'newcomer', signOut(services)),
    post('/sign-out-everywhere', 'newcomer', signOutEverywhere(services)),
    ...form('/account/second-factor', 'newcomer', secondFactor(services)),
    ...form('/account/second-factor/confirmation', 'newcomer', factorConfirmation(services)),
    get('/account', 'staff', account(services)),
    ...form('/account/password', 'staff', password(services)),
    ...form('/account/second-factor/removal', 'staff', factorRemoval(services)),
    ...form('/account/recovery-codes', 'staff', recoveryCodes(services)),
    ...form('/account/passkeys', 'staff', passkeys(services)),
    ...form('/account/passkeys/new', 'staff', newPasskey(services)),
    ...form('/account/passkeys/:id/removal', 'staff', passkeyRemoval(services)),
    ...form('/account/sessions/:id/end', 'staff', sessionEnd(services)),
    ...form('/account/connections', 'staff', ownConnections(services)),
    // The desk.
    get('/', 'staff', start(services)),
    get('/audit', 'read-audit', audit(services)),
    get('/audit.csv', 'read-audit', auditCsv(services)),
    get('/audit/:id', 'read-audit', auditEventPage(services)),
    get('/guarantees', 'see-cases', guarantees(services)),
    get('/guarantees.csv', 'export-cases', guaranteesCsv(services)),
    post('/guarantees/views', 'see-cases', keepView(services)),
    post('/guarantees/views/:id/removal', 'see-cases', removeView(services)),
    get('/events', 'everybody', events(services)),
    // People and rights.
    get('/users', 'see-users', users(services)),
    get('/users.csv', 'see-users', usersCsv(services)),
    ...form('/users/new', 'keep-users', userInvitation(services)),
    ...usersFileRoutes(services),
    get('/users/:id', 'see-users', user(services)),
    ...form('/users/:id/role', 'keep-users', userRole(services)),
    ...form('/users/roles/:id/removal', 'keep-users', roleRemoval(services)),
    ...form('/users/:id/deactivation', 'keep-users', userDeactivation(services)),
    ...form('/users/:id/reactivation', 'keep-users', userReactivation(services)),
    ...form('/users/:id/second-factor-reset', 'keep-users', userSecondFactorReset(services)),
    post('/users/:id/invitation-again', 'keep-users', invitationAgain(services)),
    ...form('/users/:id/connections', 'keep-users', userConnections(services)),
    ...form('/users/connections/:id/end', 'keep-users', connectionEnd(services)),
    get('/delegations', 'delegate-approval', delegations(services)),
    ...form('/delegations/new', 'delegate-approval', newDelegation(services)),
    ...form('/delegations/:id/end', 'delegate-approval', delegationEnd(services)),
    ...feesRoutes(services),
    // Review.
    get('/reviews', 'review', reviews(services)),
    post('/reviews/next', 'review', nextReview(services)),
    get('/reviews/:id', 'review', review(services)),
    post('/reviews/:id/claim', 'review', claim(services)),
    ...form('/reviews/:id/release', 'review', release(services)),
    ...form('/reviews/:id/takeover', 'review', takeover(services)),
    ...form('/reviews/:id/approval', 'review', approval(services)),
    ...form('/reviews/:id/return', 'review', returning(services)),
    ...form('/reviews/:id/decline', 'review', decline(services)),
    ...form('/reviews/:id/paper-request', 'review', paperRequest(services)),
    // One case.
    get('/guarantees/:id', 'see-cases', guarantee(services)),
    get('/guarantees/:id/attachments/:attachmentId', 'see-cases', paper(services)),
    get('/guarantees/:id/certificates/:revision', 'see-cases', checkCopy(services)),
    get('/guarantees/:id/documents/fee-statement', 'see-cases', feeStatement(services)),
    get('/guarantees/:id/claims/:claimId', 'see-cases', prepaymentClaim(services)),
    post('/guarantees/:id/messages', 'answer-contractors', message(services)),
    ...form('/guarantees/:id/dispatch', 'record-dispatch', dispatch(services)),
    ...form('/guarantees/:id/withdrawal', 'withdraw-cases', withdrawal(services)),
    // What is stuck.
    get('/incidents', 'see-stuck', incidents(services)),
    get('/incidents/causes/:fingerprint', 'see-stuck', cause(services).show),
    post('/incidents/causes/:fingerprint', 'free-stuck', cause(services).submit),
    get('/incidents/:id', 'see-stuck', incident(services)),
    post('/incidents/:id/retry', 'free-stuck', retry(services)),
    post('/incidents/:id/resolution', 'free-stuck', resolution(services)),
    post('/incidents/:id/owner', 'free-stuck', owner(services)),
    post('/incidents/:id/comments', 'see-stuck', comments(services)),
    ...form('/bulk-retries/new', 'free-stuck', newBulkRetry(services)),
    get('/bulk-retries/:id', 'see-stuck', bulkRetry(services).show),
    post('/bulk-retries/:id', 'free-stuck', bulkRetry(services).submit),
    get('/sweeps', 'see-stuck', sweeps(services)),
    get('/sweeps/:id', 'see-stuck', finding(services)),
    post('/sweeps/:id/closing', 'free-stuck', findingClosing(services)),
    post('/sweeps/:id/owner', 'free-stuck', findingOwner(services)),
    get('/alerts', 'see-stuck', alerts(services)),
    get('/circuits', 'see-stuck', circuits(services)),
    ...form('/circuits/:counterparty/switch', 'switch-circuits', circuitSwitch(services)),
    ...registerRoutes(services),
  ];
}
