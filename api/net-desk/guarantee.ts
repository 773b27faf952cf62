/** GET /guarantees/:id: one guarantee as its contractor follows it: overview, way, key, history, documents, submission. */
import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { dayInJapan } from '../../domain/dates.ts';
import { shownHistory } from '../../domain/history.ts';
import { type FieldRefusal, Refusal } from '../../domain/refusals.ts';
import { stageGroupOf } from '../../domain/stage-groups.ts';
import { submissionChannels } from '../../domain/submission-profile.ts';
import { wayOf } from '../../domain/way.ts';
import { type FollowedGuarantee, followedGuarantee } from '../../prisma/followed-guarantee.ts';
import { uuidForm } from '../../prisma/keyset.ts';
import { recordReading } from '../../prisma/readings.ts';
import { languageOf } from '../../web/language.ts';
import type { Language } from '../../web/translations.ts';
import { isByItself } from '../portal/caller.ts';
import { placeOf } from '../portal/place.ts';
import { show } from '../portal/show.ts';
import { branchDesk } from './branch-desk.ts';
import { type DeskServices, languageCookie } from './desk-services.ts';
import {
  attachmentsAddress,
  certificateAddress,
  documentAddress,
  guaranteeAddress,
  resubmissionAddress,
  sendingAddress,
  submissionSetAddress,
} from './follow-addresses.ts';
import { authorityCards } from './guarantees/authority-cards.ts';
import { guaranteeKey } from './guarantees/key.ts';
import { overviewOf, termsFacts } from './guarantees/overview.ts';
import { openPaperRequests } from './guarantees/papers-asked.ts';
import { nextWhileSending, sendingCard } from './guarantees/sending-words.ts';
import { channelNames, submissionsOf } from './guarantees/submissions.ts';
import { talkOf } from './guarantees/talk.ts';
import { personIn } from './signed-in.ts';
import { nextSentence, productNames, stageChip, wayShown } from './stage-words.ts';
import { timingOfCase } from './timing-of-case.ts';

/** The id in the address. Refuses: `guarantee-must-exist`, in the same words as for an id that nobody has. */
export function guaranteeIdIn(id: unknown): string {
  if (typeof id !== 'string' || !uuidForm.test(id)) throw new Refusal('guarantee-must-exist');
  return id;
}

/** Shows the guarantee. Refuses: `guarantee-must-exist`. */
export function guarantee(services: DeskServices): RequestHandler {
  return (request, response) => showGuarantee(services, request, response);
}

/** What was typed on the page and refused: a message, or a submission. */
export interface RefusedOnPage {
  readonly words?: string;
  readonly submission?: { readonly channel: string; readonly submittedOn: string; readonly submittedTime: string };
  readonly refusals: readonly FieldRefusal[];
}

/** The page; with what was refused, where there is such. Refuses: `guarantee-must-exist`. */
export async function showGuarantee(
  services: DeskServices,
  request: Request,
  response: Response,
  refused: RefusedOnPage = { refusals: [] },
): Promise<void> {
  const person = personIn(response);
  const id = guaranteeIdIn(request.params.id);
  const place = await placeOf(services, person.reader);
  const view = await followedGuarantee(services.db, person.reader, id);
  if (view === null) throw new Refusal('guarantee-must-exist');
  const byItself = isByItself(request);
  const values = guaranteeValues(services, view, languageOf(request, languageCookie));
  if (values.key !== null) {
    const reading = { kind: 'key-shown', guaranteeId: id, revision: null, by: person.by, byItself } as const;
    await recordReading(services.db, reading, services.clock.now());
  }
  const { recorded } = request.query;
  const errorOf = (field: string) => refused.refusals.find((refusal) => refusal.field === field)?.sentence ?? null;
  show(services, request, response, 'guarantee', {
    title: '保証の内容と手続き',
    place,
    timing: await timingOfCase(services, view),
    branch: await branchDesk(services.db, view.branchId, dayInJapan(services.clock.now())),
    ...values,
    papersAsked: await openPaperRequests(services.db, person.reader, view),
    ...(await talkOf(services, person, id, !byItself)),
    message: { words: refused.words ?? '', error: errorOf('words') },
    typed: refused.submission ?? { submittedOn: '', submittedTime: '' },
    errors: { submittedOn: errorOf('submittedOn'), submittedTime: errorOf('submittedTime') },
    refusals: refused.refusals,
    requestId: randomUUID(),
    recorded: typeof recorded === 'string' && Object.hasOwn(recordedWords, recorded) ? recordedWords[recorded] : null,
    underway: request.query.underway === 'submission',
    resubmitted: recorded === 'resubmission',
    resubmitting: request.query.underway === 'resubmission',
  });
}

/** What was done just now, as the page tells it. */
const recordedWords: Readonly<Record<string, { heading: string; sentence: string }>> = {
  submission: { heading: '提出を記録しました', sentence: '発注者の確認の結果は、この画面に表示されます。' },
  message: { heading: 'メッセージを送りました', sentence: '支店からの返事は、この画面に表示されます。' },
  correction: {
    heading: '訂正の依頼を支店に送りました',
    sentence: '担当者が確認します。回答は、この画面に表示されます。',
  },
};

/** What the page shows of the guarantee, but for who looks at it. */
function guaranteeValues(services: DeskServices, view: FollowedGuarantee, language: Language) {
  const speech = { language, t: services.pages.translate[language] };
  const [newest] = view.revisions;
  const approved = newest?.approvedAt !== null;
  const returned = view.timeline.findLast(({ kind }) => kind === 'return' || kind === 'decline');
  return {
    id: view.id,
    applicationId: view.applicationId,
    projectName: view.projectName,
    product: productNames[view.product],
    isElectronic: view.form === 'electronic',
    overview: overviewOf(view, speech),
    terms: termsFacts(view, speech),
    chip: stageChip(view.stage),
    next: nextWhileSending(view.stage, view.sending) ?? nextSentence(view.stage),
    stageSince: view.stageSince,
    isYours: stageGroupOf(view.stage) === 'yours',
    reason: ['returned', 'declined'].includes(view.stage) ? (returned?.reason ?? null) : null,
    resubmissionHref: view.stage === 'returned' ? resubmissionAddress(view.id) : null,
    feeDueYen: view.stage === 'awaiting-fee' ? view.terms.feeYen : null,
    way: wayShown(wayOf({ form: view.form, stage: view.stage, approved })),
    key: guaranteeKey(services.keyRing, view),
    history: shownHistory(view.revisions).map(({ number, kind, arrivedAt }) => ({
      number,
      kind: view.kindNames[kind],
      arrivedAt,
      href: certificateAddress(view.id, number),
    })),
    documents: view.documents
      .filter(({ kind }) => kind === 'fee-statement')
      .map(({ revision }) => ({ revision, href: documentAddress(view.id, 'fee-statement', revision) })),
    correctionHref: view.revisions.some(({ arrivedAt, dispatchedAt }) => arrivedAt !== null || dispatchedAt !== null)
      ? `${guaranteeAddress(view.id)}/correction-request`
      : null,
    attachments: view.attachments.map(({ id, fileName }) => ({
      fileName,
      href: `${attachmentsAddress(view.id)}/${id}`,
    })),
    attachmentsHref: attachmentsAddress(view.id),
    awaitsSubmission: view.stage === 'posted' && nextWhileSending(view.stage, view.sending) === null,
    maySubmit: view.stage === 'posted' || view.stage === 'submitted',
    submissions: submissionsOf(view),
    profile: view.profile,
    channels: submissionChannels.map((value) => ({ value, title: channelNames[value] })),
    channel: view.profile?.channel ?? '',
    responses: authorityCards(view),
    sendingCard: sendingCard(view.sending),
    mayAskSending: view.mayAskSending,
    sendingHref: sendingAddress(view.id),
    submissionSetHref: view.stage === 'posted' || view.stage === 'submitted' ? submissionSetAddress(view.id) : null,
  };
}
