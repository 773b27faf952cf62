/** Every address of Net Desk, on a page. */
import express, { Router } from 'express';
import { readableTexts } from '../../web/readable-texts.ts';
import { formWithFile } from '../form-with-file.ts';
import { passkeyRemoval } from '../portal/account/passkeys/removal.ts';
import { newPasskey, passkeys } from '../portal/account/passkeys.ts';
import { password } from '../portal/account/password.ts';
import { recoveryCodes } from '../portal/account/recovery-codes.ts';
import { confirmation as factorConfirmation } from '../portal/account/second-factor/confirmation.ts';
import { removal as factorRemoval } from '../portal/account/second-factor/removal.ts';
import { secondFactor } from '../portal/account/second-factor.ts';
import { sessionEnd } from '../portal/account/sessions/end.ts';
import { account } from '../portal/account.ts';
import { ownForm } from '../portal/forms.ts';
import { newPassword } from '../portal/new-password.ts';
import { passwordReset } from '../portal/password-reset.ts';
import { codePage, recoveryCodePage } from '../portal/sign-in/code.ts';
import { passkeySignIn } from '../portal/sign-in/passkey.ts';
import { signInPage } from '../portal/sign-in.ts';
import { signOut, signOutEverywhere } from '../portal/sign-out.ts';
import { authorities } from './authorities.ts';
import { bulkResult } from './bulk/result.ts';
import { bulkTemplate, bulkTemplateShiftJis } from './bulk/template.ts';
import { bulkUpload } from './bulk/upload.ts';
import { bulk } from './bulk.ts';
import { authorityChoices } from './choices/authorities.ts';
import { bankChoices } from './choices/banks.ts';
import { departmentChoices } from './choices/departments.ts';
import { revocation } from './company/api-keys/revocation.ts';
import { apiKeys, newApiKey } from './company/api-keys.ts';
import { invitationAgain } from './company/invitations/again.ts';
import { invitationWithdrawal } from './company/invitations/withdrawal.ts';
import { invitation } from './company/invitations.ts';
import { userDeactivation } from './company/users/deactivation.ts';
import { userReactivation } from './company/users/reactivation.ts';
import { right } from './company/users/right.ts';
import { users } from './company/users.ts';
import type { DeskServices } from './desk-services.ts';
import { draftPapers } from './drafts/attachments.ts';
import { confirmation } from './drafts/confirmation.ts';
import { deletion } from './drafts/deletion.ts';
import { draft } from './drafts/draft.ts';
import { draftSummary } from './drafts/summary-part.ts';
import { drafts } from './drafts.ts';
import { events } from './events.ts';
import { guarantee } from './guarantee.ts';
import { papers } from './guarantees/attachments.ts';
import { claim } from './guarantees/claim.ts';
import { correctionRequest } from './guarantees/correction-request.ts';
import { certificate, document } from './guarantees/document.ts';
import { message } from './guarantees/message.ts';
import { resubmission } from './guarantees/resubmission.ts';
import { resubmissionConfirmation } from './guarantees/resubmission-confirmation.ts';
import { sending } from './guarantees/sending.ts';
import { submission } from './guarantees/submission.ts';
import { submissionFiles, submissionMail, submissionSet } from './guarantees/submission-set.ts';
import { guarantees, guaranteesCsv } from './guarantees.ts';
import { help, helpTopic } from './help.ts';
import { home } from './home.ts';
import { issued, issuedCsv } from './issued.ts';
import { removing, saving } from './saved-searches.ts';
import { actors, administrators, signedIn, signedInBeforeTerms } from './signed-in.ts';
import { statements, statementsCsv } from './statements.ts';
import { statementsZip } from './statements-zip.ts';
import { terms } from './terms.ts';

/** A file of applications and the form around it. What is a little too large is refused beside its field, by its own name. */
const largestForm = 4 * 1024 * 1024;

export function deskRoutes(services: DeskServices): Router {
  const form = [express.urlencoded({ extended: false, limit: '256kb', parameterLimit: 400 }), readableTexts];
  const person = signedIn(services);
  const newcomer = signedInBeforeTerms(services);
  const filed = [person, formWithFile(largestForm), readableTexts, ownForm(services), actors];
  const own = [person, ...form, ownForm(services)];
  return (
    Router({ strict: true, caseSensitive: true })
      .use(readableTexts)
      .get('/sign-in', signInPage(services).show)
      .post('/sign-in', form, signInPage(services).submit)
      .get('/sign-in/code', codePage(services).show)
      .post('/sign-in/code', form, codePage(services).submit)
      .get('/sign-in/recovery-code', recoveryCodePage(services).show)
      .post('/sign-in/recovery-code', form, recoveryCodePage(services).submit)
      .post('/sign-in/passkey', form, passkeySignIn(services).submit)
      .post('/sign-in/passkey/question', passkeySignIn(services).question)
      .get('/password-reset', passwordReset(services).show)
      .post('/password-reset', form, passwordReset(services).submit)
      .get('/password-reset/sent', passwordReset(services).sent)
      .get('/new-password/:token', newPassword(services).show)
      .post('/new-password/:token', form, newPassword(services).submit)
      .get('/terms', newcomer, terms(services).show)
      .post('/terms', newcomer, form, ownForm(services), terms(services).submit)
      .post('/sign-out', newcomer, form, ownForm(services), signOut(services))
      .post('/sign-out-everywhere', newcomer, form, ownForm(services), signOutEverywhere(services))
      .get('/', person, home(services))
      // The person's own sign-in.
      .get('/account', person, account(services))
      .get('/account/password', person, password(services).show)
      .post('/account/password', ...own, password(services).submit)
      .get('/account/second-factor', person, secondFactor(services).show)
      .post('/account/second-factor', ...own, secondFactor(services).submit)
      .get('/account/second-factor/confirmation', person, factorConfirmation(services).show)
      .post('/account/second-factor/confirmation', ...own, factorConfirmation(services).submit)
      .get('/account/second-factor/removal', person, factorRemoval(services).show)
      .post('/account/second-factor/removal', ...own, factorRemoval(services).submit)
      .get('/account/recovery-codes', person, recoveryCodes(services).show)
      .post('/account/recovery-codes', ...own, recoveryCodes(services).submit)
      .get('/account/passkeys', person, passkeys(services).show)
      .post('/account/passkeys', ...own, passkeys(services).submit)
      .get('/account/passkeys/new', person, newPasskey(services).show)
      .post('/account/passkeys/new', ...own, newPasskey(services).submit)
      .get('/account/passkeys/:id/removal', person, passkeyRemoval(services).show)
      .post('/account/passkeys/:id/removal', ...own, passkeyRemoval(services).submit)
      .get('/account/sessions/:id/end', person, sessionEnd(services).show)
      .post('/account/sessions/:id/end', ...own, sessionEnd(services).submit)
      // Applying.
      .get('/drafts', person, drafts(services).show)
      .post('/drafts', ...own, actors, drafts(services).begin)
      .get('/drafts/:id', person, actors, draft(services).show)
      .post('/drafts/:id', ...own, actors, draft(services).submit)
      .post('/drafts/:id/saving', ...own, actors, draft(services).save)
      .post('/drafts/:id/summary', ...own, actors, draftSummary(services))
      .get('/drafts/:id/confirmation', person, actors, confirmation(services).show)
      .post('/drafts/:id/application', ...own, actors, confirmation(services).send)
      .get('/drafts/:id/deletion', person, actors, deletion(services).show)
      .post('/drafts/:id/deletion', ...own, actors, deletion(services).submit)
      .get('/drafts/:id/attachments', person, actors, draftPapers(services).show)
      .post('/drafts/:id/attachments', person, actors, draftPapers(services).add)
      .get('/drafts/:id/attachments/:attachmentId', person, actors, draftPapers(services).download)
      .post('/drafts/:id/attachments/:attachmentId/removal', ...own, actors, draftPapers(services).remove)
      .get('/drafts/:id/sent', person, confirmation(services).sent)
      // Applying with a file.
      .get('/bulk', person, actors, bulk(services).show)
      .post('/bulk', ...filed, bulk(services).upload)
      .get('/bulk/template.csv', person, actors, bulkTemplate)
      .get('/bulk/template-shift-jis.csv', person, actors, bulkTemplateShiftJis)
      .get('/bulk/:id', person, actors, bulkUpload(services).show)
      .post('/bulk/:id/sending', ...own, actors, bulkUpload(services).send)
      .post('/bulk/:id/deletion', ...own, actors, bulkUpload(services).drop)
      .get('/bulk/:id/result.csv', person, actors, bulkResult(services))
      // Help.
      .get('/help', person, help(services))
      .get('/help/:topic', person, helpTopic(services))
      .post('/choices/authorities', ...own, actors, authorityChoices(services))
      .post('/choices/departments', ...own, actors, departmentChoices(services))
      .post('/choices/banks', ...own, actors, bankChoices(services))
      .get('/authorities', person, authorities(services))
      // Following guarantees.
      .get('/events', events(services))
      .get('/guarantees', person, guarantees(services))
      .get('/guarantees.csv', person, guaranteesCsv(services))
      .get('/guarantees/:id', person, guarantee(services))
      .get('/guarantees/:id/certificates/:revision', person, certificate(services))
      .get('/guarantees/:id/documents/:kind', person, document(services))
      .post('/guarantees/:id/messages', ...own, actors, message(services))
      .get('/guarantees/:id/correction-request', person, correctionRequest(services).show)
      .post('/guarantees/:id/correction-request', ...own, actors, correctionRequest(services).submit)
      .post('/guarantees/:id/submission', ...own, actors, submission(services))
      .get('/guarantees/:id/sending', person, sending(services).show)
      .post('/guarantees/:id/sending', ...own, actors, sending(services).submit)
      .get('/guarantees/:id/claim', person, claim(services).show)
      .post('/guarantees/:id/claim', ...own, actors, claim(services).submit)
      .get('/guarantees/:id/claim/file.pdf', person, claim(services).file)
      .get('/guarantees/:id/attachments', person, papers(services).show)
      .post('/guarantees/:id/attachments', person, actors, papers(services).add)
      .get('/guarantees/:id/attachments/:attachmentId', person, papers(services).download)
      .get('/guarantees/:id/resubmission', person, actors, resubmission(services).show)
      .post('/guarantees/:id/resubmission', ...own, actors, resubmission(services).submit)
      .post('/guarantees/:id/resubmission/saving', ...own, actors, resubmission(services).save)
      .get('/guarantees/:id/resubmission/confirmation', person, actors, resubmissionConfirmation(services).show)
      .post('/guarantees/:id/resubmission/confirmation', ...own, actors, resubmissionConfirmation(services).send)
      .get('/guarantees/:id/submission-set', person, submissionSet(services))
      .get('/guarantees/:id/submission-set/mail.eml', person, submissionMail(services))
      .get('/guarantees/:id/submission-set/files.zip', person, submissionFiles(services))
      .post('/guarantees/searches', ...own, saving(services, 'guarantees'))
      .post('/guarantees/searches/:id/removal', ...own, removing(services, 'guarantees'))
      .post('/issued/searches', ...own, saving(services, 'issued'))
      .post('/issued/searches/:id/removal', ...own, removing(services, 'issued'))
      .get('/issued', person, issued(services))
      .get('/issued.csv', person, issuedCsv(services))
      .get('/statements', person, statements(services))
      .get('/statements.zip', person, statementsZip(services))
      .get('/statements.csv', person, statementsCsv(services))
      // The company's own affairs.
      .get('/company/users', person, administrators, users(services))
      .get('/company/users/:id/right', person, administrators, right(services).show)
      .post('/company/users/:id/right', ...own, administrators, right(services).submit)
      .get('/company/users/:id/deactivation', person, administrators, userDeactivation(services).show)
      .post('/company/users/:id/deactivation', ...own, administrators, userDeactivation(services).submit)
      .get('/company/users/:id/reactivation', person, administrators, userReactivation(services).show)
      .post('/company/users/:id/reactivation', ...own, administrators, userReactivation(services).submit)
      .get('/company/invitations/new', person, administrators, invitation(services).show)
      .post('/company/invitations', ...own, administrators, invitation(services).submit)
      .post('/company/invitations/:id/again', ...own, administrators, invitationAgain(services))
      .get('/company/invitations/:id/withdrawal', person, administrators, invitationWithdrawal(services).show)
      .post('/company/invitations/:id/withdrawal', ...own, administrators, invitationWithdrawal(services).submit)
      .get('/company/api-keys', person, administrators, apiKeys(services))
      .get('/company/api-keys/new', person, administrators, newApiKey(services).show)
      .post('/company/api-keys', ...own, administrators, newApiKey(services).submit)
      .get('/company/api-keys/:id/revocation', person, administrators, revocation(services).show)
      .post('/company/api-keys/:id/revocation', ...own, administrators, revocation(services).submit)
  );
}
