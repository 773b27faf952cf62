/** Every address of D-Sure, on a page. */
import express, { type Request, type Response, Router } from 'express';
import { readableTexts } from '../web/readable-texts.ts';
import { listBursts } from './machine/bursts.ts';
import { listCertificates } from './machine/certificates.ts';
import { health, ready } from './machine/health.ts';
import { jsonBody } from './machine/json-body.ts';
import { putGuaranteeKey } from './machine/key.ts';
import { listResponses } from './machine/responses.ts';
import { putRevision } from './machine/revision.ts';
import { suretyOnly } from './machine/surety.ts';
import { acceptance } from './pages/acceptance.ts';
import { passkeyRemoval } from './pages/account/passkeys/removal.ts';
import { newPasskey, passkeys } from './pages/account/passkeys.ts';
import { ownSecondFactor } from './pages/account/second-factor.ts';
import { account } from './pages/account.ts';
import { certificate } from './pages/certificate.ts';
import { certificates } from './pages/certificates.ts';
import { contractCheck } from './pages/contract-check.ts';
import { correction } from './pages/correction.ts';
import { file } from './pages/file.ts';
import { fileForm } from './pages/file-form.ts';
import { locatorChange } from './pages/locators/change.ts';
import { locator, locatorAgain, locatorRemoval, locatorState } from './pages/locators/locator.ts';
import { newLocator } from './pages/locators.ts';
import { memo } from './pages/memo.ts';
import { notices } from './pages/notices.ts';
import { opened, openedFile } from './pages/opened.ts';
import type { PageServices } from './pages/page-services.ts';
import { answerers } from './pages/rights.ts';
import { passkeySignIn } from './pages/sign-in/passkey.ts';
import { secondFactorPage } from './pages/sign-in/second-factor.ts';
import { startPage } from './pages/sign-in/start.ts';
import { signInPage } from './pages/sign-in.ts';
import { signOutPage } from './pages/sign-out.ts';
import { ownForm, signedIn } from './pages/signed-in.ts';
import type { Services } from './services.ts';

/** For sureties' programs. */
export function machineRoutes(services: Services): Router {
  const surety = suretyOnly(services);
  return Router()
    .get('/health', health)
    .get('/ready', ready(services))
    .put('/api/certificates/:guaranteeNumber/revisions/:revision', surety, jsonBody('40mb'), putRevision(services))
    .put('/api/certificates/:guaranteeNumber/key', surety, jsonBody('4kb'), putGuaranteeKey(services))
    .get('/api/certificates', surety, listCertificates(services))
    .get('/api/responses', surety, listResponses(services))
    .get('/api/bursts', surety, listBursts(services));
}

/** For people of authorities. */
export function pageRoutes(services: PageServices): Router {
  const form = [express.urlencoded({ extended: false, limit: '32kb', parameterLimit: 20 }), readableTexts];
  const person = signedIn(services);
  const own = [person, ...form, ownForm(services)];
  return Router()
    .use(readableTexts)
    .get('/', (_request, response) => response.redirect(303, '/certificates'))
    .get('/sign-in', signInPage(services).show)
    .post('/sign-in', form, signInPage(services).submit)
    .get('/sign-in/second-factor', secondFactorPage(services).show)
    .post('/sign-in/second-factor', form, secondFactorPage(services).submit)
    .post('/sign-in/passkey', form, passkeySignIn(services).submit)
    .post('/sign-in/passkey/question', passkeySignIn(services).question)
    .get('/sign-in/start', startPage(services).show)
    .post('/sign-in/start', form, startPage(services).submit)
    .post('/sign-out', ...own, signOutPage(services))
    .get('/account', person, account(services).show)
    .post('/account/password', ...own, account(services).changePassword)
    .post('/account/sign-out-everywhere', ...own, account(services).signOutEverywhere)
    .get('/account/second-factor', person, ownSecondFactor(services).show)
    .post('/account/second-factor', ...own, ownSecondFactor(services).begin)
    .post('/account/second-factor/confirmation', ...own, ownSecondFactor(services).confirm)
    .get('/account/passkeys', person, passkeys(services).show)
    .post('/account/passkeys', ...own, passkeys(services).submit)
    .get('/account/passkeys/new', person, newPasskey(services).show)
    .post('/account/passkeys/new', ...own, newPasskey(services).submit)
    .get('/account/passkeys/:id/removal', person, passkeyRemoval(services).show)
    .post('/account/passkeys/:id/removal', ...own, passkeyRemoval(services).submit)
    .get('/certificates', person, certificates(services).show)
    .post('/certificates', ...own, certificates(services).open)
    .post('/notices', person, ...fileForm, readableTexts, ownForm(services), notices(services))
    .get('/opened', person, opened(services))
    .get('/opened/file', person, openedFile(services))
    .get('/locators', person, (_request: Request, response: Response) =>
      response.redirect(303, '/opened?source=locator'),
    )
    .get('/locators/new', person, answerers, newLocator(services).show)
    .post('/locators', ...own, answerers, newLocator(services).add)
    .get('/locators/:id', person, locator(services).show)
    .get('/locators/:id/password', person, locatorAgain)
    .post('/locators/:id/password', ...own, locator(services).showPassword)
    .get('/locators/:id/change', person, answerers, locatorChange(services).show)
    .post('/locators/:id/change', ...own, answerers, locatorChange(services).submit)
    .post('/locators/:id/state', ...own, answerers, locatorState(services))
    .get('/locators/:id/removal', person, answerers, locatorRemoval(services).show)
    .post('/locators/:id/removal', ...own, answerers, locatorRemoval(services).submit)
    .get('/certificates/:grant', person, certificate(services))
    .get('/certificates/:grant/memo', person, memo(services).show)
    .post('/certificates/:grant/memo', ...own, answerers, memo(services).submit)
    .get('/certificates/:grant/revisions/:revision', person, certificate(services))
    .get('/certificates/:grant/revisions/:revision/file', person, file(services))
    .get('/certificates/:grant/contract-check', person, contractCheck(services).show)
    .post('/certificates/:grant/contract-check', ...own, contractCheck(services).submit)
    .get('/certificates/:grant/acceptance', person, answerers, acceptance(services).show)
    .post('/certificates/:grant/acceptance', ...own, answerers, acceptance(services).submit)
    .get('/certificates/:grant/correction', person, answerers, correction(services).show)
    .post('/certificates/:grant/correction', ...own, answerers, correction(services).submit);
}
