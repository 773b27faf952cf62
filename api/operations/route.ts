/** A route of Operations: its address, whom it is for, and what it does. Without saying whom it is for it does not compile. */
import express, { type RequestHandler, Router } from 'express';
import { ownForm } from '../portal/forms.ts';
import type { OperationsServices } from './operations-services.ts';
import { type Admission, admit } from './signed-in.ts';

export interface Route {
  readonly method: 'get' | 'post';
  readonly path: string;
  readonly admission: Admission;
  readonly handlers: readonly RequestHandler[];
  /** Of an address that takes a file: reads the form, its text fields first, in place of the usual reader. */
  readonly reader?: RequestHandler;
}

export function get(path: string, admission: Admission, ...handlers: RequestHandler[]): Route {
  return { method: 'get', path, admission, handlers };
}

/** Its form carries a token of one of the session's own pages, unless the address is for everybody. */
export function post(path: string, admission: Admission, ...handlers: RequestHandler[]): Route {
  return { method: 'post', path, admission, handlers };
}

/** A form at one address: shown, and pressed. */
export function form(
  path: string,
  admission: Admission,
  { show, submit }: { readonly show: RequestHandler; readonly submit: RequestHandler },
): Route[] {
  return [get(path, admission, show), post(path, admission, submit)];
}

/** A form that brings a file: `reader` such as `formWithFile(bytes)`. */
export function postWithFile(
  path: string,
  admission: Admission,
  reader: RequestHandler,
  ...handlers: RequestHandler[]
): Route {
  return { method: 'post', path, admission, handlers, reader };
}

const textForm = express.urlencoded({ extended: false, limit: '256kb', parameterLimit: 2000 });

/** Serves the routes: admission first, then the form, then the handlers. */
export function serveRoutes(services: OperationsServices, routes: readonly Route[]): Router {
  const router = Router({ strict: true, caseSensitive: true });
  for (const { method, path, admission, handlers, reader = textForm } of routes) {
    const forms = method === 'get' ? [] : [reader, ...(admission === 'everybody' ? [] : [ownForm(services)])];
    router[method](path, admit(services, admission), ...forms, ...handlers);
  }
  return router;
}
