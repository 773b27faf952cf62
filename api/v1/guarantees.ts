/** GET /guarantees: those that the reader sees, newest first, page by page. */
import { z } from 'zod';
import { dayField, idField } from '../../domain/fields.ts';
import { normaliseGuaranteeNumber } from '../../domain/guarantee-number.ts';
import { products } from '../../domain/product.ts';
import { stageNames } from '../../domain/stages.ts';
import { listGuarantees } from '../../prisma/guarantee-lists.ts';
import { json } from '../answer.ts';
import { endpoint } from './endpoint.ts';
import { pagingFields } from './shapes/basics.ts';
import { guaranteeListShape } from './shapes/guarantee.ts';
import { tellSummary } from './telling.ts';

export const guarantees = endpoint({
  scopes: ['contractor', 'reviewer', 'operator', 'auditor'],
  operationId: 'listGuarantees',
  summary: '保証の一覧',
  explanation: '新しい順の一覧です。受注者には自社の保証だけ、担当者にはすべてが見えます。',
  description:
    'Guarantees, newest first. A contractor sees its own, staff see all. Pages have no gap while rows are added.',
  query: z.strictObject({
    stage: z.enum(stageNames).optional().meta({ description: 'Stage of the newest revision.' }),
    product: z.enum(products).optional(),
    guaranteeNumber: z
      .string()
      .max(40)
      .regex(/^\P{Cc}*$/u)
      .transform(normaliseGuaranteeNumber)
      .optional()
      .meta({ description: '保証契約番号, in any width and case.' }),
    authorityId: idField('The procurement authority.').optional(),
    fromOn: dayField('Applied for on this day in Japan or later.').optional(),
    toOn: dayField('Applied for on this day in Japan or earlier.').optional(),
    ...pagingFields,
  }),
  answers: { 200: { description: 'One page.', schema: guaranteeListShape } },
  refusals: ['content-must-be-in-order', 'cursor-must-be-one-of-ours'],
  async handle({ db }, { principal, query: { limit, cursor, ...filters } }) {
    const page = await listGuarantees(db, principal.reader, filters, { cursor, limit });
    return json(200, { guarantees: page.guarantees.map(tellSummary), nextCursor: page.nextCursor });
  },
});
