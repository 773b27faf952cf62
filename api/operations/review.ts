/** GET /reviews/:id: one application beside what the checks find, who holds it, and what may be decided. */
import type { Request, RequestHandler, Response } from 'express';
import { Refusal } from '../../domain/refusals.ts';
import type { ReviewFinding } from '../../domain/review-checks.ts';
import { paperRequests } from '../../prisma/paper-requests.ts';
import { type ReviewCase, reviewCase } from '../../prisma/review-case.ts';
import { languageOf } from '../../web/language.ts';
import { paperOnPage } from '../portal/papers.ts';
import { placeOf } from '../portal/place.ts';
import { show } from '../portal/show.ts';
import { problemOf } from '../problem-details.ts';
import { requestIdOf } from '../request-id.ts';
import { contractFacts, deliveryFacts, termsFacts } from './application-facts.ts';
import { caseAddress, caseIdIn, reviewAddress } from './case-address.ts';
import { languageCookie, type OperationsServices } from './operations-services.ts';
import { may, type OperationsPerson, personIn, readerIn } from './signed-in.ts';
import { stageWords } from './stage-words.ts';

/** Shows the case. Refuses: `guarantee-must-exist`. */
export function review(services: OperationsServices): RequestHandler {
  return (request, response) => showReview(services, request, response);
}

/** The case in the address. Refuses: `guarantee-must-exist`. */
export async function reviewCaseIn(
  { db, clock }: OperationsServices,
  request: Request,
  response: Response,
): Promise<ReviewCase> {
  const id = caseIdIn(request.params.id);
  const found = await reviewCase(db, readerIn(response), id, personIn(response).userId, clock.now());
  if (found === null) throw new Refusal('guarantee-must-exist');
  return found;
}

/** The page; with why a press was refused, where it was: what stands there now tells the rest. */
export async function showReview(
  services: OperationsServices,
  request: Request,
  response: Response,
  refusal: Refusal | null = null,
): Promise<void> {
  const person = personIn(response);
  const reader = readerIn(response);
  const place = await placeOf(services, reader);
  const view = await reviewCaseIn(services, request, response);
  if (refusal !== null) response.status(problemOf(refusal, requestIdOf(response)).status);
  const language = languageOf(request, languageCookie);
  const speech = { language, t: services.pages.translate[language] };
  const { recorded, underway } = request.query;
  show(services, request, response, 'review', {
    title: '申込の審査',
    place,
    refusal: refusal?.sentence ?? null,
    recorded: typeof recorded === 'string' && Object.hasOwn(recordedWords, recorded) ? recordedWords[recorded] : null,
    underway: typeof underway === 'string',
    ...headOf(view, person),
    contractFacts: contractFacts(view, speech),
    termsFacts: termsFacts(view, speech),
    deliveryFacts: deliveryFacts(view, speech),
    message: view.delivery.message,
    papers: view.attachments.map(paperOnPage(`${caseAddress(view.id)}/attachments`, false)),
    paperRequests: await paperRequests(services.db, reader, view.id),
    findings: view.findings.map(shownFinding),
  });
}

/** What every page of a review tells of its case: which it is, how it stands, who holds it. */
export function headOf(view: ReviewCase, person: OperationsPerson) {
  const { id, holder, isUnderReview, isSecond } = view;
  const isMine = holder?.id === person.userId;
  return {
    id,
    href: reviewAddress(id),
    caseHref: caseAddress(id),
    receiptNumber: view.receiptNumber,
    appliedAt: view.appliedAt,
    appliedBy: view.appliedBy,
    contractorName: view.contractor.name,
    projectName: view.contract.projectName,
    amountYen: view.terms.amountYen,
    stage: stageWords[view.stage],
    stageSince: view.stageSince,
    isUnderReview,
    isSecond,
    firstApprovedBy: view.firstApprovedBy,
    isFirstApprover: isSecond && view.firstApprovedById === person.userId,
    holder,
    isMine: isUnderReview && isMine,
    isHeldByAnother: isUnderReview && holder !== null && !isMine,
    isFree: isUnderReview && holder === null,
    isConnected: isUnderReview && view.isConnected,
    mayApprove: may(person, isSecond ? 'approve-second' : 'review', view.branch.id),
    mayPassStops: may(person, 'pass-stops', view.branch.id),
    stops: view.findings.filter(({ outcome }) => outcome === 'stop').map(shownFinding),
    warnings: view.findings.filter(({ outcome }) => outcome === 'warning').map(shownFinding),
  };
}

const signs: Record<ReviewFinding['outcome'], { sign: string; word: string }> = {
  ok: { sign: '○', word: '問題なし' },
  warning: { sign: '△', word: '注意' },
  stop: { sign: '×', word: '承認を止める' },
};

function shownFinding(finding: ReviewCase['findings'][number]) {
  return { ...finding, ...signs[finding.outcome] };
}

/** What was done just now, as the page tells it. */
const recordedWords: Readonly<Record<string, { heading: string; sentence: string }>> = {
  claim: {
    heading: '担当になりました',
    sentence: '判断するか、担当を外れるまで、ほかの方はこの案件を判断できません。',
  },
  approve: { heading: '承認を記録しました', sentence: '次の手続きへ進みました。' },
  return: { heading: '差戻しを記録しました', sentence: '受注者に理由をお知らせするメールを送ります。' },
  decline: { heading: '引受不可を記録しました', sentence: '受注者に理由をお知らせするメールを送ります。' },
  'paper-request': { heading: '書類を依頼しました', sentence: '受注者にメールを送り、画面にも表示します。' },
  release: { heading: '担当を外れました', sentence: 'ほかの方が担当できます。' },
  takeover: { heading: '担当を引き継ぎました', sentence: '理由とともに記録しました。' },
};
