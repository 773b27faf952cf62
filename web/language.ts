/** The language that a person reads: chosen by a link, kept in a cookie; Japanese where nothing was chosen. */
import type { Request, RequestHandler } from 'express';
import { type Language, languages } from './translations.ts';

/** `?lang=en` on any page chooses, and the answer leads back to the same page without it. Other requests pass. */
export function languageChoice({
  cookie,
  https,
}: {
  readonly cookie: string;
  readonly https: boolean;
}): RequestHandler {
  return (request, response, next) => {
    const { lang, ...rest } = request.query;
    if (request.method !== 'GET' || !isLanguage(lang)) return next();
    response.cookie(cookie, lang, { maxAge: aYearMs, sameSite: 'lax', secure: https, httpOnly: true, path: '/' });
    const query = new URLSearchParams(rest as Record<string, string>).toString();
    const path = request.path.replace(/^\/+/, '/'); // `//` would begin another host's address
    response.redirect(303, query === '' ? path : `${path}?${query}`);
  };
}

const aYearMs = 365 * 86_400_000;

/** The language that this request's cookie names. */
export function languageOf(request: Request, cookie: string): Language {
  const pairs = (request.headers.cookie ?? '').split(/;\s*/);
  const chosen = pairs.find((pair) => pair.startsWith(`${cookie}=`))?.slice(cookie.length + 1);
  return isLanguage(chosen) ? chosen : 'ja';
}

function isLanguage(value: unknown): value is Language {
  return languages.some((language) => language === value);
}
