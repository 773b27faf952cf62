/** GET /applications/:id/attachments/:attachmentId: an enclosed paper, as it was sent. */
import { attachmentMediaTypes, savedName } from '../../../domain/attachments.ts';
import { Refusal } from '../../../domain/refusals.ts';
import { attachmentFor } from '../../../prisma/attachments.ts';
import { attachmentDisposition } from '../../../web/content-disposition.ts';
import { endpoint } from '../endpoint.ts';

export const attachment = endpoint({
  scopes: ['contractor', 'reviewer', 'operator', 'auditor'],
  operationId: 'readAttachment',
  summary: '添付書類を受け取る',
  explanation: '送られたとおりのファイルです。受注者ご自身と担当者が受け取れます。',
  description: 'The file as it was sent, for its own contractor and for staff. To be saved, never shown in place.',
  missing: 'attachment-must-exist',
  answers: { 200: { description: 'The file.', mediaTypes: attachmentMediaTypes } },
  refusals: ['attachment-must-exist'],
  async handle({ db, store }, { principal, id, params }) {
    const found = await attachmentFor(db, principal.reader, id, params.attachmentId ?? '');
    if (found === null) throw new Refusal('attachment-must-exist');
    const { fileName, mediaType, sha256 } = found;
    const asciiName = savedName('attachment', mediaType);
    return {
      status: 200,
      headers: {
        'Content-Type': mediaType,
        'Content-Disposition': attachmentDisposition(asciiName, savedName(fileName, mediaType)),
        ETag: `"${sha256}"`,
      },
      body: await store.get(sha256),
    };
  },
});
