/** GET /guarantees/:id: the case file: everything that belongs to one case, at one address, from tables alone. */
import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { certificateLines } from '../../domain/certificate-lines.ts';
import { type FieldRefusal, Refusal } from '../../domain/refusals.ts';
import { stages } from '../../domain/stages.ts';
import { type CaseFile, caseFile } from '../../prisma/case-file.ts';
import { openCircuits } from '../../prisma/circuit-views.ts';
import { markRead } from '../../prisma/messages.ts';
import { languageOf } from '../../web/language.ts';
import { isByItself } from '../portal/caller.ts';
import { paperOnPage } from '../portal/papers.ts';
import { placeOf } from '../portal/place.ts';
import { show } from '../portal/show.ts';
import { contractFacts, deliveryFacts, type Speech, termsFacts } from './application-facts.ts';
import { caseAddress, caseAuditAddress, caseIdIn } from './case-address.ts';
import { actionsOf } from './guarantees/actions.ts';
import { moneyFacts } from './guarantees/money-facts.ts';
import { shownCase } from './guarantees/shown-case.ts';
import { wayShown } from './guarantees/way-words.ts';
import { languageCookie, type OperationsServices } from './operations-services.ts';
import { may, personIn, readerIn } from './signed-in.ts';
import { stageWords } from './stage-words.ts';
import { waitingWords } from './stuck-words.ts';

/** What a message that was refused leaves on the page. */
export interface RefusedMessage {
  readonly words: string;
  readonly answers: string;
  readonly refusals: readonly FieldRefusal[];
}

/** Shows the case file. Refuses: `guarantee-must-exist`. */
export function guarantee(services: OperationsServices): RequestHandler {
  return (request, response) => showCase(services, request, response);
}

/** The page; with what was refused, where there is such. Refuses: `guarantee-must-exist`. */
export async function showCase(
  services: OperationsServices,
  request: Request,
  response: Response,
  refused: RefusedMessage = { words: '', answers: '', refusals: [] },
): Promise<void> {
  const { db, clock } = services;
  const person = personIn(response);
  const reader = readerIn(response);
  const id = caseIdIn(request.params.id);
  const place = await placeOf(services, reader);
  const view = await caseFile(db, reader, id);
  if (view === null) throw new Refusal('guarantee-must-exist');
  if (!isByItself(request) && view.messages.length > 0) await markRead(db, id, person.userId, clock.now());
  const language = languageOf(request, languageCookie);
  const speech = { language, t: services.pages.translate[language] };
  const circuits = await waitingFor(services, view, speech);
  const { recorded, underway } = request.query;
  show(services, request, response, 'guarantee', {
    title: '案件',
    place,
    recorded: typeof recorded === 'string' && Object.hasOwn(recordedWords, recorded) ? recordedWords[recorded] : null,
    underway: typeof underway === 'string',
    ...headOf(view),
    circuits: circuits.map(({ sentence, reason }) => ({ sentence, reason })),
    way: wayShown(
      view,
      circuits.some(({ counterparty }) => counterparty !== 'mail'),
    ),
    actions: actionsOf(view, person),
    auditHref: may(person, 'read-audit', view.branch.id) ? caseAuditAddress(view.id) : null,
    mayAnswer: may(person, 'answer-contractors', view.branch.id),
    ...factsOf(view, speech),
    ...shownCase(view, services.temporalUi),
    requestId: randomUUID(),
    refusals: refused.refusals,
    message: {
      words: refused.words,
      error: refused.refusals.find(({ field }) => field === 'words')?.sentence ?? null,
      answers: refused.answers,
    },
  });
}

/** Which case it is and how it stands. */
function headOf(view: CaseFile) {
  return {
    id: view.id,
    href: caseAddress(view.id),
    name: view.guaranteeNumber ?? view.receiptNumber,
    receiptNumber: view.receiptNumber,
    guaranteeNumber: view.guaranteeNumber,
    contractorName: view.contractor.name,
    projectName: view.contract.projectName,
    amountYen: view.terms.amountYen,
    stage: stageWords[view.stage],
    chip: { word: stageWords[view.stage].word, mood: moodOf(view) },
    stageSince: view.stageSince,
    revision: view.revision,
  };
}

/** Stuck before all else; then by whom the stage waits for. */
function moodOf({ stage, incidents }: CaseFile) {
  if (incidents.some(({ closedAt }) => closedAt === null)) return 'stuck';
  const { waitsFor } = stages[stage];
  if (waitsFor === 'nobody') return 'done';
  if (waitsFor === 'service') return 'moving';
  return waitsFor === 'contractor' ? 'waiting' : 'waiting-for-you';
}

function factsOf(view: CaseFile, speech: Speech) {
  return {
    contractFacts: contractFacts(view, speech),
    termsFacts: termsFacts(view, speech),
    deliveryFacts: deliveryFacts(view, speech),
    customerMessage: view.delivery.message,
    warnings: view.warnings,
    certificateFacts: view.certificate === null ? null : certificateLines(view.certificate),
    moneyFacts: moneyFacts(view.money, speech),
    papers: view.attachments.map(paperOnPage(`${caseAddress(view.id)}/attachments`, false)),
  };
}

/** What the case waits for because a counterparty's circuit lets through less than all. */
async function waitingFor({ db }: OperationsServices, view: CaseFile, { t }: Speech) {
  const needed = new Set<string>([
    ...(view.stage === 'issuing' ? ['issuance', 'documents'] : []),
    ...(view.stage === 'posting' ? ['d-sure'] : []),
    ...(view.mails.some(({ state }) => state === 'waiting') ? ['mail'] : []),
  ]);
  const circuits = needed.size === 0 ? [] : await openCircuits(db);
  return circuits
    .filter(({ counterparty }) => needed.has(counterparty))
    .map((circuit) => ({
      sentence: waitingWords(t, circuit),
      reason: circuit.reason,
      counterparty: circuit.counterparty,
    }));
}

/** What was done just now, as the page tells it. */
const recordedWords: Readonly<Record<string, string>> = {
  recordFeePayment: '入金を記録しました',
  recordDispatch: '交付を記録しました',
  withdraw: '取下げを記録しました',
  message: 'メッセージを送りました',
};
