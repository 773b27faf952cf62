/** An attachment as the API tells it: its receipt, and its line in the application. */
import { z } from 'zod';
import { attachmentMediaTypes } from '../../../domain/attachments.ts';
import { idShape, instantShape } from './basics.ts';

const file = {
  fileName: z.string().meta({ description: 'The name as the sender has it.', examples: ['契約書.pdf'] }),
  mediaType: z.enum(attachmentMediaTypes),
  sizeBytes: z.int(),
  sha256: z.string().meta({ description: 'Of the bytes, in lower-case hexadecimal.' }),
};

export const attachmentReceiptShape = z
  .strictObject({
    attachmentId: idShape,
    ...file,
    links: z.strictObject({ self: z.string(), application: z.string() }),
  })
  .meta({ id: 'AttachmentReceipt', description: 'A file was stored with the application.' });

export const attachmentShape = z
  .strictObject({ id: idShape, ...file, addedAt: instantShape, links: z.strictObject({ self: z.string() }) })
  .meta({ id: 'Attachment', description: 'A file enclosed with an application.' });
