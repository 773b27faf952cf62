/** Refusals as problem documents (RFC 9457), and the only place that knows their HTTP status here. */
import type { Response } from 'express';
import { Refusal, type RefusalName } from '../domain/refusals.ts';

const statuses: Partial<Record<RefusalName, number>> = {
  'd-sure-must-accept-our-credentials': 401,
  'form-must-be-from-this-page': 403,
  'network-must-be-the-authoritys': 403,
  'passkey-must-be-used': 403,
  'role-must-allow-this': 403,
  'address-must-exist': 404,
  'guarantee-must-exist': 404,
  'posted-certificate-must-not-change': 409,
  'posted-number-must-be-free': 409,
  'posted-key-must-not-change': 409,
  'revision-must-be-the-newest': 409,
  'authority-name-must-be-free': 409,
  'department-name-must-be-free': 409,
  'department-must-be-empty': 409,
  'mail-address-must-be-free': 409,
  'administrator-must-remain': 409,
  'handover-must-be-open': 409,
  'handover-must-fit-the-present': 409,
  'passkeys-must-be-few': 409,
  'last-second-factor-must-stay': 409,
  'locator-url-must-be-new': 409,
  'locator-must-be-as-shown': 409,
  'locator-password-must-be-readable': 409,
  'request-must-be-small-enough': 413,
  'tries-must-be-few': 429,
  'request-must-be-readable': 400,
  'cursor-must-be-one-of-ours': 400,
};

/** What a program or a person is told. An error nobody foresaw gives nothing away. */
export interface Problem {
  readonly status: number;
  /** The refusal's name; `about:blank` for what nobody foresaw. */
  readonly type: string;
  readonly title: string;
  readonly refusals: Refusal['details'];
}

export function problemOf(error: unknown): Problem {
  const refusal = error instanceof Refusal ? error : refusalOf(error);
  if (refusal === null)
    return {
      status: 500,
      type: 'about:blank',
      title: 'サーバーで問題が起きました。時間をおいてもう一度お試しください。',
      refusals: [],
    };
  const { refusal: type, sentence: title, details: refusals } = refusal;
  return { status: statuses[type] ?? 422, type, title, refusals };
}

export function sendProblem(response: Response, { status, type, title, refusals }: Problem): void {
  if (status === 401) response.set('WWW-Authenticate', 'Bearer');
  response
    .status(status)
    .type('application/problem+json')
    .send(JSON.stringify({ type, title, status, ...(refusals.length === 0 ? {} : { refusals }) }));
}

/** What Express and its body parser refuse, by our names. Null for anything else: that is our own fault. */
function refusalOf(error: unknown): Refusal | null {
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : null;
  if (status === 413) return new Refusal('request-must-be-small-enough');
  if (error instanceof URIError || status === 404) return new Refusal('address-must-exist');
  return typeof status === 'number' && status >= 400 && status < 500 ? new Refusal('request-must-be-readable') : null;
}
