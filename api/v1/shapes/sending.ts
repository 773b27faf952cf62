/** A submission that the service sends, as the API tells it. */
import { z } from 'zod';
import { sendingStates } from '../../../domain/sending.ts';
import { idShape, instantShape } from './basics.ts';

const links = z.strictObject({ self: z.string(), guarantee: z.string() });

export const sendingOfferShape = z
  .strictObject({
    guaranteeId: idShape,
    guaranteeNumber: z.string(),
    revision: z.int(),
    recipient: z.string().nullable().meta({ description: 'From the register; null where it does not allow sending.' }),
    subject: z.string(),
    body: z.string(),
    replyTo: z
      .strictObject({ name: z.string(), address: z.string() })
      .meta({ description: 'Whom an answer reaches: the contractor.' }),
    attachments: z.array(z.string()).meta({ description: 'File names, the key notice first.' }),
    claimIsWanting: z
      .boolean()
      .meta({ description: 'Whether a 前払金請求書 could go along, once it is said who answers for it.' }),
    callToConfirm: z.boolean().meta({ description: 'Whether the authority asks for a telephone call afterwards.' }),
    digest: z.string().meta({ description: 'Of all that would be sent.' }),
    refusal: z
      .strictObject({ name: z.string(), sentence: z.string() })
      .nullable()
      .meta({ description: 'Why it cannot be asked for now; null: it can.' }),
    sending: z
      .strictObject({
        state: z.enum(sendingStates).meta({
          description:
            'sending; refused (by the mail server, for good) and stuck wait for staff; sent; and not sent any more: ' +
            'overtaken (by another submission or a newer revision), register-changed, given-up.',
        }),
        recipient: z.string(),
        askedAt: instantShape,
        sentAt: instantShape.nullable().meta({ description: 'When the mail server took it.' }),
        tried: z.boolean().meta({ description: 'Whether the mail server was turned to: then it may have arrived.' }),
      })
      .nullable()
      .meta({ description: 'The newest one of this revision.' }),
    links,
  })
  .meta({ id: 'SendingOffer', description: 'What the service sends to the authority for the contractor.' });

export const sendingReceiptShape = z
  .strictObject({ guaranteeId: idShape, revision: z.int(), recipient: z.string(), state: z.literal('sending'), links })
  .meta({ id: 'SendingReceipt', description: 'The service was asked to send the submission.' });
