/** Writing to the other side of a case, for the API and for pages: a message, a correction request. */
import type { ActedBy } from '../domain/audit.ts';
import { AuthenticationKey } from '../domain/authentication-key.ts';
import type { CorrectionContent } from '../domain/correction-request.ts';
import { type MessageContent, tellsKey } from '../domain/messages.ts';
import { Refusal } from '../domain/refusals.ts';
import type { Reader } from '../domain/scopes.ts';
import { keyContext } from '../domain/sealing.ts';
import type { KeptAnswer } from '../prisma/answers.ts';
import { requestCorrection } from '../prisma/correction-requests.ts';
import { writeMessage } from '../prisma/messages.ts';
import { json } from './answer.ts';
import type { ApiServices } from './services.ts';
import { addresses } from './v1/addresses.ts';

type TalkServices = Pick<ApiServices, 'db' | 'keyRing' | 'clock'>;

/** Who writes, about which guarantee, under which key. */
export interface Writing {
  readonly reader: Reader;
  readonly userId: string;
  readonly by: ActedBy;
  readonly guaranteeId: string;
  readonly idempotencyKey: string;
}

/** 201 with the message's id. Refuses: `message-must-not-hold-the-key`, and as `writeMessage`. */
export async function sendMessage(services: TalkServices, writing: Writing, content: MessageContent) {
  await refuseKey(services, writing.guaranteeId, content.words, 'words');
  const { db, clock } = services;
  const { guaranteeId } = writing;
  const links = { self: addresses.messages(guaranteeId), guarantee: addresses.guarantee(guaranteeId) };
  const tell = (message: { id: string; side: string; writtenAt: Date }): KeptAnswer => json(201, { ...message, links });
  return writeMessage(db, writing.reader, commandOf(writing, 'message', content), content, tell, clock.now());
}

/** 201 with the request's id. Refuses: `message-must-not-hold-the-key`, and as `requestCorrection`. */
export async function askForCorrection(services: TalkServices, writing: Writing, content: CorrectionContent) {
  await refuseKey(services, writing.guaranteeId, content.shouldBe, 'shouldBe');
  await refuseKey(services, writing.guaranteeId, content.reason, 'reason');
  const { db, clock } = services;
  const { guaranteeId } = writing;
  const links = { self: addresses.correctionRequests(guaranteeId), guarantee: addresses.guarantee(guaranteeId) };
  const tell = (request: { id: string; revision: number; askedAt: Date }): KeptAnswer =>
    json(201, { ...request, guaranteeId, links });
  const command = commandOf(writing, 'requestCorrection', content);
  return requestCorrection(db, writing.reader, command, content, tell, clock.now());
}

/** Staff must never read a key: who pastes it is told. */
async function refuseKey({ db, keyRing }: TalkServices, guaranteeId: string, words: string, field: string) {
  const row = await db.authenticationKey.findUnique({ where: { guaranteeId } });
  if (row === null) return;
  const bytes = keyRing.open(Buffer.from(row.sealed, 'base64'), keyContext(guaranteeId));
  if (tellsKey(words, new AuthenticationKey(Buffer.from(bytes).toString()))) {
    throw new Refusal('message-must-not-hold-the-key', { field });
  }
}

function commandOf(
  { userId, by, guaranteeId, idempotencyKey }: Writing,
  name: 'message' | 'requestCorrection',
  content: object,
) {
  const target = { guaranteeId, revision: null, incidentId: null };
  return { client: userId, userId, by, idempotencyKey, name, ...target, content: content as never };
}
