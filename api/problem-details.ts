/** Refusals as problem documents (RFC 9457). */
import { z } from 'zod';
import { Refusal, refusalSentences } from '../domain/refusals.ts';
import type { KeptAnswer } from '../prisma/answers.ts';
import { refusedNames, statusOf } from './refusal-statuses.ts';

export const problemSchema = z
  .strictObject({
    type: z.string().meta({ description: 'urn:hosho:refusal:NAME, or about:blank for what nobody foresaw.' }),
    name: z
      .string()
      .meta({ description: "The refusal's name: the fact that must hold. It never changes its meaning." }),
    title: z.string().meta({ description: 'A sentence in Japanese for a person: what to do.' }),
    status: z.int().meta({ description: 'The HTTP status.' }),
    errors: z
      .array(z.strictObject({ name: z.string(), field: z.string().nullable(), sentence: z.string() }))
      .meta({ description: 'Everything that is refused, each with its field, all told at once.' }),
    requestId: z.string().optional().meta({ description: 'Tell us this number when the status is 500.' }),
  })
  .meta({ id: 'Problem', description: 'A refusal as a problem document (RFC 9457).' });

type Problem = z.output<typeof problemSchema>;

/** The problem document of what was thrown. What is no refusal becomes a 500 with nothing but the request's number. */
export function problemOf(error: unknown, requestId: string): KeptAnswer {
  const refusal = error instanceof Refusal ? error : refusalOfRequest(error);
  if (refusal !== null) return refusalProblem(refusal);
  return problem({
    type: 'about:blank',
    name: 'unforeseen',
    title: 'サーバーで問題が起きました。時間をおいてもう一度お試しください。続くときは requestId をお知らせください。',
    status: 500,
    errors: [],
    requestId,
  });
}

/** The problem document of a refusal: the same bytes for the same refusal. */
export function refusalProblem({ refusal: name, sentence, field, details }: Refusal): KeptAnswer {
  const all = details.length === 0 && field !== undefined ? [{ name, field, sentence }] : details;
  const errors = all.map((each) => ({ name: each.name, field: each.field ?? null, sentence: each.sentence }));
  return problem({ type: `urn:hosho:refusal:${name}`, name, title: sentence, status: statusOf(name), errors });
}

function problem(document: Problem): KeptAnswer {
  const challenge: Record<string, string> = document.status === 401 ? { 'WWW-Authenticate': 'Bearer' } : {};
  const headers = { 'Content-Type': 'application/problem+json; charset=utf-8', 'Content-Language': 'ja', ...challenge };
  return { status: document.status, headers, body: JSON.stringify(document) };
}

/** What Express and its body reader refuse, by our names. Null for anything else: that is our own fault. */
function refusalOfRequest(error: unknown): Refusal | null {
  if (error instanceof URIError) return new Refusal('address-must-exist');
  const status = error instanceof Error && 'status' in error ? error.status : null;
  if (status === 413) return new Refusal('request-must-be-small-enough');
  if (status === 415) return new Refusal('media-type-must-be-json');
  return typeof status === 'number' && status >= 400 && status < 500 ? new Refusal('request-must-be-readable') : null;
}

/** Every name with its status and sentence, for the documentation. */
export const refusalList = refusedNames.map((name) => ({
  name,
  status: statusOf(name),
  sentence: refusalSentences[name],
}));
