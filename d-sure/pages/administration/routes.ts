/** Every address of an authority's administrator, on a page. */
import express, { type RequestHandler, Router } from 'express';
import { readableTexts } from '../../../web/readable-texts.ts';
import { fileForm } from '../file-form.ts';
import type { PageServices } from '../page-services.ts';
import { administrators } from '../rights.ts';
import { ownForm, signedIn } from '../signed-in.ts';
import { department, departmentClosure, departments } from './departments.ts';
import { entry, records } from './entry.ts';
import { handover, handovers } from './handovers.ts';
import { deactivation, secondFactorRemoval, startCode, user, userSignOut } from './user.ts';
import { newUser, users } from './users.ts';

export function administrationRoutes(services: PageServices): Router {
  const person = [signedIn(services), administrators];
  const form = [express.urlencoded({ extended: false, limit: '64kb', parameterLimit: 400 }), readableTexts];
  const own: RequestHandler[] = [signedIn(services), ...form, ownForm(services), administrators];
  const sent: RequestHandler[] = [signedIn(services), ...fileForm, readableTexts, ownForm(services), administrators];
  return Router()
    .get('/administration', person, (_request: express.Request, response: express.Response) =>
      response.redirect(303, '/administration/users'),
    )
    .get('/administration/users', person, users(services).show)
    .get('/administration/users/new', person, newUser(services).show)
    .post('/administration/users', ...own, newUser(services).add)
    .get('/administration/users/:id', person, user(services).show)
    .post('/administration/users/:id', ...own, user(services).change)
    .post('/administration/users/:id/start-code', ...own, startCode(services))
    .post('/administration/users/:id/sign-out', ...own, userSignOut(services))
    .post('/administration/users/:id/second-factor-removal', ...own, secondFactorRemoval(services))
    .get('/administration/users/:id/deactivation', person, deactivation(services).show)
    .post('/administration/users/:id/deactivation', ...own, deactivation(services).submit)
    .get('/administration/departments', person, departments(services).show)
    .post('/administration/departments', ...own, departments(services).add)
    .get('/administration/departments/:id', person, department(services).show)
    .post('/administration/departments/:id', ...own, department(services).rename)
    .get('/administration/departments/:id/closure', person, departmentClosure(services).show)
    .post('/administration/departments/:id/closure', ...own, departmentClosure(services).submit)
    .get('/administration/users.csv', person, handovers(services).csv)
    .get('/administration/handovers', person, handovers(services).show)
    .post('/administration/handovers', ...sent, handovers(services).upload)
    .get('/administration/handovers/:id', person, handover(services).show)
    .post('/administration/handovers/:id/application', ...own, handover(services).apply)
    .post('/administration/handovers/:id/cancellation', ...own, handover(services).cancel)
    .get('/administration/entry', person, entry(services).show)
    .post('/administration/entry', ...own, entry(services).choose)
    .get('/administration/records', person, records(services));
}
