/** Shows a page of D-Sure in its layout, in the person's language. */
import type { Request, Response } from 'express';
import { Refusal } from '../../domain/refusals.ts';
import { languageOf } from '../../web/language.ts';
import type { PageValues } from '../../web/pages.ts';
import type { Person } from '../person.ts';
import { problemOf } from '../problem-details.ts';
import { mayAdminister, mayAnswer } from '../rights.ts';
import { languageCookie, type PageServices } from './page-services.ts';
import { formToken } from './signed-in.ts';

/** The ways on top of every page, and the addresses that each leads to. */
const ways = [
  { href: '/certificates', title: '電子証書を開く', below: ['/certificates'] },
  { href: '/opened', title: '保証の一覧', below: ['/opened', '/locators'] },
  { href: '/account', title: 'ご自分の設定', below: ['/account'] },
  { href: '/administration', title: '管理', below: ['/administration'] },
] as const;

/** Answers with the page. What everybody sees is added here: the person, the ways, the language. */
export function show(
  { pages, settings }: PageServices,
  request: Request,
  response: Response,
  name: string,
  values: PageValues,
): void {
  const person = response.locals.person as Person | undefined;
  const frame = {
    portalName: settings.name,
    ...(person === undefined ? {} : frameOf(person, settings.sessionSecret, request.path)),
  };
  response.type('html').send(pages.page(name, languageOf(request, languageCookie), { ...frame, ...values }));
}

/** The text in this person's language, its values filled in. */
export function say(
  { pages }: PageServices,
  request: Request,
  text: string,
  values: Readonly<Record<string, unknown>> = {},
): string {
  return pages.translate[languageOf(request, languageCookie)](text, values);
}

/** What the person is told of a refusal, or of each field's of a form, and beside which field. The answer's status is set. Throws what is no refusal. */
export function refusalsOf(services: PageServices, request: Request, response: Response, error: unknown) {
  if (!(error instanceof Refusal)) throw error;
  response.status(problemOf(error).status);
  if (error.details.length > 0)
    return error.details.map(({ field, sentence }) => ({
      field: field ?? null,
      sentence: say(services, request, sentence),
    }));
  return [{ field: error.field ?? null, sentence: say(services, request, error.pattern, error.values) }];
}

/** What stands beside each field: the first refusal of it. */
export function errorsOf(
  refusals: readonly { readonly field: string | null; readonly sentence: string }[],
): Readonly<Record<string, string>> {
  return Object.fromEntries(refusals.map(({ field, sentence }) => [field ?? '', sentence]).reverse());
}

function frameOf(person: Person, sessionSecret: string, path: string) {
  return {
    person,
    mayAnswer: mayAnswer(person.right),
    formToken: formToken(sessionSecret, person),
    ways: ways
      .filter(({ href }) => href !== '/administration' || mayAdminister(person.right))
      .map(({ below, ...way }) => ({
        ...way,
        isCurrent: below.some((at) => path === at || path.startsWith(`${at}/`)),
      })),
  };
}
