/** The content of each command, as a person or program sends it. Stays in the Command row, out of histories. */
import { z } from 'zod';
import { deliverySchema, guaranteeTermsSchema } from './application.ts';
import { constructionContractSchema } from './construction-contract.ts';
import { paymentMeans } from './fee-payment.ts';
import { amountField, dayField, mailAddressField, messageField } from './fields.ts';
import { remarkFields } from './remarks.ts';
import { submissionChannels } from './submission-profile.ts';

const words = messageField;

export const commandContents = {
  approve: z.strictObject({
    reason: words(
      'Why a check that stops the approval does not hold here. Needed from an approver where there is such a stop.',
    ).optional(),
  }),
  return: z.strictObject({
    reason: words('Remarks that the contractor reads above the form.'),
    /** Beside the fields that they are about. */
    remarks: z
      .array(z.strictObject({ field: z.enum(remarkFields), words: words('What is to be corrected in the field.') }))
      .max(remarkFields.length)
      .optional(),
  }),
  decline: z.strictObject({ reason: words('Why the guarantee cannot be given.') }),
  resubmit: z.strictObject({
    contract: constructionContractSchema,
    guarantee: guaranteeTermsSchema,
    /** Of the whole application; stays as it is where it is left out. */
    delivery: deliverySchema.optional(),
  }),
  withdraw: z.strictObject({ reason: words('Needed from staff, welcome from the contractor.').optional() }),
  recordFeePayment: z.strictObject({
    amountYen: amountField('What was paid. Must be the guarantee fee.'),
    paidOn: dayField('The day the payment arrived.'),
    means: z.enum(paymentMeans).optional().meta({ description: 'How it was paid.' }),
  }),
  recordDispatch: z.strictObject({
    method: z.enum(['post', 'branch']).meta({ description: 'Sent by post, or handed over at the branch.' }),
    dispatchedOn: dayField('The day it was sent or handed over.'),
    trackingNumber: words('Tracking number of the letter.').optional(),
  }),
  recordSubmission: z.strictObject({
    channel: z.enum(submissionChannels).meta({ description: 'How number and key were given.' }),
    submittedAt: z.iso
      .datetime()
      .optional()
      .meta({ description: 'When, in UTC: after the arrival at D-Sure, not ahead of now. Left out: now.' }),
  }),
  retry: z.strictObject({}),
  resolve: z.strictObject({
    reason: words('Why it goes on without this step, or with what is put right.'),
    /** Where it may be put right: the mail goes there instead of being left out. */
    mailAddress: mailAddressField('Another address to send the mail to. Left out: the mail is not sent.').optional(),
  }),
} as const;
