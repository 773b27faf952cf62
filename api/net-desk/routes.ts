/** Every address of Net Desk, on a page. */
import express, { Router } from 'express';
import type { DeskServices } from './desk-services.ts';
import { events } from './events.ts';
import { guarantee } from './guarantee.ts';
import { certificate, document } from './guarantees/document.ts';
import { submission } from './guarantees/submission.ts';
import { guarantees, guaranteesCsv } from './guarantees.ts';
import { home } from './home.ts';
import { issued, issuedCsv } from './issued.ts';
import { signInPage } from './sign-in.ts';
import { signOut, signOutEverywhere } from './sign-out.ts';
import { actors, ownForm, signedIn } from './signed-in.ts';
import { statements, statementsCsv } from './statements.ts';

export function deskRoutes(services: DeskServices): Router {
  const form = express.urlencoded({ extended: false, limit: '256kb', parameterLimit: 400 });
  const person = signedIn(services);
  const own = [person, form, ownForm(services)];
  return (
    Router({ strict: true, caseSensitive: true })
      .get('/sign-in', signInPage(services).show)
      .post('/sign-in', form, signInPage(services).submit)
      .post('/sign-out', ...own, signOut(services))
      .post('/sign-out-everywhere', ...own, signOutEverywhere(services))
      .get('/', person, home(services))
      // Following guarantees.
      .get('/events', events(services))
      .get('/guarantees', person, guarantees(services))
      .get('/guarantees.csv', person, guaranteesCsv(services))
      .get('/guarantees/:id', person, guarantee(services))
      .get('/guarantees/:id/certificates/:revision', person, certificate(services))
      .get('/guarantees/:id/documents/:kind', person, document(services))
      .post('/guarantees/:id/submission', ...own, actors, submission(services))
      .get('/issued', person, issued(services))
      .get('/issued.csv', person, issuedCsv(services))
      .get('/statements', person, statements(services))
      .get('/statements.csv', person, statementsCsv(services))
  );
}
