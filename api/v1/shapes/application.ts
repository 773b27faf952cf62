/** An application as the API tells it: the receipt, and the whole. */
import { z } from 'zod';
import { deliverySchema, guaranteeTermsSchema } from '../../../domain/application.ts';
import { constructionContractSchema } from '../../../domain/construction-contract.ts';
import { attachmentShape } from './attachment.ts';
import {
  formShape,
  idShape,
  instantShape,
  namedShape,
  partyShape,
  productShape,
  stageShape,
  warningShape,
} from './basics.ts';

const receiptNumberShape = z.string().meta({ description: '受付番号.', examples: ['R-20260401-000001'] });

export const receiptShape = z
  .strictObject({
    applicationId: idShape,
    receiptNumber: receiptNumberShape,
    guarantees: z.array(
      z.strictObject({
        id: idShape,
        product: productShape,
        form: formShape,
        links: z.strictObject({ self: z.string() }),
      }),
    ),
    warnings: z.array(warningShape),
    links: z.strictObject({ self: z.string() }),
  })
  .meta({ id: 'Receipt', description: 'An application was accepted: one guarantee for each product.' });

export const applicationShape = z
  .strictObject({
    id: idShape,
    receiptNumber: receiptNumberShape,
    appliedAt: instantShape,
    contractor: namedShape,
    contract: constructionContractSchema,
    delivery: deliverySchema,
    warnings: z.array(warningShape),
    attachments: z.array(attachmentShape),
    guarantees: z.array(
      z.strictObject({
        id: idShape,
        guaranteeNumber: z.string().nullable(),
        stage: stageShape,
        stageTitle: z.string(),
        waitsFor: partyShape,
        terms: guaranteeTermsSchema,
        links: z.strictObject({ self: z.string() }),
      }),
    ),
    links: z.strictObject({ self: z.string() }),
  })
  .meta({ id: 'AcceptedApplication', description: 'An application as it was sent, and where its guarantees stand.' });
