/** Messages and correction requests as the API tells them. */
import { z } from 'zod';
import { correctionFields } from '../../../domain/correction-request.ts';
import { messageSides } from '../../../domain/messages.ts';
import { idShape, instantShape } from './basics.ts';

const message = {
  id: idShape,
  side: z.enum(messageSides).meta({ description: 'Whose words they are.' }),
  writtenAt: instantShape,
};

export const messageReceiptShape = z
  .strictObject({ ...message, links: z.strictObject({ self: z.string(), guarantee: z.string() }) })
  .meta({ id: 'MessageReceipt', description: 'A message was written.' });

export const messageListShape = z.strictObject({
  messages: z.array(
    z
      .strictObject({
        ...message,
        by: z
          .string()
          .nullable()
          .meta({ description: 'The name of who wrote it; null where it is not for this reader.' }),
        words: z.string(),
        correctionRequestId: idShape.nullable(),
      })
      .meta({ id: 'Message' }),
  ),
});

const request = { id: idShape, guaranteeId: idShape, revision: z.int(), askedAt: instantShape };

export const correctionReceiptShape = z
  .strictObject({ ...request, links: z.strictObject({ self: z.string(), guarantee: z.string() }) })
  .meta({ id: 'CorrectionRequestReceipt', description: 'A correction was asked for.' });

export const correctionListShape = z.strictObject({
  correctionRequests: z.array(
    z
      .strictObject({
        ...request,
        guaranteeNumber: z.string().nullable(),
        field: z.enum(correctionFields),
        shouldBe: z.string(),
        reason: z.string(),
        state: z.enum(['open', 'answered']),
        answer: z.strictObject({ words: z.string(), answeredAt: instantShape }).nullable(),
      })
      .meta({ id: 'CorrectionRequest' }),
  ),
});
