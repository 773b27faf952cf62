/** Having the service send a submission to the authority, for the API and for pages. */
import type { ActedBy } from '../domain/audit.ts';
import { Refusal } from '../domain/refusals.ts';
import type { Reader } from '../domain/scopes.ts';
import type { KeptAnswer } from '../prisma/answers.ts';
import { findCommand } from '../prisma/commands.ts';
import { askSending, type SendingOffer, sendingOffer } from '../prisma/sendings.ts';
import { recordMailStarted } from '../prisma/sweep.ts';
import { json } from './answer.ts';
import { printedClaim } from './claim-file.ts';
import { loggable } from './failures.ts';
import { inTime } from './in-time.ts';
import type { ApiServices } from './services.ts';
import { addresses } from './v1/addresses.ts';

const patienceMs = 1000;

/** Who asks, for which guarantee, under which key. */
export interface SendingAsked {
  readonly reader: Reader;
  readonly userId: string;
  readonly by: ActedBy;
  readonly guaranteeId: string;
  readonly idempotencyKey: string;
  /** Of what was shown; null: whatever it is now. */
  readonly shown: string | null;
  /** The client's own words, to compare a repeat with. */
  readonly sent: object;
}

/**
 * 202 with the sending's address: it is written down, and goes its own way. Asked again under the same key, the same answer.
 *
 * Refuses: as `sendingOffer` and `askSending`; `sending-must-be-as-shown`; `claim-must-be-printed-first` where the
 * 前払金請求書 that goes along could not be printed in time: then nothing is written, and the key stays unused.
 */
export async function askForSending(services: ApiServices, asked: SendingAsked): Promise<KeptAnswer> {
  const { db, clock } = services;
  const { reader, userId, by, guaranteeId, idempotencyKey, shown, sent } = asked;
  const target = { guaranteeId, revision: null, incidentId: null };
  const command = { client: userId, userId, by, idempotencyKey, name: 'sendSubmission' as const, content: {}, sent };
  const offer = await sendingOffer(db, reader, guaranteeId, clock.now());
  const isNew = (await findCommand(db, { ...command, ...target })) === null;
  if (isNew && offer.refusal !== null) throw new Refusal(offer.refusal);
  if (isNew && shown !== null && shown !== offer.digest) throw new Refusal('sending-must-be-as-shown');
  const claim = isNew && offer.claim === 'ready' ? await printedClaim(services, reader, guaranteeId) : null;
  const looked = { reader, digest: offer.digest, claimId: claim?.id ?? null };
  const { answer, mailId } = await askSending(db, looked, { ...command, ...target }, tell(guaranteeId), clock.now());
  if (mailId !== null) await inTime(start(services, mailId), patienceMs, undefined);
  return answer;
}

function tell(guaranteeId: string) {
  const links = { self: addresses.sending(guaranteeId), guarantee: addresses.guarantee(guaranteeId) };
  return ({ revision, recipient }: SendingOffer): KeptAnswer =>
    json(202, { guaranteeId, revision, recipient, state: 'sending', links }, { Location: links.self });
}

/** A start that fails is no failure of the request: the sweeper finds the mail. */
async function start({ db, runs, clock, logger }: ApiServices, mailId: string): Promise<void> {
  try {
    await runs.startMail(mailId, patienceMs);
    await recordMailStarted(db, mailId, clock.now());
  } catch (error) {
    logger.warn({ mailId, errorName: loggable(error).errorName }, 'a mail waits for the sweeper');
  }
}
