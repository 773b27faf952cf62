/** Refusals as problem documents (RFC 9457), and the only place that knows their HTTP status. */
import { z } from 'zod';
import { Refusal, type RefusalName, refusalSentences } from '../domain/refusals.ts';
import type { KeptAnswer } from '../prisma/answers.ts';

/** All else is a 500 that gives nothing away. Forget a name here and it does not compile. */
const statuses: Record<RefusalName, number> = {
  'request-must-be-readable': 400,
  'cursor-must-be-one-of-ours': 400,
  'idempotency-key-must-be-given': 400,
  'idempotency-key-must-be-printable': 400,
  'api-key-must-be-valid': 401,
  'sign-in-must-match': 401,
  'sign-in-must-begin-anew': 401,
  'scope-must-allow-this': 403,
  'role-must-allow-this': 403,
  'reviewer-must-not-act-for-contractor': 403,
  'document-must-be-meant-for-its-reader': 403,
  'form-must-be-from-this-page': 403,
  'address-must-exist': 404,
  'application-must-exist': 404,
  'guarantee-must-exist': 404,
  'draft-must-exist': 404,
  'bulk-upload-must-exist': 404,
  'bulk-uploads-must-be-few': 409,
  'control-number-must-be-free': 409,
  'bulk-file-must-be-small-enough': 413,
  'api-key-must-exist': 404,
  'user-must-exist': 404,
  'document-must-exist': 404,
  'attachment-must-exist': 404,
  'incident-must-exist': 404,
  'command-must-exist': 404,
  'mail-must-exist': 404,
  'link-must-be-fresh': 404,
  'certificate-must-open-with-number-and-key': 404,
  'method-must-be-allowed': 405,
  'idempotency-key-must-not-be-reused': 409,
  'stage-must-allow-approval': 409,
  'stage-must-allow-return': 409,
  'stage-must-allow-decline': 409,
  'stage-must-allow-resubmission': 409,
  'stage-must-allow-withdrawal': 409,
  'stage-must-allow-fee-payment': 409,
  'stage-must-allow-dispatch': 409,
  'stage-must-allow-submission': 409,
  'stage-must-allow-supersession': 409,
  'stage-must-allow-issuance': 409,
  'stage-must-allow-printing': 409,
  'stage-must-allow-posting': 409,
  'incident-must-be-open': 409,
  'step-must-allow-resolution': 409,
  'epoch-must-be-current': 409,
  'drafts-must-be-few': 409,
  'api-keys-must-be-few': 409,
  'person-must-be-new-to-the-company': 409,
  'person-must-be-reactivated': 409,
  'invitation-must-be-new': 409,
  'invitation-must-be-open': 404,
  'invitations-must-be-few': 429,
  'company-must-keep-an-administrator': 409,
  'second-approver-must-differ': 409,
  'second-factor-must-be-off': 409,
  'second-factor-must-be-on': 409,
  'contract-must-be-signed': 409,
  'shared-facts-must-not-change-after-approval': 409,
  'number-series-must-exist': 409,
  'register-must-be-in-force': 409,
  'posted-certificate-must-not-change': 409,
  'posted-number-must-be-free': 409,
  'posted-key-must-not-change': 409,
  'revision-must-be-the-newest': 409,
  'application-must-be-open-for-attachments': 409,
  'attachments-must-be-few': 409,
  'request-must-be-small-enough': 413,
  'media-type-must-be-json': 415,
  'attachment-must-be-pdf-png-or-jpeg': 415,
  'attachment-must-be-what-its-media-type-says': 422,
  'file-name-must-be-plain': 422,
  'application-must-be-in-order': 422,
  'bulk-file-must-be-given': 422,
  'bulk-file-must-be-of-a-known-encoding': 422,
  'bulk-file-must-be-readable-csv': 422,
  'bulk-line-must-be-short-enough': 422,
  'bulk-headings-must-be-ours': 422,
  'bulk-rows-must-be-given': 422,
  'bulk-rows-must-be-few': 422,
  'bulk-row-must-fit-its-headings': 422,
  'cell-must-not-begin-like-a-formula': 422,
  'choice-must-be-a-known-word': 422,
  'control-number-must-be-once': 422,
  'content-must-be-in-order': 422,
  'page-must-be-of-a-possible-size': 422,
  'field-must-be-given': 422,
  'field-must-be-known': 422,
  'field-must-have-the-right-shape': 422,
  'text-must-be-short-enough': 422,
  'text-must-be-printable': 422,
  'amount-must-be-within-bounds': 422,
  'day-must-exist': 422,
  'day-must-be-within-bounds': 422,
  'mail-address-must-be-valid': 422,
  'reason-must-be-given': 422,
  'password-must-not-be-personal': 422,
  'code-must-match': 422,
  'recovery-code-must-match': 422,
  'reason-must-not-hold-the-key': 422,
  'notice-must-be-given': 422,
  'notice-must-be-a-pdf-or-picture': 422,
  'notice-must-be-small-enough': 422,
  'notice-must-hold-number-and-key': 422,
  'telephone-must-be-one': 422,
  'saved-searches-must-be-few': 409,
  'submission-must-not-be-ahead': 422,
  'submission-must-not-come-before-arrival': 422,
  'time-must-exist': 422,
  'message-must-not-hold-the-key': 422,
  'correction-request-must-exist': 404,
  'guarantee-must-be-issued-for-correction': 409,
  'correction-field-must-be-on-the-certificate': 422,
  'correction-must-not-be-open-already': 409,
  'account-number-must-be-one': 422,
  'claim-must-be-printed-first': 503,
  'day-must-not-be-ahead': 422,
  'fee-must-be-paid-in-full': 422,
  'product-must-not-change': 422,
  'form-must-not-change': 422,
  'contractor-must-be-allowed-to-apply': 422,
  'authority-must-exist': 422,
  'department-must-exist': 422,
  'branch-must-exist': 422,
  'period-must-end-on-or-after-its-start': 422,
  'works-must-end-on-or-after-contract-day': 422,
  'signed-contract-day-must-not-lie-ahead': 422,
  'notice-must-not-come-after-contract': 422,
  'guarantee-must-be-chosen': 422,
  'product-must-be-chosen-once': 422,
  'amount-must-not-exceed-contract-amount': 422,
  'base-must-not-exceed-contract-amount': 422,
  'base-kind-must-be-given': 422,
  'base-kind-needs-a-base': 422,
  'contract-guarantee-must-have-no-base': 422,
  'prepayment-must-be-planned': 422,
  'eligibility-certificate-must-be-given': 422,
  'eligibility-certificate-must-be-of-a-midterm-prepayment': 422,
  'depository-must-be-given': 422,
  'contract-guarantee-must-have-no-depository': 422,
  'depository-must-exist': 422,
  'depository-must-hold-an-agreement': 422,
  'redeposit-must-be-given': 422,
  'contract-guarantee-must-have-no-redeposit': 422,
  'payer-must-be-registered-for-monthly-batch': 422,
  'authority-must-accept-electronic-guarantee': 422,
  'authority-approval-must-be-shown': 422,
  'paper-receipt-must-be-given': 422,
  'completion-mail-address-must-be-given': 422,
  'posted-digest-must-match-content': 422,
  'posted-certificate-must-match-address': 422,
  'posted-certificate-must-be-readable': 422,
  'posted-file-must-be-a-pdf': 422,
  'posted-key-must-have-the-right-form': 422,
  'mail-must-be-deliverable': 422,
  'key-must-end-in-time': 422,
  'network-must-be-the-authoritys': 403,
  'network-must-be-given': 422,
  'network-must-be-readable': 422,
  'network-must-be-narrow-enough': 422,
  'second-factor-code-must-match': 422,
  'start-code-must-match': 422,
  'current-password-must-match': 422,
  'password-must-be-long-enough': 422,
  'password-must-not-be-common': 422,
  'passwords-must-be-alike': 422,
  'own-network-must-stay-inside': 422,
  'own-second-factor-must-be-set-up': 422,
  'department-name-must-be-free': 409,
  'department-must-be-empty': 409,
  'mail-address-must-be-free': 409,
  'department-must-be-chosen': 422,
  'right-must-be-known': 422,
  'administrator-must-remain': 409,
  'handover-must-be-a-csv-of-ours': 422,
  'handover-must-fit-the-present': 409,
  'handover-must-be-open': 409,
  'handover-day-must-not-be-past': 422,
  'tries-must-be-few': 429,
  'requests-must-be-few': 429,
  'd-sure-must-accept-our-credentials': 502,
};

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
  return problem({ type: `urn:hosho:refusal:${name}`, name, title: sentence, status: statuses[name], errors });
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

/** The HTTP status that a refusal is told with. */
export function statusOf(name: RefusalName): number {
  return statuses[name];
}

/** Every name with its status and sentence, for the documentation. */
export const refusalList = (Object.keys(statuses) as RefusalName[]).map((name) => ({
  name,
  status: statuses[name],
  sentence: refusalSentences[name],
}));
