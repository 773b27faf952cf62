/** POST /applications/:id/attachments: a contractor encloses a paper. Its bytes are stored before anything else is written. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import {
  type AttachmentMediaType,
  attachmentMediaTypes,
  fileNameField,
  maxAttachmentBytes,
  mediaTypeOf,
} from '../../../domain/attachments.ts';
import type { ActedBy } from '../../../domain/audit.ts';
import { Refusal } from '../../../domain/refusals.ts';
import { answerOf, type KeptAnswer } from '../../../prisma/answers.ts';
import { addAttachment, refuseUnlessOpen } from '../../../prisma/attachments.ts';
import { findCommand, type NewCommand } from '../../../prisma/commands.ts';
import { json } from '../../answer.ts';
import type { SentFile } from '../../file-body.ts';
import { addresses } from '../addresses.ts';
import { endpoint } from '../endpoint.ts';
import { attachmentReceiptShape } from '../shapes/attachment.ts';

export const attachments = endpoint<{ name: string }, SentFile>({
  scopes: ['contractor'],
  operationId: 'addAttachment',
  summary: '書類を添付する',
  explanation:
    '請負契約書などのPDF・PNG・JPEGを、一つずつ20 MBまで、申込ごとに20件まで添付できます。審査が終わるまで受け付けます。',
  description:
    'Encloses one file with an application, while a guarantee of it is still looked at. The body is the file itself, and is ' +
    'what its Content-Type says. The same key with the same name and bytes gets the same answer.',
  missing: 'application-must-exist',
  query: z.strictObject({ name: fileNameField }),
  file: {
    mediaTypes: attachmentMediaTypes,
    maxBytes: maxAttachmentBytes,
    mediaTypeRefusal: 'attachment-must-be-pdf-png-or-jpeg',
  },
  answers: { 201: { description: 'Stored.', schema: attachmentReceiptShape, location: true } },
  refusals: [
    'application-must-exist',
    'application-must-be-open-for-attachments',
    'attachments-must-be-few',
    'attachment-must-be-what-its-media-type-says',
    'idempotency-key-must-not-be-reused',
  ],
  async handle({ db, store, clock }, { principal, by, id, idempotencyKey, query, body: { mediaType, bytes } }) {
    if (mediaTypeOf(bytes) !== mediaType) throw new Refusal('attachment-must-be-what-its-media-type-says');
    const file = {
      fileName: query.name,
      mediaType: mediaType as AttachmentMediaType,
      sizeBytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    };
    const command = commandOf({ userId: principal.userId, by }, idempotencyKey, { applicationId: id, ...file });
    const known = await findCommand(db, command);
    const answered = known === null ? null : answerOf(known);
    if (answered !== null) return answered; // whatever became of the application
    await refuseUnlessOpen(db, principal.reader, id); // looked at again under the lock: here it saves the store a file
    await store.put(bytes);
    const sent = { command, sender: principal.reader, applicationId: id, ...file };
    return addAttachment(db, sent, (attachmentId) => receipt(id, { attachmentId, ...file }), clock.now());
  },
});

function commandOf(
  { userId, by }: { userId: string; by: ActedBy },
  idempotencyKey: string,
  content: NewCommand['content'],
): NewCommand {
  const target = { guaranteeId: null, revision: null, incidentId: null };
  return { client: userId, userId, by, idempotencyKey, name: 'attach', ...target, content };
}

function receipt(applicationId: string, file: { attachmentId: string }): KeptAnswer {
  const self = addresses.attachment(applicationId, file.attachmentId);
  return json(201, { ...file, links: { self, application: addresses.application(applicationId) } }, { Location: self });
}
