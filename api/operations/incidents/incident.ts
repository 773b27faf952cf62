/** /incidents/:id: one incident, its history, and what this person may do about it. */
import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { causeOf } from '../../../domain/causes.ts';
import { commandContents } from '../../../domain/command-contents.ts';
import type { IncidentCommandName } from '../../../domain/commands.ts';
import { dayInJapan } from '../../../domain/dates.ts';
import { Refusal, refusalSentences } from '../../../domain/refusals.ts';
import { resolutionRules } from '../../../domain/resolutions.ts';
import { shapeRefusals } from '../../../domain/shape-refusals.ts';
import { stepNames } from '../../../domain/steps.ts';
import { connectedWith } from '../../../prisma/actors.ts';
import { circuitFor } from '../../../prisma/circuit-views.ts';
import { comment, giveOwner } from '../../../prisma/incident-care.ts';
import { incidentTarget, incidentView } from '../../../prisma/incident-views.ts';
import { mailContactsOf } from '../../../prisma/mail-contacts.ts';
import { orFormAgain, type ToldAgain } from '../../portal/form-again.ts';
import { formField } from '../../portal/forms.ts';
import { placeOf } from '../../portal/place.ts';
import { requestIdIn } from '../../portal/pressed.ts';
import { show } from '../../portal/show.ts';
import { settle } from '../../v1/settle.ts';
import type { OperationsServices } from '../operations-services.ts';
import { idIn, orRefusal, pressOnce, speechOf, wordsIn } from '../pressing.ts';
import { may, personIn, readerFor } from '../signed-in.ts';
import { causeAddress, entryWords, incidentWord, waitingWords } from '../stuck-words.ts';

const missing = 'incident-must-exist';
/** Begins the choice of a known contact, before the address. */
const toContact = 'to:';

export function incident(services: OperationsServices): RequestHandler {
  return (request, response) => showIncident(services, request, response, { refusals: [], errors: {} });
}

/** The step is tried again, by the same command as the API's. */
export function retry(services: OperationsServices): RequestHandler {
  return pressed(services, 'comment', (request, response) => command(services, request, response, 'retry', {}));
}

/** The mail goes to another address, or is left out, with a reason. */
export function resolution(services: OperationsServices): RequestHandler {
  return pressed(services, 'resolutionReason', (request, response) => {
    const mailAddress = formField(request, 'mailAddress').trim();
    const how = formField(request, 'how');
    const typed = {
      reason: formField(request, 'resolutionReason').replaceAll('\r\n', '\n').trim(),
      ...(how === 'address'
        ? { mailAddress }
        : how.startsWith(toContact)
          ? { mailAddress: how.slice(toContact.length) }
          : {}),
    };
    const read = commandContents.resolve.safeParse(typed);
    if (!read.success) {
      const details = shapeRefusals(read.error, typed).map((refusal) => ({
        ...refusal,
        field: refusal.field === 'reason' ? 'resolutionReason' : (refusal.field ?? 'resolutionReason'),
      }));
      throw new Refusal('content-must-be-in-order', { details });
    }
    return command(services, request, response, 'resolve', read.data);
  });
}

/** The person looks after it, or nobody does any more. */
export function owner(services: OperationsServices): RequestHandler {
  return pressed(services, 'comment', async (request, response) => {
    const { userId, grants } = personIn(response);
    const id = idIn(request, missing);
    const ownerId = formField(request, 'owner') === 'me' ? userId : null;
    const reader = readerFor({ grants }, 'free-stuck');
    await pressOnce(services, request, response, 'takeIncident', { id, ownerId }, async (tx, now) => {
      await giveOwner(tx, reader, id, ownerId, userId, now);
      return id;
    });
  });
}

export function comments(services: OperationsServices): RequestHandler {
  return pressed(services, 'comment', async (request, response) => {
    const { userId, grants } = personIn(response);
    const id = idIn(request, missing);
    const words = wordsIn(request, 'comment');
    const reader = readerFor({ grants }, 'see-stuck');
    await pressOnce(services, request, response, 'commentIncident', { id, words }, async (tx, now) => {
      await comment(tx, reader, id, words, userId, now);
      return id;
    });
  });
}

function pressed(
  services: OperationsServices,
  field: string,
  press: (request: Request, response: Response) => Promise<void>,
): RequestHandler {
  return (request, response) =>
    orFormAgain(
      response,
      field,
      async () => {
        await press(request, response);
        response.redirect(303, `/incidents/${idIn(request, missing)}`);
      },
      (told) => showIncident(services, request, response, told),
    );
}

async function command(
  services: OperationsServices,
  request: Request,
  response: Response,
  name: IncidentCommandName,
  content: object,
): Promise<void> {
  const { userId, by, grants } = personIn(response);
  const target = await incidentTarget(services.db, readerFor({ grants }, 'free-stuck'), idIn(request, missing));
  if (target === null) throw new Refusal(missing);
  const { stage, ...aim } = target;
  const idempotencyKey = `operations/${requestIdIn(request)}`;
  const sent = { client: userId, userId, by, idempotencyKey, name, content: content as never, ...aim };
  orRefusal(await settle(services, sent, stage));
}

async function showIncident(services: OperationsServices, request: Request, response: Response, told: ToldAgain) {
  const { db, clock } = services;
  const person = personIn(response);
  const reader = readerFor(person, 'see-stuck');
  const t = speechOf(services, request);
  const place = await placeOf(services, reader);
  const view = await incidentView(db, reader, idIn(request, missing), dayInJapan(clock.now()));
  if (view === null) throw new Refusal(missing);
  const isOpen = view.closedAt === null;
  const circuit = isOpen ? await circuitFor(db, view.step) : null;
  const mail = view.mailId === null ? null : await db.mail.findUnique({ where: { id: view.mailId } });
  const rule = resolutionRules[view.step];
  const mayFree = may(person, 'free-stuck') && view.state === 'open';
  const isConnected =
    mayFree && rule.mayBeSkipped && (await isConnectedWith(services, view.guaranteeId, person.userId));
  const mayCorrect =
    mayFree &&
    !isConnected &&
    rule.mayBeCorrected.includes('mailAddress') &&
    mail !== null &&
    mail.kind !== 'submission';
  const contacts = mayCorrect ? await mailContactsOf(db, view.guaranteeId, mail.toAddress) : [];
  show(services, request, response, 'incidents/incident', {
    title: '停止の詳細',
    trail: [
      { title: '停止案件', href: '/incidents' },
      { title: '停止の原因', href: causeAddress(view.fingerprint) },
      { title: '停止の詳細' },
    ],
    place,
    ...view,
    ...causeOf(view.step, view.errorName),
    name: view.guaranteeNumber ?? t('番号なし'),
    stepName: stepNames[view.step],
    chip: incidentWord(view.state, view.reopenings),
    waitsFor: circuit === null ? null : waitingWords(t, circuit),
    entries: view.entries.map((entry) => ({
      ...entry,
      word: entryWords[entry.kind],
      words: entry.kind === 'taken' && entry.words === entry.actorName ? null : entry.words,
    })),
    isMine: view.ownerId === person.userId,
    mayOwn: may(person, 'free-stuck') && isOpen,
    mayFree,
    mayResolve: mayFree && rule.mayBeSkipped && !isConnected,
    whyNotResolve: isConnected ? refusalSentences['resolver-must-not-act-for-contractor'] : null,
    mayCorrect,
    contacts: contacts.map((contact) => ({ ...contact, value: `${toContact}${contact.address}` })),
    mustBeCorrectedByRevision: rule.correctionRefusal === 'stored-certificate-must-be-corrected-by-revision',
    mailTo: mail?.toAddress ?? null,
    how: { value: formField(request, 'how') || 'address' },
    mailAddress: formField(request, 'mailAddress'),
    resolutionReason: formField(request, 'resolutionReason'),
    comment: formField(request, 'comment'),
    requestIds: { retry: randomUUID(), resolve: randomUUID(), owner: randomUUID(), comment: randomUUID() },
    ...told,
  });
}

/** Whether the person is connected with the contractor of the case: somebody else decides how it goes on. */
async function isConnectedWith({ db, clock }: OperationsServices, guaranteeId: string, userId: string) {
  const { contractorId } = await db.guarantee.findUniqueOrThrow({
    where: { id: guaranteeId },
    select: { contractorId: true },
  });
  return (await connectedWith(db, userId, dayInJapan(clock.now()))).includes(contractorId);
}
